/** Text in cells of a terminal: some characters are two wide, some have no width. */
import { printable } from '../proc/status.js';

const MARK = /\p{Mark}|\u200b|\u200d|\ufe0f/u;
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

function widthOf(character: string): number {
  if (character < '\u0300') return 1;
  if (MARK.test(character)) return 0;
  return WIDE.test(character) || (character.codePointAt(0) as number) >= 0x20000 ? 2 : 1;
}

/** Exactly `width` cells: cut with an ellipsis, or filled up. */
export function fit(text: string, width: number, ascii: boolean, right = false): string {
  if (width <= 0) return '';
  let used = 0;
  let end = 0;
  let kept = '';
  const safe = printable(ascii ? text.replace(/[^\0-\x7e]/gu, '?') : text);
  for (const character of safe) {
    const cells = widthOf(character);
    // One cell is kept for the ellipsis until all is known to fit.
    if (used + cells > width) {
      const cut = `${kept}${ascii ? '~' : '…'}`;
      return cut + ' '.repeat(width - end - 1);
    }
    used += cells;
    if (used <= width - 1) {
      kept += character;
      end = used;
    }
  }
  const filler = ' '.repeat(width - used);
  return right ? filler + safe : safe + filler;
}

/** As fit(), but the end of the text is kept: of a path that tells more. */
export function fitEnd(text: string, width: number, ascii: boolean): string {
  const characters = [...printable(text)];
  let used = 0;
  let from = characters.length;
  while (from > 0 && used + widthOf(characters[from - 1] as string) <= width)
    used += widthOf(characters[--from] as string);
  if (from === 0) return fit(text, width, ascii);
  // One character more goes for the ellipsis.
  return fit(`${ascii ? '~' : '…'}${characters.slice(from + 1).join('')}`, width, ascii);
}

/** 4 cells at least: `12 ms`, `4.2 s`, `3 min`, `5.1 h`, `2.0 d`. */
export function ageText(ms: number): string {
  if (ms < 0) return `-${ageText(-ms)}`;
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 99_950) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms < 5_970_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 172_800_000) return `${(ms / 3_600_000).toFixed(1)} h`;
  return `${(ms / 86_400_000).toFixed(1)} d`;
}

export function countText(count: number): string {
  return count.toLocaleString('en-US');
}
