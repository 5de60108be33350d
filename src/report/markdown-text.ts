import { printable } from '../core/errors.ts';

/**
 * Words of others for Markdown: no markup, no mentions, no links, one line. GitHub looks for names, numbers and addresses in
 * what it has rendered, where escaping is over; a space without width keeps those words apart.
 */
export function plainMarkdown(text: string): string {
  return printable(text)
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>&~$]/g, (char) => `\\${char}`)
    .replace(/[@#](?=\w)|:(?=\/\/)|www(?=\.)/gi, (found) => `${found}\u200b`)
    .replaceAll('|', '&#124;');
}
