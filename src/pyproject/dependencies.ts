import type { Staged } from '../core/diagnostic.ts';
import { EbuildgenError, type Where } from '../core/errors.ts';
import type { Dependency } from '../model/project.ts';
import { parseLenientRequirement } from '../python/lenient.ts';
import { found } from './findings.ts';
import { allStaged, staged } from './staged.ts';

/** Where lines of requirements stand. */
export interface RequirementOrigin {
  /** `pyproject.toml [project] dependencies`, for messages. */
  readonly from: string;
  readonly file: string;
  /** Line of one of them, counted from 1. */
  readonly lineOf?: (requirement: string) => number | undefined;
}

/** PEP 508 requirements as dependencies; what cannot be read is left out with a diagnostic. */
export function readDependencies(
  lines: readonly string[],
  origin: RequirementOrigin,
): Staged<readonly Dependency[]> {
  const { value, diagnostics } = allStaged(lines.map((line) => readDependency(line, origin)));
  return { value: value.flat(), diagnostics };
}

/** Like readDependencies for one; the value is empty where it cannot be read. */
export function readDependency(text: string, origin: RequirementOrigin): Staged<readonly Dependency[]> {
  const where = whereOf(text, origin);
  try {
    const { value, repairs } = parseLenientRequirement(text);
    const dependencies = [{ requirement: value, cap: 'written', where }] as const;
    if (repairs.length === 0) return staged(dependencies);
    const args = { requirement: text, from: origin.from, repairs };
    return staged(dependencies, [found['requirement-repaired'](args, where)]);
  } catch (error) {
    if (!(error instanceof EbuildgenError)) throw error;
    const args = { requirement: text, from: origin.from, reason: error.message };
    return staged([], [found['requirement-invalid'](args, where)]);
  }
}

export function whereOf(text: string, origin: RequirementOrigin): Where {
  const line = origin.lineOf?.(text);
  return line === undefined ? { file: origin.file } : { file: origin.file, line };
}
