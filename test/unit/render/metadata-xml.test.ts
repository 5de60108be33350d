import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { compileTemplate } from '../../../src/render/engine.ts';
import { renderMetadataXml } from '../../../src/render/metadata-xml.ts';

const template = compileTemplate('metadata.xml', readFileSync('templates/metadata.xml.hbs', 'utf8'));

test('is laid out with tabs, maintainers before upstream', () => {
  const text = renderMetadataXml(
    {
      maintainers: [{ name: 'Mara Quay', email: 'mara@example.org' }],
      useFlags: [{ name: 'socks', description: 'Connect through SOCKS proxies' }],
      remoteIds: [{ type: 'pypi', value: 'foo' }],
    },
    template,
  );
  expect(text).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE pkgmetadata SYSTEM "https://www.gentoo.org/dtd/metadata.dtd">
    <pkgmetadata>
    	<maintainer type="person">
    		<email>mara@example.org</email>
    		<name>Mara Quay</name>
    	</maintainer>
    	<use>
    		<flag name="socks">Connect through SOCKS proxies</flag>
    	</use>
    	<upstream>
    		<remote-id type="pypi">foo</remote-id>
    	</upstream>
    </pkgmetadata>
    "
  `);
});

test('any text comes back from an XML parser as it went in', () => {
  const parser = new XMLParser({ trimValues: false, htmlEntities: false });
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      const text = renderMetadataXml(
        { maintainers: [], useFlags: [], remoteIds: [{ type: 'pypi', value: `x${value}x` }] },
        template,
      );
      const read = String(parser.parse(text).pkgmetadata.upstream['remote-id']);
      expect(read).toBe(`x${value}x`.replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ''));
    }),
  );
});
