/**
 * 16 hex digits that tell two texts apart (FNV-1a over UTF-16 units, two lanes). It notices change; it is no protection
 * against somebody who wants two texts to look the same.
 */
export function fingerprint(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ (unit + index), 0x85ebca6b);
    high ^= high >>> 13;
  }
  return [low, high].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}
