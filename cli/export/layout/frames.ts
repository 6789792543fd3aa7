/** How stack frames and symbols read: as in Node's own stacks, with the place an editor can open. */
import type { StackFrame } from '../../../wire/messages.js';
import { bytesOf } from '../bytes.js';
import type { Stack } from '../exporter.js';

/** `charge (src/pay.ts:41:18)`, `async charge (…)` behind an await; an anonymous frame is its place alone. */
export function frameText(frame: StackFrame): string {
  const place = frame.line === 0 ? frame.file : `${frame.file}:${frame.line}:${frame.column}`;
  const text = frame.function === '' ? place : place === '' ? frame.function : `${frame.function} (${place})`;
  return frame.async === true ? `async ${text}` : text;
}

/** A symbol travels as `file:line:column|function`; it reads like a frame. */
export function symbolText(symbol: string): string {
  const bar = symbol.lastIndexOf('|');
  if (bar === -1) return symbol;
  const place = symbol.slice(0, bar);
  const name = symbol.slice(bar + 1);
  return name === '' ? place : place === '' ? name : `${name} (${place})`;
}

/** A newline, then one indented line per frame, each through `format` (a padding function). */
export function stackText(stack: Stack, indent: number, format: (frame: string) => string): string {
  const margin = ' '.repeat(indent);
  return `\n${stack.map((frame) => `${margin}${format(bytesOf(frameText(frame)))}\n`).join('')}`;
}
