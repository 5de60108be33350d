import type { SourceTree } from '../../core/source-tree.ts';
import { quoteList } from './findings.ts';

interface ForeignMark {
  readonly what: string;
  /** Matches the path of a file relative to the top folder. */
  readonly file: RegExp;
}

/** What other ecosystems put into the top folder, the most telling first. */
const foreignMarks = [
  { what: 'a Rust crate', file: /^Cargo\.toml$/ },
  { what: 'a Go module', file: /^go\.mod$/ },
  { what: 'an npm package', file: /^package\.json$/ },
  { what: 'a CMake project', file: /^CMakeLists\.txt$/ },
  { what: 'a Meson project', file: /^meson\.build$/ },
  { what: 'an Autotools project', file: /^configure(?:\.ac|\.in)?$/ },
  { what: 'a Java project', file: /^(?:pom\.xml|build\.gradle(?:\.kts)?)$/ },
  { what: 'a .NET project', file: /^[^/]+\.(?:sln|csproj|fsproj)$/ },
  { what: 'a Ruby gem', file: /^(?:Gemfile|[^/]+\.gemspec)$/ },
  { what: 'a Perl distribution', file: /^(?:Makefile\.PL|Build\.PL|cpanfile)$/ },
  { what: 'a PHP package', file: /^composer\.json$/ },
  { what: 'a Haskell package', file: /^(?:stack\.yaml|[^/]+\.cabal)$/ },
  { what: 'a Swift package', file: /^Package\.swift$/ },
  { what: 'an Elixir project', file: /^mix\.exs$/ },
  { what: 'a Dart package', file: /^pubspec\.yaml$/ },
  { what: 'a Julia package', file: /^Project\.toml$/ },
  { what: 'an R package', file: /^DESCRIPTION$/ },
  { what: 'a Zig project', file: /^build\.zig$/ },
  { what: 'a Nim package', file: /^[^/]+\.nimble$/ },
  { what: 'an OCaml project', file: /^dune-project$/ },
  { what: 'a Makefile', file: /^(?:GNU)?[Mm]akefile$/ },
] as const satisfies readonly ForeignMark[];

/** One sentence on what a repository without a Python project is: names every telltale file in its top folder. */
export function describeForeignProject(tree: SourceTree): string {
  const top = tree.entries.map(({ path }) => path).filter((path) => !path.includes('/'));
  const marks = foreignMarks.flatMap(({ what, file }) => {
    const path = top.find((name) => file.test(name));
    return path === undefined ? [] : [`${what} (\`${path}\`)`];
  });
  if (marks.length > 0) return `not a Python project: the archive holds ${marks.join(', ')}`;
  const python = tree.entries.map(({ path }) => path).filter((path) => path.endsWith('.py'));
  if (python.length === 0) return 'not a Python project: the archive holds no Python file at all';
  return `no pyproject.toml, setup.py or setup.cfg beside ${quoteList(python)}`;
}
