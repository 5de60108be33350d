import type { PackageResult } from '../model/result.ts';
import { plainMarkdown } from './markdown-text.ts';
import { formatTotals, nameOfResult } from './text.ts';

/** What became of an update as Markdown, for the page that GitHub Actions shows of a run. */
export function formatMarkdownSummary(results: readonly PackageResult[]): string {
  const news = results.filter(({ status }) => status !== 'unchanged');
  const rows = news.map(
    (result) => `| ${result.status} | ${code(nameOfResult(result))} | ${remarksOf(result)} |`,
  );
  const table = rows.length === 0 ? [] : ['| status | package | remarks |', '|---|---|---|', ...rows, ''];
  return `${['## ebuildgen update', '', formatTotals(results), ...table].join('\n')}\n`;
}

function remarksOf({ error, reason, files, diagnostics }: PackageResult): string {
  const removed = files
    .filter(({ change, path }) => change === 'removed' && path.endsWith('.ebuild'))
    .map(({ path }) => `removed ${code(path.slice(path.lastIndexOf('/') + 1))}`);
  const kept = files
    .filter(({ change }) => change === 'kept')
    .map(({ path }) => `${code(path)} was edited, kept`);
  const warnings = diagnostics
    .filter(({ severity }) => severity !== 'note')
    .map(({ message }) => plain(message));
  const why = error?.message ?? reason;
  return [...(why === undefined ? [] : [plain(why)]), ...removed, ...kept, ...warnings].join('<br>');
}

const limit = 300;

const plain = (text: string) => plainMarkdown(text.slice(0, limit));

const code = (text: string) => `<code>${plain(text)}</code>`;
