import { rootOf } from '../python/module-name.ts';
import type { Declared } from './configuration/declared.ts';
import type { ModuleFacts } from './modules/module-facts.ts';
import { networkCalls } from './modules/network-calls.ts';
import { words } from './plugins/plugin-table.ts';
import type { Signals } from './signals.ts';

export type SurroundingName = 'network' | 'server' | 'docker' | 'database' | 'display';

interface Surrounding {
  readonly name: SurroundingName;
  /** Marks that single such tests out, so that they can be deselected. */
  readonly marks?: string;
  readonly imports?: string;
  readonly fixtures?: string;
  /** Drivers of servers: what lists them for its tests starts the server before. */
  readonly drivers?: string;
  /** Text that shows it. */
  readonly text?: RegExp;
  /** Nothing in a module that imports these, or has such text, can run in a build: the module is not run at all. */
  readonly fatal?: true;
}

/** What a build has not, and how a suite shows that it wants it. */
export const SURROUNDINGS = [
  {
    name: 'network',
    marks:
      'network internet online net needs_net requires_net needs_network need_network requires_network uses_network ' +
      'network_access needs_internet need_internet requires_internet require_internet needs_online uses_internet remote live live_test',
  },
  {
    name: 'server',
    // `base_url = os.environ.get("TEST_API_BASE_URL", "http://127.0.0.1:4010")` for a whole module: nobody gives a default
    // for what he starts himself.
    text: /^\w+(?:: \w+)? = os\.(?:environ\.get|getenv)\(\s{0,20}["']\w{1,60}["'],\s{0,20}["'](?<address>https?:\/\/(?:localhost|127\.0\.0\.1):\d{2,5})/m,
    fatal: true,
  },
  {
    name: 'docker',
    marks: 'docker requires_docker needs_docker require_docker testcontainers',
    imports: 'testcontainers pytest_docker pytest_docker_tools pytest_docker_compose',
    fixtures: 'docker_services docker_ip docker_compose_file',
    fatal: true,
  },
  {
    name: 'database',
    marks: 'requires_postgres needs_postgres requires_redis needs_redis requires_mysql',
    imports: 'pytest_postgresql pytest_redis pytest_mysql pytest_mongodb asyncpg psycopg2 MySQLdb pymysql',
    drivers: 'psycopg psycopg2 psycopg2-binary asyncpg aiopg mysqlclient pymysql aiomysql mariadb',
    fixtures: 'postgresql postgresql_proc redis_proc redisdb mysql_proc mongodb',
  },
  {
    name: 'display',
    imports: 'pytestqt PyQt5 PyQt6 PySide2 PySide6 tkinter gi wx playwright selenium',
    fixtures: 'qtbot qapp xvfb',
  },
] as const satisfies readonly Surrounding[];

const ROWS: readonly Surrounding[] = SURROUNDINGS;

/** What all of a module needs and a build cannot give: `Docker`. */
export function fatalNeed(file: ModuleFacts): string | undefined {
  const row = ROWS.find(
    (each) =>
      each.fatal === true && (importOf(file, each) !== undefined || each.text?.test(file.text) === true),
  );
  return row === undefined ? undefined : PHRASES[row.name];
}

/** What each is called in a sentence. */
export const PHRASES = {
  network: 'the network',
  server: 'a server that something else starts',
  docker: 'Docker',
  database: 'a database server',
  display: 'a display',
} as const satisfies Record<SurroundingName, string>;

export interface Need {
  readonly name: SurroundingName;
  /** `import of testcontainers in tests/test_a.py`. */
  readonly evidence: string;
}

/** What the suite shows to want, each with its first evidence. */
export function surroundingNeeds(
  files: readonly ModuleFacts[],
  {
    signals,
    declared,
  }: { readonly signals: Pick<Signals, 'marks' | 'fixtures'>; readonly declared: Pick<Declared, 'test'> },
): Need[] {
  return ROWS.flatMap((row) => {
    const calls = row.name === 'network' ? networkCalls(files) : [];
    const evidence = [
      ...named('mark', row.marks, signals.marks),
      ...named('fixture', row.fixtures, signals.fixtures),
      ...files.flatMap(
        (file) => importOf(file, row)?.map((module) => `import of ${module} in ${file.path}`) ?? [],
      ),
      ...calls.map(({ path, call }) => `${call} in ${path}`),
      ...files.flatMap(({ path, text }) => {
        const address = row.text?.exec(text)?.groups?.address;
        return address === undefined ? [] : [`address ${address} in ${path}`];
      }),
      ...words(row.drivers).flatMap((name) =>
        (declared.test.get(name) ?? []).map(({ where }) => `${name} listed for tests in ${where.file}`),
      ),
    ][0];
    return evidence === undefined ? [] : [{ name: row.name, evidence }];
  });
}

/** Marks of the suite by which tests that want the network or Docker can be left out, sorted. */
export function marksToDeselect(marks: ReadonlyMap<string, string>): string[] {
  return ROWS.flatMap((row) => words(row.marks))
    .filter((mark) => marks.has(mark))
    .sort();
}

function importOf(file: ModuleFacts, row: Surrounding): string[] | undefined {
  const roots = words(row.imports);
  const hits = file.imports.filter(({ module, when }) => when === 'always' && roots.includes(rootOf(module)));
  return hits.length === 0 ? undefined : hits.map(({ module }) => module);
}

function named(kind: string, names: string | undefined, seen: ReadonlyMap<string, string>): string[] {
  return words(names).flatMap((name) => {
    const path = seen.get(name);
    return path === undefined ? [] : [`${kind} ${name} in ${path}`];
  });
}
