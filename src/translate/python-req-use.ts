/** Modules of the standard library that Gentoo builds only with a USE flag of dev-lang/python (rulebook 6.8). */
const flags: Readonly<Record<string, string>> = {
  sqlite3: 'sqlite',
  tkinter: 'tk',
  turtle: 'tk',
  idlelib: 'tk',
  curses: 'ncurses',
  readline: 'readline',
  'dbm.gnu': 'gdbm',
  ssl: 'ssl(+)',
};

/** PYTHON_REQ_USE for the optional modules that a project imports, sorted. */
export function selectPythonReqUse(modules: readonly string[]): readonly string[] {
  const used = modules.flatMap((module) => (Object.hasOwn(flags, module) ? [flags[module] ?? ''] : []));
  return [...new Set(used)].sort();
}
