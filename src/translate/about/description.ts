import { defineFindings, type Staged } from '../../core/diagnostic.ts';

/** Bounds of pkgcheck's BadDescription. */
const MIN_LENGTH = 10;
const MAX_LENGTH = 80;

/** Nobody writes a longer summary on one line; what comes after is a readme. */
const MAX_INPUT = 2000;

const found = defineFindings({
  'description-cut': {
    severity: 'note',
    text: ({ summary }: { summary: string }) =>
      `The summary is longer than ${MAX_LENGTH} characters and was cut: \`${summary}\``,
  },
  'description-readme': {
    severity: 'warning',
    text: ({ description }: { description: string }) =>
      `The release has no usable summary: DESCRIPTION is what the readme begins with, \`${description}\``,
  },
  'description-missing': {
    severity: 'warning',
    text: ({ description }: { description: string }) =>
      `The release has no usable summary: write a better DESCRIPTION than \`${description}\``,
  },
});

export interface DescriptionSource {
  readonly summary: string | undefined;
  /** What the readme begins with, taken where the summary is of no use. */
  readonly readme?: string | undefined;
  /** The project's name as upstream spells it. */
  readonly project: string;
  /** PN. */
  readonly packageName: string;
}

/**
 * One line of 10 to 80 characters that pkgcheck's BadDescription accepts (rulebook 9.1): the first sentence of the
 * summary, or else of the readme, without markup and without the package's name or "A Python library that" in front, cut at a word.
 */
export function translateDescription(source: DescriptionSource): Staged<string> {
  const { summary, readme, project, packageName } = source;
  const said = simplify(summary, source);
  const description = toLength(said);
  const usable = isUsable(description, packageName);
  if (usable && !isName(said, source)) {
    const wasCut = said.length > MAX_LENGTH;
    return { value: description, diagnostics: wasCut ? [found['description-cut']({ summary: said })] : [] };
  }
  const introduction = toLength(simplify(readme, source));
  if (isUsable(introduction, packageName))
    return { value: introduction, diagnostics: [found['description-readme']({ description: introduction })] };
  if (usable) return { value: description, diagnostics: [] };
  const fallback = withoutStop(cut(`Python package ${project}`));
  return { value: fallback, diagnostics: [found['description-missing']({ description: fallback })] };
}

function simplify(text: string | undefined, { project, packageName }: DescriptionSource): string {
  const plain = toPlainText((text ?? '').slice(0, MAX_INPUT));
  return withoutNoise(firstSentence(plain), [project, packageName]);
}

function isName(text: string, { project, packageName }: DescriptionSource): boolean {
  return [project, packageName].some((name) => name.toLowerCase() === text.toLowerCase());
}

function toLength(text: string): string {
  return lengthen(withoutStop(cut(text)));
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/**
 * Markdown, reStructuredText and HTML reduced to their words; one line; typographic signs in ASCII. Signs that mark
 * nothing up (a lone backtick) are text like any other.
 */
function toPlainText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/^\s*\.\. [\w:-]+::.*$/gm, ' ')
    .replace(/!\[[^\]]*\]\([^)]*\)/g, ' ')
    .replace(/\[(?<label>[^\]]*)\]\([^)]*\)/g, '$<label>')
    .replace(/`(?<label>[^`<]*[^`<\s])\s*<[^>`]*>`__?/g, '$<label>')
    .replace(/:[\w:+.-]+:`(?<label>[^`]*)`/g, '$<label>')
    .replace(/<\/?[a-z][^>]*>/gi, ' ')
    .replace(/&(?<name>\w{2,4});/g, (whole, name: string) =>
      Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? whole) : whole,
    )
    .replace(/(?<fence>``?)(?<label>[\w.:@/-]+)\k<fence>/g, '$<label>')
    .replace(/(?<!\w)(?<stars>\*\*?)(?=\S)(?<label>[^*]+)(?<=\S)\k<stars>(?!\w)/g, '$<label>')
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/(?<=\b(?:for|in|with) )🐍/gu, 'Python')
    .replace(/[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Cf}\ufffd]|\ufe0f/gu, '')
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/[‒–—―]/g, '-')
    .replace(/…/g, '...')
    .replace(/[\s\p{Z}\u0085]+/gu, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim();
}

