import { toMessage, type Where } from './errors.ts';

/**
 * `error`: the ebuild is likely wrong or incomplete. `warning`: a person should look. `note`: a decision worth knowing.
 */
export type Severity = 'error' | 'warning' | 'note';

/** Something a person should know although the work went on. Findings are data; they are returned, never thrown. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly where?: Where;
}

/** A stage's result together with what it noticed. */
export interface Staged<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** Keeps a stage's diagnostics and hands on its value. */
export type Take = <T>(staged: Staged<T>) => T;

interface FindingKind<Args> {
  readonly severity: Severity;
  readonly text: (args: Args) => string;
}

// biome-ignore lint/suspicious/noExplicitAny: a table of findings holds argument types of many shapes
type FindingTable = Readonly<Record<string, FindingKind<any>>>;

type Findings<Table extends FindingTable> = {
  readonly [Code in keyof Table]: (args: Parameters<Table[Code]['text']>[0], where?: Where) => Diagnostic;
};

/**
 * Turns a stage's table of findings (code → severity and sentence) into one constructor a finding, so that each stage
 * keeps all its words in one place and a call names its code:
 * `found['bound-dropped']({ requirement }, { file: 'pyproject.toml' })`.
 */
export function defineFindings<const Table extends FindingTable>(table: Table): Findings<Table> {
  const make = ([code, kind]: [string, FindingTable[string]]) => [
    code,
    (args: unknown, where?: Where): Diagnostic => ({
      code,
      severity: kind.severity,
      message: toMessage(kind.text(args)),
      ...(where === undefined ? {} : { where }),
    }),
  ];
  return Object.fromEntries(Object.entries(table).map(make)) as Findings<Table>;
}
