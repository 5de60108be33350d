import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bash, bashValue, plainText, quoteDouble, quoteWord } from '../../../src/gentoo/bash-quote.ts';

describe('plainText', () => {
  test.each([
    ['a\r\nb', 'a b'],
    ['a\u00a0b\tc', 'a b c'],
    ['a\0b\x1b[31m', 'ab[31m'],
    ['a\u202eb', 'ab'],
    ['a\ud800', 'a\ufffd'],
    ['naïve – 💡', 'naïve – 💡'],
  ])('%j becomes %j', (text, expected) => {
    expect(plainText(text)).toBe(expected);
  });
});

describe('quoting', () => {
  test.each([
    ['plain', 'plain'],
    ['a b', '"a b"'],
    ['', '""'],
    ['$(id)', '"\\$(id)"'],
    ["it's", '"it\'s"'],
    ['~root', '"~root"'],
    ['a=b', 'a=b'],
    ['*', '"*"'],
    ['{a,b}', '"{a,b}"'],
    ['back\\slash `x`', '"back\\\\slash \\`x\\`"'],
  ])('quoteWord(%j) is %s', (text, expected) => {
    expect(quoteWord(text)).toBe(expected);
  });

  test('a template looks at the quotes that its literals open', () => {
    const hostile = `'"$x`;
    expect(bash`rm ${hostile} || die`.bash).toBe(`rm "'\\"\\$x" || die`);
    expect(bash`rm "${hostile}" || die`.bash).toBe(`rm "'\\"\\$x" || die`);
    expect(bash`rm '${hostile}' || die`.bash).toBe(`rm ''\\''"$x' || die`);
    expect(bash`rm "\${S}/it's"/${hostile}`.bash).toBe(`rm "\${S}/it's"/"'\\"\\$x"`);
    expect(bash`rm \\"${'a b'}`.bash).toBe(`rm \\""a b"`);
    expect(bash`rm ${bash`"\${S}"`}`.bash).toBe('rm "${S}"');
    expect(bashValue`https://x/\${PV}/${'a b$'}`.bash).toBe('https://x/${PV}/a b\\$');
  });
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        '$',
        '`',
        '"',
        "'",
        '\\',
        '!',
        '\n',
        '\0',
        '(',
        ')',
        '{',
        '}',
        ' ',
        '~',
        '*',
        'a',
        '#',
        ';',
        '&',
        '\u00a0',
        '\u202e',
        '\ud800',
        'é',
      ),
      { maxLength: 20 },
    )
    .map((chars) => chars.join('')),
);

test('bash gives back exactly the plain text of thousands of hostile strings', () => {
  const texts = fc.sample(hostile, 6000);
  const lines = texts.flatMap((text, index) => {
    const piece = bash`single='${text}'`.bash;
    return [
      `a[${index}]=${quoteDouble(text)}`,
      `b[${index}]=${quoteWord(text)}`,
      `c[${index}]="${bashValue`${text}`.bash}"`,
      `${piece}; d[${index}]=$single`,
    ];
  });
  const folder = mkdtempSync(join(tmpdir(), 'ebuildgen-quote-'));
  try {
    const script = join(folder, 'script');
    writeFileSync(
      script,
      `${lines.join('\n')}\nprintf '%s\\0' "\${a[@]}" "\${b[@]}" "\${c[@]}" "\${d[@]}"\n`,
    );
    const output = execFileSync('bash', ['--norc', script], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    const got = output.split('\0').slice(0, -1);
    const expected = texts.map(plainText);
    expect(got).toEqual([...expected, ...expected, ...expected, ...expected]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
