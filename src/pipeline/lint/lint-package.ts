import type { Diagnostic, Staged } from '../../core/diagnostic.ts';
import { EbuildgenError, toMessage } from '../../core/errors.ts';
import { lintProject } from '../../lint/lint-project.ts';
import { readProjectSettings } from '../../lint/project-settings.ts';
import type { LintDocument } from '../../lint/rule.ts';
import { isAboutEbuild } from '../../lint/rule-table.ts';
import type { RuleSelection } from '../../lint/select-rules.ts';
import type { LintFinding } from '../../model/lint.ts';
import { found } from '../findings.ts';
import type { AnalyzedSource } from '../package/analyze-source.ts';
import { toLintInput } from './lint-input.ts';
import { archiveKind } from './lint-source.ts';

/**
 * What `lint` says of the source that a package is made from, without asking the index for other releases. What changes
 * the ebuild is in the diagnostics too: the packager has to know it, whether or not upstream acts on it.
 */
export function lintPackage({
  candidate,
  tree,
  project,
  suite,
}: Pick<AnalyzedSource, 'candidate' | 'tree' | 'project' | 'suite'>): Staged<readonly LintFinding[]> {
  const { filename } = candidate.file;
  const input = toLintInput({ kind: archiveKind(tree, filename), tree, filename }, project, suite);
  const settings = settingsOf(input.document);
  const { findings } = lintProject(input, settings.value);
  const named = findings.filter(({ code }) => isAboutEbuild(code));
  return { value: findings, diagnostics: [...settings.diagnostics, ...named.map(toDiagnostic)] };
}

/** What upstream must mend before its release is no error to us: the ebuild copes. */
function toDiagnostic({ code, severity, message, where }: LintFinding): Diagnostic {
  return {
    code,
    severity: severity === 'error' ? 'warning' : severity,
    message: toMessage(message),
    where,
  };
}

/** Upstream's mistake in its settings of `lint` is no reason to generate nothing. */
function settingsOf(document: LintDocument): Staged<RuleSelection> {
  try {
    return { value: readProjectSettings(document), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof EbuildgenError)) throw error;
    const remark = found['lint-settings-invalid']({ reason: error.message }, error.where);
    return { value: { select: [], ignore: [] }, diagnostics: [remark] };
  }
}
