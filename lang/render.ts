/**
 * Diagnostics as text, in ntrace's own form, with source line and underline. dtrace's form is render-first.ts.
 */
import type { Diagnostic } from '../wire/diagnostic.js';
import type { SourceInput } from './source.js';

/** Parts of the text that a terminal may colour. */
export type Paint = (
  part: 'place' | 'error' | 'warning' | 'tag' | 'underline' | 'hint',
  text: string,
) => string;
export type RenderOptions = { readonly color?: boolean; readonly paint?: Paint };

const plain: Paint = (_part, text) => text;

const ANSI: Readonly<Record<Parameters<Paint>[0], number>> = {
  place: 1,
  error: 31,
  warning: 33,
  tag: 1,
  underline: 31,
  hint: 36,
};
const ansi: Paint = (part, text) => `\x1b[${ANSI[part]}m${text}\x1b[0m`;

function painter({ color, paint }: RenderOptions): Paint {
  return paint ?? (color ? ansi : plain);
}

/** Longer source lines are cut around the place they are shown for. */
const MAX_LINE = 120;
const CUT = '...';
/** A longer word in a message says nothing more. */
const MAX_WORD = 80;
/** So many mistakes fill a screen; the others are counted. */
const MAX_SHOWN = 20;
const TAB = 8;

/** Diagnostics, errors before warnings, an empty line between two; ends with a line break. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: readonly SourceInput[],
  options: RenderOptions = {},
): string {
  const ordered = [...diagnostics].sort(
    (a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'),
  );
  const paint = painter(options);
  const shown = ordered.slice(0, MAX_SHOWN).map((diagnostic) => renderOne(diagnostic, sources, paint));
  const more = ordered.length - shown.length;
  if (more > 0) shown.push(`and ${more} more ${more === 1 ? 'message' : 'messages'}\n`);
  return shown.join('\n');
}

function renderOne(diagnostic: Diagnostic, sources: readonly SourceInput[], paint: Paint): string {
  const source = sources[diagnostic.source];
  const name = diagnostic.file ?? source?.name ?? '';
  const { line, column, endLine, endColumn } = diagnostic;
  const end =
    endLine === line
      ? endColumn > column + 1
        ? `-${endColumn - 1}`
        : ''
      : `-${endLine}:${Math.max(endColumn - 1, 1)}`;
  const severity = paint(diagnostic.severity, diagnostic.severity.toUpperCase());
  const lines = [
    `${paint('place', `${name}:${line}:${column}${end}`)}: ${severity}: ${paint('tag', diagnostic.tag)}: ${withoutLongWords(diagnostic.message)}`,
  ];
  if (source !== undefined) lines.push(...excerpt(source.text, diagnostic.start, diagnostic.end, paint));
  const { related } = diagnostic;
  if (related !== undefined) {
    const other = sources[related.source];
    if (other !== undefined) {
      lines.push(
        `${paint('place', `${related.file ?? other.name}:${related.line}:${related.column}`)}: ${related.message}`,
      );
      lines.push(...excerpt(other.text, related.start, related.end, paint));
    }
  }
  for (const hint of diagnostic.hints) lines.push(`${paint('hint', 'HINT')}: ${hint}`);
  return `${lines.join('\n')}\n`;
}

/** One message about a place, such as a run-time fault: `name:line:column: headline`, line and underline. */
export function renderExcerpt(
  source: { readonly name: string; readonly text: string },
  span: { readonly line: number; readonly column: number; readonly start: number; readonly end: number },
  headline: string,
  options: RenderOptions = {},
): string {
  const paint = painter(options);
  const oneLine = !source.text.slice(span.start, span.end).includes('\n');
  const last = oneLine && span.end > span.start + 1 ? `-${span.column + span.end - span.start - 1}` : '';
  const place = paint('place', `${source.name}:${span.line}:${span.column}${last}`);
  return `${[`${place}: ${headline}`, ...excerpt(source.text, span.start, span.end, paint)].join('\n')}\n`;
}

/** The source line at `start`, and an underline to `end` or the end of that line. */
function excerpt(text: string, start: number, end: number, paint: Paint): string[] {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', start);
  const line = text.slice(from, next === -1 ? text.length : next).replace(/\r$/, '');
  if (line.trim() === '' && start >= text.length) return [];
  const left = start - from;
  const right = Math.max(Math.min(end - from, line.length), left + 1);
  const shift = left > MAX_LINE - 20 ? left - 20 : 0;
  const before = `${shift > 0 ? CUT : ''}${expand(line.slice(shift, left))}`;
  const marked = expand(line.slice(left, right), before.length).slice(0, MAX_LINE) || ' ';
  const after = expand(line.slice(right, shift + MAX_LINE), before.length + marked.length);
  const cut = line.length > Math.max(shift + MAX_LINE, right) || right - left > MAX_LINE;
  return [
    `${before}${marked}${after}${cut ? CUT : ''}`.trimEnd(),
    `${' '.repeat(columns(before))}${paint('underline', '~'.repeat(columns(marked)))}`,
  ];
}

/** Tabs to blanks, control characters to dots: the underline must stand below what it means. */
function expand(text: string, column = 0): string {
  let shown = '';
  for (const char of text) {
    if (char === '\t') shown += ' '.repeat(TAB - ((column + shown.length) % TAB));
    else shown += char < ' ' || char === '\x7f' ? '.' : char;
  }
  return shown;
}

const GRAPHEMES = new Intl.Segmenter();
/** East Asian scripts in full width, and what terminals draw as a picture. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|^\p{Emoji_Presentation}/u;

/** Columns of a terminal that a text takes. */
function columns(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let sum = 0;
  for (const { segment } of GRAPHEMES.segment(text)) sum += WIDE.test(segment) ? 2 : 1;
  return sum;
}

function withoutLongWords(message: string): string {
  return message.replace(/\S+/g, (word) =>
    word.length > MAX_WORD ? `${word.slice(0, MAX_WORD)}${CUT}` : word,
  );
}
