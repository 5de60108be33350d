import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEbuild } from '../../../src/gentoo/ebuild-parser.ts';
import { parseGentooVersion } from '../../../src/gentoo/version.ts';

const identity = { category: 'dev-python', name: 'foo', version: parseGentooVersion('1.2_rc1-r3') };
const read = (text: string) => parseEbuild(text, identity);
const textOf = (text: string, name: string) => read(text).variables.get(name);

const ebuild = `# Copyright 2026 Gentoo Authors
# It's a comment with an apostrophe

EAPI=8

DISTUTILS_EXT=1
PYTHON_COMPAT=( python3_{12..14} pypy3 ) # it's more
EPYTEST_PLUGINS=( "\${PN}" pytest-mock )
inherit distutils-r1 \\
	pypi

MY_P="\${P/_rc/rc}"
TAG=v\${PV}
DESCRIPTION="Say \\"hi\\" for \\$5"
HOMEPAGE="
	https://a/
	https://b/
"
SRC_URI+=" https://x/\${TAG}.tar.gz -> \${P}.gh.tar.gz"
S=\${WORKDIR}/\${PN}-\${PVR}
KEYWORDS='~amd64'
RDEPEND="
	a/b[\${PYTHON_USEDEP}]
	$(python_gen_cond_dep '
		c/d[\${PYTHON_USEDEP}]
	' 3.12)
"
BDEPEND="$(x "y)")z"
if [[ \${PV} == *9999 ]]; then
	inherit git-r3
	SLOT="live"
else
	KEYWORDS+=" ~arm64"
fi
LICENSE=MIT

distutils_enable_tests pytest

src_prepare() {
	DESCRIPTION="not this"
	if true; then
		cat <<-EOF
			it's unbalanced " text
		EOF
	fi
}

one_line() { LICENSE=GPL; }
export FOO="\${PF} \${CATEGORY}"
EPYTEST_DESELECT=(
	# why it's here
	tests/test_a.py::test_b
	'tests/c.py'
)
`;

describe('parseEbuild', () => {
  const parsed = read(ebuild);

  test.each([
    ['EAPI', '8', true],
    ['TAG', 'v1.2_rc1', true],
    ['MY_P', '${P/_rc/rc}', false],
    ['DESCRIPTION', 'Say "hi" for $5', true],
    ['HOMEPAGE', '\n\thttps://a/\n\thttps://b/\n', true],
    ['SRC_URI', ' https://x/v1.2_rc1.tar.gz -> foo-1.2_rc1.gh.tar.gz', true],
    ['S', '${WORKDIR}/foo-1.2_rc1-r3', false],
    ['KEYWORDS', '~amd64 ~arm64', false],
    ['SLOT', 'live', false],
    ['LICENSE', 'MIT', true],
    ['FOO', 'foo-1.2_rc1-r3 dev-python', true],
    ['BDEPEND', '$(x "y)")z', false],
  ])('%s is %j', (name, text, literal) => {
    expect(parsed.variables.get(name)).toEqual({ text, literal });
  });

  test('arrays, braces, comments between', () => {
    const words = (name: string) => parsed.arrays.get(name)?.map(({ text }) => text);
    expect(words('PYTHON_COMPAT')).toEqual(['python3_12', 'python3_13', 'python3_14', 'pypy3']);
    expect(words('EPYTEST_PLUGINS')).toEqual(['foo', 'pytest-mock']);
    expect(words('EPYTEST_DESELECT')).toEqual(['tests/test_a.py::test_b', 'tests/c.py']);
  });

  test('inherits of all lines', () => {
    expect(parsed.inherits).toEqual(['distutils-r1', 'pypi', 'git-r3']);
  });

  test('expansions stay', () => {
    expect(parsed.variables.get('RDEPEND')?.text).toContain(
      "$(python_gen_cond_dep '\n\t\tc/d[${PYTHON_USEDEP}]",
    );
  });

  test.each([
    ['A="open', { text: 'open', literal: true }],
    ["A='open", { text: 'open', literal: true }],
    ['A=$', { text: '$', literal: false }],
    ['A="$(x', { text: '$(x', literal: false }],
    ['A=`x` B', { text: '`x`', literal: false }],
    ['A=a\\\nb', { text: 'ab', literal: true }],
    ['A=', { text: '', literal: true }],
  ])('%j gives %j', (text, expected) => {
    expect(textOf(text, 'A')).toEqual(expected);
  });

  test('odd input never throws and long input is quick', () => {
    const shell = fc
      .array(
        fc.constantFrom(
          'A=',
          'inherit',
          '(',
          ')',
          '{',
          '}',
          '"',
          "'",
          '`',
          '$',
          '${',
          '$(',
          '\\',
          '\n',
          ' ',
          '#',
          'if',
          'fi',
          'x() {',
          ';',
          '=',
          '+=',
        ),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(shell, fc.string({ unit: 'binary' })), (text) => {
        read(text);
      }),
      { numRuns: 1000 },
    );
    const long = ['A="$A$A"\n', '$(', '${', "'", '"', '#', '(', 'A=(', ')', 'x() {\n', '\\\n', 'if '];
    for (const piece of long) {
      const started = performance.now();
      read(piece.repeat(100_000 / piece.length));
      expect(performance.now() - started, JSON.stringify(piece)).toBeLessThan(1000);
    }
  });
});
