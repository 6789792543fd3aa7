/**
 * The terminal while `ntrace top` has it: the alternate screen, no cursor, keys one by one. A frame is one write of the
 * lines that differ from the last. Whatever ends the process, the terminal is given back as it was. What others write
 * to stderr meanwhile comes after that.
 */
import { writeSync } from 'node:fs';
import type { ReadStream, WriteStream } from 'node:tty';
import { waitMs } from '../terminal/output.js';
import { decodeKeys } from './keys.js';

type Terminal = WriteStream & { readonly fd: number };

export type ScreenEvents = {
  key(key: string): void;
  resized(columns: number, lines: number): void;
  /** Nobody is there any more. */
  gone(): void;
};

/** A terminal sends a sequence at once; after Escape alone nothing comes. */
const ESCAPE_MS = 30;
/** A terminal that takes nothing for so long does without the rest of a frame. */
const WAIT_MS = 5;
const MOST_WAITS = 400;
/** Alternate screen; cleared; no cursor; no line breaks at the end of a line. */
const OPEN = '\x1b[?1049h\x1b[2J\x1b[?25l\x1b[?7l';
const CLOSE = '\x1b[0m\x1b[?7h\x1b[?25h\x1b[?1049l';
/** Terminals that know it show the frame when it is complete. */
const BEGIN = '\x1b[?2026h';
const END = '\x1b[?2026l';

export class Screen {
  readonly #input: ReadStream;
  readonly #output: Terminal;
  readonly #events: ScreenEvents;
  #shown: string[] = [];
  #open = false;
  #rest = '';
  #escape: NodeJS.Timeout | undefined;
  #held: string[] = [];
  #write: typeof process.stderr.write | undefined;

  constructor(input: ReadStream, output: Terminal, events: ScreenEvents) {
    this.#input = input;
    this.#output = output;
    this.#events = events;
  }

  open(): void {
    this.#open = true;
    process.on('exit', this.close);
    this.#holdErrors();
    this.#input.setRawMode(true);
    this.#input.setEncoding('utf8');
    this.#input.on('data', this.#receive);
    this.#input.on('end', this.#events.gone);
    this.#input.on('error', this.#events.gone);
    this.#output.on('resize', this.#resized);
    process.on('SIGCONT', this.#continued);
    this.#input.resume();
    this.#put(OPEN);
    this.#resized();
  }

  /** Twice does no harm. */
  readonly close = (): void => {
    if (!this.#open) return;
    this.#open = false;
    clearTimeout(this.#escape);
    process.off('exit', this.close);
    process.off('SIGCONT', this.#continued);
    this.#output.off('resize', this.#resized);
    this.#input.off('data', this.#receive);
    this.#input.off('end', this.#events.gone);
    this.#put(CLOSE);
    try {
      this.#input.setRawMode(false);
    } catch {
      // the terminal is gone
    }
    this.#input.pause();
    if (this.#write !== undefined) process.stderr.write = this.#write;
    for (const text of this.#held) process.stderr.write(text);
    this.#held = [];
  };

  /** One line each, without line breaks. */
  draw(lines: readonly string[]): void {
    if (!this.#open) return;
    let changes = '';
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i] as string;
      if (line === this.#shown[i]) continue;
      changes += `\x1b[${i + 1};1H${line}\x1b[0m\x1b[K`;
    }
    this.#shown = [...lines];
    if (changes !== '') this.#put(`${BEGIN}${changes}${END}`);
  }

  /** The next frame is drawn whole. */
  forget(): void {
    if (!this.#open) return;
    this.#shown = [];
    this.#put('\x1b[0m\x1b[2J');
  }

  /** Now, whatever the state of the stream is: this may be the last that the process does. */
  #put(text: string): void {
    const data = Buffer.from(text);
    for (let at = 0, waits = 0; at < data.length && waits < MOST_WAITS; ) {
      try {
        at += writeSync(this.#output.fd, data, at);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
          if (this.#open) setImmediate(this.#events.gone);
          return;
        }
        waits++;
        waitMs(WAIT_MS);
      }
    }
  }

  #holdErrors(): void {
    if (process.stderr.isTTY !== true) return;
    this.#write = process.stderr.write;
    process.stderr.write = ((text: string | Uint8Array): boolean => {
      this.#held.push(typeof text === 'string' ? text : Buffer.from(text).toString('utf8'));
      return true;
    }) as typeof process.stderr.write;
  }

  readonly #resized = (): void => {
    // A terminal that tells no size says 0 by 0.
    this.#events.resized(this.#output.columns || 80, this.#output.rows || 24);
  };

  /** A shell had the terminal meanwhile. */
  readonly #continued = (): void => {
    this.#input.setRawMode(true);
    this.#put(OPEN);
    this.#shown = [];
    this.#resized();
  };

  readonly #receive = (chunk: string): void => {
    clearTimeout(this.#escape);
    const { keys, rest } = decodeKeys(this.#rest + chunk);
    this.#rest = rest;
    for (const key of keys) this.#events.key(key);
    if (rest === '') return;
    this.#escape = setTimeout(() => {
      const lone = this.#rest === '\x1b';
      this.#rest = '';
      if (lone) this.#events.key('esc');
    }, ESCAPE_MS);
  };
}
