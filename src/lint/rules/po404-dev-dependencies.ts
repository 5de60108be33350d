import type { TextEdit } from '../../model/lint.ts';
import { tableAt } from '../../toml/values.ts';
import type { LintDocument, Rule } from '../rule.ts';

const LEGACY = ['tool', 'poetry', 'dev-dependencies'] as const;

export const devDependencies: Rule = {
  code: 'PO404',
  name: 'dev-dependencies',
  title: 'legacy `dev-dependencies`',
  severity: 'note',
  why: 'Poetry has replaced the table by dependency groups in 1.2 and warns about it.',
  wrong: '[tool.poetry.dev-dependencies]\npytest = ">=8"',
  right: '[tool.poetry.group.dev.dependencies]\npytest = ">=8"',
  fixable: true,
  check: ({ document }) => {
    const legacy = tableAt(document.table, ...LEGACY);
    if (legacy === undefined) return [];
    const fix = renameHeaders(document);
    return [
      {
        message:
          '`[tool.poetry.dev-dependencies]` is deprecated; call it `[tool.poetry.group.dev.dependencies]`',
        at: LEGACY,
        fix,
      },
    ];
  },
};

/** Header lines as people write them; nothing where the group exists or the table is written in another way. */
function renameHeaders({ table, text }: LintDocument): readonly TextEdit[] {
  if (tableAt(table, 'tool', 'poetry', 'group', 'dev') !== undefined) return [];
  const headers = [
    ...text.matchAll(
      /^(?<open>[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*poetry[ \t]*\.[ \t]*)dev-dependencies(?=[ \t]*[\].])/gm,
    ),
  ];
  return headers.map(({ index, groups }) => {
    const start = index + (groups?.open ?? '').length;
    return { start, end: start + 'dev-dependencies'.length, text: 'group.dev.dependencies' };
  });
}
