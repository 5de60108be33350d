import type { Staged } from '../../core/diagnostic.ts';
import { parseCoreMetadata } from '../../python/core-metadata.ts';
import { entriesAt, isTable, tableAt } from '../../toml/values.ts';
import type { Declared } from '../declared.ts';
import { configLines } from './config-parser.ts';
import { readCoreMetadataFields } from './core-metadata-fields.ts';
import type { TomlFile } from './toml-file.ts';

const FROM = 'pyproject.toml [tool.sip.metadata]';

/**
 * `[tool.sip.metadata]`, or `[tool.sip.project]` of newer ones: core metadata fields under their own names, lists where a
 * field may repeat; undefined where there is no such table. https://python-sip.readthedocs.io/en/stable/pyproject_toml.html
 */
export function readSipTable(file: TomlFile): Staged<Declared> | undefined {
  const table =
    tableAt(file.table, 'tool', 'sip', 'metadata') ?? tableAt(file.table, 'tool', 'sip', 'project');
  if (table === undefined || !isTable(table)) return undefined;
  const headers = entriesAt(table).flatMap(([name, value]) => {
    const values = Array.isArray(value) ? value : [value];
    return values.flatMap((one) =>
      typeof one === 'string' ? [`${name}: ${configLines(one).join(' ')}`] : [],
    );
  });
  const metadata = parseCoreMetadata(headers.join('\n'));
  return readCoreMetadataFields(metadata, { from: FROM, file: file.path, lineOf: file.lines.ofString });
}
