/**
 * A program on a pseudo-terminal (script(1) of util-linux), and what its screen shows: as much of a terminal as ntrace
 * asks for. Anything else is an error.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { Running, until } from './process.js';

export const NO_TERMINAL =
  spawnSync('script', ['--version']).status === 0 ? false : 'script(1) of util-linux is missing';

export class Emulator {
  readonly #cells: string[][] = [[]];
  #row = 0;
  #column = 0;
  #rest = '';
  /** The alternate screen is shown. */
  alternate = false;
  cursor = true;
  wraps = true;
  /** Frames since the begin, the last lines that each wrote, and the screen after it. */
  readonly frames: {
    readonly written: number;
    readonly bytes: number;
    readonly screen: readonly string[];
  }[] = [];
  #written = 0;
  #bytes = 0;

  write(chunk: string): void {
    let text = this.#rest + chunk;
    this.#rest = '';
    while (text !== '') {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: sequences are what is read
      const sequence = /^\x1b\[([?0-9;]*)([A-Za-z])/.exec(text);
      if (sequence !== null) {
        this.#sequence(sequence[1] ?? '', sequence[2] ?? '');
        this.#bytes += sequence[0].length;
        text = text.slice(sequence[0].length);
        continue;
      }
      if (text.startsWith('\x1b')) {
        if (text.length > 20) throw new Error(`unknown sequence ${JSON.stringify(text.slice(0, 20))}`);
        this.#rest = text;
        return;
      }
      const [character = ''] = text;
      this.#character(character);
      this.#bytes += Buffer.byteLength(character);
      text = text.slice(character.length);
    }
  }

  #character(character: string): void {
    if (character === '\n') this.#row++;
    else if (character === '\r') this.#column = 0;
    else this.#line()[this.#column++] = character;
  }

  #line(): string[] {
    while (this.#cells.length <= this.#row) this.#cells.push([]);
    const line = this.#cells[this.#row] as string[];
    while (line.length < this.#column) line.push(' ');
    return line;
  }

  #sequence(parameters: string, end: string): void {
    if (end === 'm') return;
    if (end === 'H') {
      const [row = '1', column = '1'] = parameters.split(';');
      this.#row = Number(row) - 1;
      this.#column = Number(column) - 1;
      this.#written++;
    } else if (end === 'K') this.#line().length = this.#column;
    else if (end === 'J') this.#clear();
    else if (parameters.startsWith('?')) this.#mode(parameters.slice(1), end === 'h');
    else throw new Error(`unknown sequence ${parameters}${end}`);
  }

  #mode(mode: string, on: boolean): void {
    if (mode === '25') this.cursor = on;
    else if (mode === '7') this.wraps = on;
    else if (mode === '1049') {
      this.alternate = on;
      this.#clear();
    } else if (mode === '2026' && on) {
      this.#written = 0;
      this.#bytes = 0;
    } else if (mode === '2026')
      this.frames.push({ written: this.#written, bytes: this.#bytes, screen: this.screen() });
    else throw new Error(`unknown mode ${mode}`);
  }

  #clear(): void {
    this.#cells.length = 0;
    this.#row = 0;
    this.#column = 0;
  }

  screen(): string[] {
    return this.#cells.map((line) => line.join('').trimEnd());
  }
}

export type Size = { readonly columns: number; readonly lines: number };

/** A shell line in a terminal. When it is over, `stty -a` has said how it was left. */
export class Terminal extends Running {
  readonly emulator = new Emulator();
  #trouble: unknown;

  constructor(command: string, { columns, lines }: Size, env: Readonly<Record<string, string>> = {}) {
    const line = `stty cols ${columns} rows ${lines}; ${command}; echo "CODE $?"; stty -a`;
    super('script', ['-qec', line, '/dev/null'], { env: { TERM: 'xterm-256color', ...env } });
    this.child.stdout?.on('data', (text: string) => {
      try {
        this.emulator.write(text);
      } catch (error) {
        this.#trouble ??= error;
      }
    });
  }

  type(text: string): void {
    this.child.stdin?.write(text);
  }

  get shown(): string {
    return this.emulator.screen().join('\n');
  }

  /** Waits until the screen shows it. */
  async sees(pattern: RegExp, deadlineMs = 20_000): Promise<void> {
    const look = (): boolean => {
      if (this.#trouble !== undefined) throw this.#trouble;
      return pattern.test(this.shown);
    };
    await until(() => look() || this.exit !== undefined, deadlineMs, `${pattern} on the screen`).catch(
      (error) => {
        throw new Error(`${(error as Error).message}\n${this.shown}`);
      },
    );
    if (!look()) throw new Error(`ended before ${pattern} was on the screen\n${this.shown}`);
  }

  /** The process below the shell whose command line holds the text. */
  async program(text: string): Promise<number> {
    return until(() => descendants(this.pid).find((pid) => commandOf(pid).includes(text)));
  }

  async resize(pid: number, { columns, lines }: Size): Promise<void> {
    const device = readlinkSync(`/proc/${pid}/fd/0`);
    const { status, stderr } = spawnSync('stty', [
      '-F',
      device,
      'cols',
      String(columns),
      'rows',
      String(lines),
    ]);
    if (status !== 0) throw new Error(`stty: ${stderr}`);
  }

  /** What was printed when the program had ended: its exit code, its last words, the terminal's settings. */
  async end(): Promise<{ readonly code: number; readonly text: string; readonly settings: string }> {
    await this.waitFor(/^CODE (\d+)[\s\S]*-?ixon/m);
    await this.exited;
    const at = this.stdout().lastIndexOf('CODE ');
    const closed = this.stdout().lastIndexOf('\x1b[?1049l', at);
    return {
      code: Number(/^CODE (\d+)/.exec(this.stdout().slice(at))?.[1]),
      text: this.stdout().slice(Math.max(0, closed), at),
      settings: this.stdout().slice(at),
    };
  }
}

function descendants(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    const children = text === '' ? [] : text.split(' ').map(Number);
    return children.flatMap((child) => [child, ...descendants(child)]).reverse();
  } catch {
    return [];
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
