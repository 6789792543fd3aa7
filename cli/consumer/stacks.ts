/**
 * Stacks of all agents as one set: an agent interns its own and names them by number; here equal stacks
 * become the same object, so that keys of several processes merge. Bounded; beyond it stacks are empty.
 */
import type { StackFrame } from '../../wire/messages.js';
import type { FramePart } from '../../wire/value.js';
import type { Stack } from '../export/exporter.js';

/** Turns a frame of a target into what the user knows: source-mapped, relative to the target's directory. */
export type Symbolize = (frame: StackFrame, cwd: string) => StackFrame;

const MAX_STACKS = 200_000;
export const NO_STACK: Stack = [];

export class Stacks {
  readonly #symbolize: Symbolize;
  readonly #byText = new Map<string, Stack>();
  readonly #identities = new WeakMap<Stack, string>();

  constructor(symbolize: Symbolize) {
    this.#symbolize = symbolize;
    this.#identities.set(NO_STACK, '-');
  }

  intern(frames: readonly StackFrame[], cwd: string): Stack {
    const stack = frames.map((frame) => this.#symbolize(frame, cwd));
    const text = JSON.stringify(stack);
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    if (this.#byText.size >= MAX_STACKS) return NO_STACK;
    this.#byText.set(text, stack);
    this.#identities.set(stack, String(this.#byText.size));
    return stack;
  }

  /** A frame that travelled as a symbol, `file:line:column|function`. */
  symbol(text: string, cwd: string): string {
    const [, file, line, column, name] = /^(.*):(\d+):(\d+)\|(.*)$/s.exec(text) ?? [];
    if (file === undefined) return text;
    const frame = this.#symbolize(
      { file, line: Number(line), column: Number(column), function: name as string },
      cwd,
    );
    return `${frame.file}:${frame.line}:${frame.column}|${frame.function}`;
  }

  /** The same text for the same stack. */
  identity(stack: Stack): string {
    return this.#identities.get(stack) ?? '-';
  }
}

/** What ufunc() and umod() keep of `file:line:column|function`. */
export function partOfSymbol(symbol: string, part: FramePart | undefined): string {
  const [, file, name] = /^(.*?)(?::\d+:\d+)?\|(.*)$/s.exec(symbol) ?? [];
  if (part === undefined || file === undefined) return symbol;
  if (part === 'file') return file;
  return `${name === '' ? '<anonymous>' : name} (${file})`;
}
