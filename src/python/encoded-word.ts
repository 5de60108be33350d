const WORD = /=\?utf-8\?(?<encoding>[bq])\?(?<payload>[^?\s]*)\?=(?:[ \t\n]+(?==\?utf-8\?))?/gi;

/** Text of a header with its encoded words, as in `=?utf-8?q?Sebasti=C3=A1n?=`, read. Only UTF-8, which is all Python writes. RFC 2047 */
export function decodeEncodedWords(text: string): string {
  return text.replace(WORD, (_, encoding: string, payload: string) => {
    const bytes = encoding.toLowerCase() === 'b' ? base64Bytes(payload) : quotedBytes(payload);
    return new TextDecoder().decode(Uint8Array.from(bytes));
  });
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64Bytes(payload: string): number[] {
  const bits = [...payload]
    .map((char) => BASE64.indexOf(char))
    .filter((value) => value >= 0)
    .map((value) => value.toString(2).padStart(6, '0'))
    .join('');
  return (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
}

function quotedBytes(payload: string): number[] {
  const tokens = payload.replaceAll('_', ' ').match(/=[0-9a-f]{2}|./gi) ?? [];
  return tokens.map((token) =>
    token.length === 3 ? Number.parseInt(token.slice(1), 16) : token.charCodeAt(0),
  );
}