/** Up to the first full stop that ends a sentence rather than an abbreviation, where that is enough to say something. */
function firstSentence(text: string): string {
  for (const match of text.matchAll(/[.!?] (?=\p{Lu})/gu)) {
    const sentence = text.slice(0, match.index);
    if (
      sentence.length >= MIN_LENGTH &&
      !/(?:\b(?:e\.g|i\.e|etc|vs|dr|mr|st|no|inc|ltd|co)|\b\w)$/i.test(sentence)
    )
      return sentence;
  }
  return text;
}

const NOUN = '(?:library|package|module|tool|utility|program|script|framework|application|app|project)';
const PYTHON_NOUN = new RegExp(
  `^(?:an? |the )?(?:simple |small |tiny |pure[- ])*python ?3? (?<noun>${NOUN}) (?<link>that|which|for|to) `,
  'i',
);

/** Drops `toot - `, `Foo is a`, `A Python library that`: the reader sees the name and the category already. */
function withoutNoise(text: string, names: readonly string[]): string {
  const named = names.reduce(withoutName, text);
  const match = PYTHON_NOUN.exec(named);
  const startsWithName = names.some((name) => named.startsWith(`${name} `));
  if (match?.groups === undefined) return startsWithName ? named : capitalized(named);
  const rest = named.slice(match[0].length);
  return capitalized(match.groups.link?.toLowerCase() === 'for' ? `${match.groups.noun} for ${rest}` : rest);
}

function withoutName(text: string, name: string): string {
  if (name === '' || text.slice(0, name.length).toLowerCase() !== name.toLowerCase()) return text;
  const rest = text.slice(name.length);
  const link = /^\s*(?: - |: | \| |, | is (?=an? |the ))\s*/i.exec(rest);
  const said = link === null ? '' : rest.slice(link[0].length);
  return said.length >= MIN_LENGTH ? said : text;
}

/** Upper case for a first word that is all lower-case letters; `pkg-config` and `iOS` stay as they are. */
function capitalized(text: string): string {
  return /^\p{Ll}+(?=[ ,/]|$)/u.test(text) ? text.slice(0, 1).toUpperCase() + text.slice(1) : text;
}

/** Words that cannot stand last in a cut sentence. */
const DANGLING =
  /[\s,;:(–-]+(?:an?|the|and|or|of|for|with|to|in|on|at|by|as|from|into|that|which|is|are|via|using|its?|your|&|\/|-|\+)$/i;

/** At most 80 characters, ending with a whole word that can end a phrase and without an open parenthesis. */
function cut(text: string): string {
  if (text.length <= MAX_LENGTH) return text;
  const space = text.lastIndexOf(' ', MAX_LENGTH);
  let kept = space >= MIN_LENGTH ? text.slice(0, space) : [...text].slice(0, MAX_LENGTH / 2).join('');
  const open = kept.lastIndexOf('(');
  if (open > MIN_LENGTH && !kept.includes(')', open)) kept = kept.slice(0, open);
  const clause = kept.lastIndexOf(', ');
  if (clause >= MAX_LENGTH / 2) kept = kept.slice(0, clause);
  for (let shorter = kept.replace(DANGLING, ''); shorter !== kept; shorter = kept.replace(DANGLING, ''))
    kept = shorter;
  return kept.trim();
}

/** Without the closing `. , : ;` that BadDescription reports; `etc.` and its like may stay. */
function withoutStop(text: string): string {
  const bare = text.replace(/[\s.,:;!?/|&-]+$/, '');
  const abbreviation = /(?:^|[\s,(])(?:etc|co|inc|ltd)$/i.test(bare) && text.startsWith(`${bare}.`);
  return abbreviation && bare.length < MAX_LENGTH ? `${bare}.` : bare;
}

/** "Tagging" says too little for the minimum; "Tagging for Python" passes and is true. */
function lengthen(text: string): string {
  if (text.length >= MIN_LENGTH || !/\p{L}{3}/u.test(text)) return text;
  return /python/i.test(text) ? `${text} package` : `${text} for Python`;
}

function isUsable(text: string, packageName: string): boolean {
  const lower = text.toLowerCase();
  return (
    text.length >= MIN_LENGTH &&
    /\p{L}{2}/u.test(text) &&
    lower !== packageName.toLowerCase() &&
    !lower.endsWith(`/${packageName.toLowerCase()}`) &&
    !/^unknown\b|based on .*eclass/.test(lower)
  );
}
