/** What cannot go on, for one package or for the whole run. The family before the first `_` decides the exit status. */
export type ErrorCode =
  | 'USAGE_INVALID'
  | 'CONFIG_INVALID'
  | 'UPSTREAM_NOT_FOUND'
  | 'UPSTREAM_INVALID'
  | 'UPSTREAM_UNAVAILABLE'
  | 'UPSTREAM_RATE_LIMITED'
  | 'RELEASE_UNSUITABLE'
  | 'SOURCE_INTEGRITY'
  | 'SOURCE_UNSAFE'
  | 'SOURCE_UNSUPPORTED'
  | 'METADATA_INVALID'
  | 'VERSION_INVALID'
  | 'DEPENDENCY_INVALID'
  | 'RENDER_MODEL'
  | 'REPOSITORY_INVALID'
  | 'OVERLAY_CONFLICT'
  | 'OVERLAY_READ'
  | 'OVERLAY_WRITE'
  | 'PUBLISH_FAILED';

export interface ErrorDetails {
  /** What the person can do next; one sentence without a full stop. */
  readonly hint?: string;
  readonly cause?: unknown;
  /** The file (and line) the value stands in. */
  readonly where?: Where;
}

/** A place in a file of upstream or of the overlay. `line` and `column` count from 1. */
export interface Where {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** The only error that this program throws on purpose. The message says what failed, on what value in backticks. */
export class EbuildgenError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly where: Where | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(toMessage(message), details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'EbuildgenError';
    this.code = code;
    this.hint = details.hint === undefined ? undefined : toMessage(details.hint);
    this.where = details.where;
  }
}

/** Exit status of a failure: 2 wrong usage or configuration, 3 try again later, 70 a bug of ours, 1 anything else. */
export function exitCodeFor(error: unknown): 1 | 2 | 3 | 70 {
  if (!(error instanceof EbuildgenError)) return 70;
  if (error.code.startsWith('USAGE_') || error.code.startsWith('CONFIG_')) return 2;
  if (error.code === 'UPSTREAM_UNAVAILABLE' || error.code === 'UPSTREAM_RATE_LIMITED') return 3;
  return 1;
}

/** A message may quote what upstream wrote, which may be a megabyte. In UTF-16 units. */
const longestMessage = 4000;

/** The text of a message: `printable`, and cut where it is longer than anybody reads. */
export function toMessage(text: string): string {
  return printable(text.length > longestMessage ? `${text.slice(0, longestMessage)}…` : text);
}

/** Untrusted text made safe to print: control characters, which could drive a terminal, become `\xNN` or `\u{NNNN}`. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (char) => {
    if (char === '\n' || char === '\t') return char;
    const code = char.codePointAt(0) ?? 0;
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
}
