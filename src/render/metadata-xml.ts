import type { MetadataXml } from '../model/ebuild.ts';
import type { Template } from './engine.ts';

/** metadata.xml, GLEP 68. Remote ids and flags are sorted so that equal content is equal text. */
export function renderMetadataXml(metadata: MetadataXml, template: Template): string {
  return template({
    maintainers: metadata.maintainers.map(({ email, name }) => ({
      email: escapeXml(email),
      name: name === undefined ? '' : escapeXml(name),
    })),
    useFlags: metadata.useFlags.map((flag) => ({
      name: escapeXml(flag.name),
      description: escapeXml(flag.description),
    })),
    remoteIds: metadata.remoteIds.map((id) => ({ type: escapeXml(id.type), value: escapeXml(id.value) })),
  });
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML 1.0 has no way to write are left out. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"]/g, (char) => entities[char] ?? char);
}
