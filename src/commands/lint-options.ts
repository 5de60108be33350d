import type { OutputOptions } from './options.ts';

/** Names as commander derives them from the flags. */
export interface LintCommandOptions extends OutputOptions {
  readonly from?: string;
  readonly output: string;
  readonly select: readonly string[];
  readonly ignore: readonly string[];
  readonly strict: boolean;
  readonly fix: boolean;
  readonly diff: boolean;
  readonly list: boolean;
  readonly explain?: string;
  readonly format: 'text' | 'json' | 'sarif' | 'markdown' | 'github';
  readonly offline: boolean;
  readonly refresh: boolean;
  readonly pypiUrl: string;
  readonly githubApiUrl: string;
  readonly githubUrl: string;
}
