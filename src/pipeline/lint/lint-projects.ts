import pLimit from 'p-limit';
import type { Ports } from '../../core/host.ts';
import { lintProject } from '../../lint/lint-project.ts';
import { readProjectSettings } from '../../lint/project-settings.ts';
import type { LintInput } from '../../lint/rule.ts';
import type { RuleSelection } from '../../lint/select-rules.ts';
import type { LintFinding, LintFixes, LintResult } from '../../model/lint.ts';
import { readState } from '../../overlay/state.ts';
import { stringAt } from '../../toml/values.ts';
import { fixProject, replaceFile } from './lint-fixes.ts';
import { createLintInput } from './lint-input.ts';
import { type AskVersions, createAskVersions, withReleases } from './lint-releases.ts';
import { DOCUMENT, type LintSource, type LintSources, openLintSource } from './lint-source.ts';
import { type LintTarget, parseLintTarget } from './lint-targets.ts';

export interface LintOptions extends RuleSelection {
  /** Warnings count as errors. */
  readonly strict: boolean;
  /** `write` changes pyproject.toml on disk. */
  readonly fix: 'none' | 'diff' | 'write';
  /** Targets at once. */
  readonly jobs: number;
}

/** Lints each target; one that fails does not stop the others. Results are in the order of the targets. */
export async function lintProjects(
  targets: readonly LintTarget[],
  options: LintOptions,
  context: LintSources,
): Promise<readonly LintResult[]> {
  const limit = pLimit(options.jobs);
  const ask = createAskVersions(context.sources.pypi, 2 * options.jobs);
  return Promise.all(targets.map((target) => limit(lintTarget, target, { options, context, ask })));
}

/** What an overlay was generated from, by its state file. */
export async function overlayTargets(ports: Ports, folder: string): Promise<readonly LintTarget[]> {
  const state = await readState(ports.openStore(folder));
  // A line without files is of a package that a reference repository has.
  const generated = [...state.values()].filter(({ files }) => Object.keys(files).length > 0);
  return [...new Set(generated.map(({ from }) => from))].sort().map(parseLintTarget);
}

interface Job {
  readonly options: LintOptions;
  readonly context: LintSources;
  readonly ask: AskVersions;
}

async function lintTarget(target: LintTarget, job: Job): Promise<LintResult> {
  const nothing = { target: target.text, base: '', findings: [], silenced: 0 };
  try {
    const source = await openLintSource(target, job.context);
    return await lintSource(target, source, job);
  } catch (error) {
    return { ...nothing, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

async function lintSource({ text }: LintTarget, source: LintSource, job: Job): Promise<LintResult> {
  const { options, context, ask } = job;
  const analyzeSource = async (changed: LintSource) =>
    withReleases(await createLintInput(changed, context.ports), ask);
  const input = await analyzeSource(source);
  const settings = readProjectSettings(input.document);
  const selection: RuleSelection = {
    select: options.select.length > 0 ? options.select : settings.select,
    ignore: [...settings.ignore, ...options.ignore],
  };
  const shown = { strict: options.strict || settings.strict, name: source.editable?.name };
  const common = { target: text, ...projectOf(input), base: source.base };
  if (!canFix(source, options)) {
    const { findings, silenced } = lintProject(input, selection);
    return { ...common, findings: findings.map((finding) => present(finding, shown)), silenced };
  }
  const fixed = await fixProject(input, selection, (pyproject) =>
    analyzeSource({ ...source, tree: replaceFile(source.tree, input.document.path, pyproject) }),
  );
  const { findings, silenced } = options.fix === 'diff' ? lintProject(input, selection) : fixed.report;
  const fixes = await settle({ source, input, after: fixed.text, count: fixed.count }, job);
  return { ...common, findings: findings.map((finding) => present(finding, shown)), silenced, fixed: fixes };
}

/** Standard input can be told what would change, and only that. */
const canFix = ({ kind, editable }: LintSource, { fix }: LintOptions) =>
  fix !== 'none' && (editable !== undefined || (fix === 'diff' && kind === 'pyproject'));

function projectOf({ project, document: { table } }: LintInput): { readonly project?: string } {
  const stated = (key: string) => stringAt(table, 'project', key) ?? stringAt(table, 'tool', 'poetry', key);
  const name = project?.name.value ?? stated('name');
  if (name === undefined) return {};
  const version = project?.version?.value ?? stated('version');
  return { project: version === undefined ? name : `${name} ${version}` };
}

interface Presentation {
  readonly strict: boolean;
  /** The name that pyproject.toml has on disk. */
  readonly name: string | undefined;
}

function present(finding: LintFinding, { strict, name = DOCUMENT }: Presentation): LintFinding {
  const { where, severity } = finding;
  return {
    ...finding,
    severity: strict && severity === 'warning' ? 'error' : severity,
    where: where.file === DOCUMENT ? { ...where, file: name } : where,
  };
}

interface Outcome {
  readonly source: LintSource;
  readonly input: LintInput;
  readonly after: string;
  readonly count: number;
}

async function settle(
  { source, input, after, count }: Outcome,
  { options, context }: Job,
): Promise<LintFixes> {
  const before = input.document.text;
  const { folder, name } = source.editable ?? { folder: '.', name: input.document.path };
  const written = options.fix === 'write' && after !== before;
  if (written) await context.ports.openStore(folder).write(name, after);
  return { path: `${source.base}${name}`, before, after, count, written };
}
