import type { SourceTree } from '../core/source-tree.ts';
import type { Fact } from '../model/project.ts';

const README = /^readme(?:\.(?:md|markdown|rst|txt))?$/i;

/** What introduces a project stands near the top. In UTF-16 units. */
const HEAD = 8000;
const MIN_WORDS = 4;

/**
 * The first paragraph of the readme at the root that is prose: no title, badge, link, list, table, directive or code.
 * It stands in for a summary that a release does not give. Its markup is kept.
 */
export function findReadmeSummary(tree: SourceTree): Fact<string> | undefined {
  const path = tree.entries.map((entry) => entry.path).find((one) => README.test(one));
  const text = path === undefined ? undefined : tree.tryReadText(path);
  if (path === undefined || text === undefined) return undefined;
  const blocks = withoutCode(withoutComments(text.slice(0, HEAD))).split(/\n[ \t]*\n/);
  const prose = blocks.map(toProse).find((block) => block !== undefined);
  return prose === undefined ? undefined : { value: prose, from: path };
}

function withoutComments(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .split('<!--')
    .map((part, index) => (index === 0 ? part : part.slice(part.indexOf('-->') + 3)))
    .join('');
}

function withoutCode(text: string): string {
  return text
    .split(/^(?:```|~~~).*$/m)
    .filter((_, index) => index % 2 === 0)
    .join('\n\n');
}

/** A line that makes its paragraph no prose, whatever follows: list, table, code, directive, field, substitution. */
const MARKUP = /^(?:[-*+] |\d+[.)] |\||\+[-=]| {4}|\t|\.\. |:[\w -]+:|\$ |>>> |\[[^\]]+\]:|---)/;
const UNDERLINE = /^([=\-~^"'*+.:_#])\1{2,}\s*$/;
/** Paragraphs about the repository or its state rather than about what the software does. */
const ASIDE =
  /^(?:note|warning|important|attention|status|documentation|docs?|install|this (?:readme|repo|document|branch)|see |please |read |the (?:full |latest )?(?:documentation|docs)|copyright|licen[cs]e|maintainer|author|version|we (?:are|have) moved)|\bdocumentation (?:is|can|lives)\b/i;

function toProse(block: string): string | undefined {
  const lines = withoutTitle(block.split('\n').filter((line) => line.trim() !== ''));
  const [first] = lines;
  if (first === undefined || lines.some((line) => MARKUP.test(line))) return undefined;
  const text = lines.map((line) => line.replace(/^\s*>\s?/, '').trim()).join(' ');
  const words = toWords(text);
  if (words.length < MIN_WORDS || ASIDE.test(words.join(' '))) return undefined;
  return /[:!?]$/.test(text.trim()) ? undefined : text;
}

/** Without `# Title` lines and titles that are underlined. */
function withoutTitle(lines: readonly string[]): readonly string[] {
  return lines.filter(
    (line, index) =>
      !/^#{1,6}\s/.test(line) && !UNDERLINE.test(line) && !UNDERLINE.test(lines[index + 1] ?? ''),
  );
}

/** The words outside of images, substitutions, links and tags. */
function toWords(text: string): readonly string[] {
  const plain = text
    .replace(/!\[[^\]]*\]\([^)]*\)/g, ' ')
    .replace(/\[\s*\]\([^)]*\)/g, ' ')
    .replace(/\[[^\]]*\]\((?<url>[^)]*)\)/g, (link) => (/\s/.test(link) ? link : ' '))
    .replace(/\|[^|]*\|_?/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/https?:\/\/\S+/g, ' ');
  return plain.match(/\p{L}[\p{L}\p{N}'-]*/gu) ?? [];
}
