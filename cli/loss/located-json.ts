/**
 * JSON with the place of every value, so that what is wrong with a file can be shown where it is. Mistakes are
 * rendered as those of D programs are.
 */
import { renderDiagnostics } from '../../lang/render.js';
import { Source, type SourceInput } from '../../lang/source.js';
import { CliError } from '../error.js';

export type Located = {
  readonly start: number;
  readonly end: number;
} & (
  | { readonly kind: 'object'; readonly members: readonly Member[] }
  | { readonly kind: 'array'; readonly items: readonly Located[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number' | 'boolean' | 'null'; readonly value: number | boolean | null }
);
export type Member = {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly value: Located;
};

export type Mistake = {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly hint?: string | undefined;
};

const MAX_DEPTH = 100;

/** All that is wrong, as one error that names file, line and column (exit code 2). */
export function mistakesIn(name: string, text: string, mistakes: readonly Mistake[]): CliError {
  const input: SourceInput = { name, text, kind: 'file' };
  const source = new Source(input, 0);
  const rendered = renderDiagnostics(
    mistakes.map(({ start, end, message, hint }, rank) => {
      const [from, to] = [source.position(start), source.position(end)];
      return {
        tag: 'JSON',
        severity: 'error',
        message,
        source: 0,
        start,
        end,
        line: from.line,
        column: from.column,
        endLine: to.line,
        endColumn: to.column,
        hints: hint === undefined ? [] : [hint],
        rank,
      };
    }),
    [input],
  );
  return new CliError('file', rendered.trimEnd(), { exitCode: 2 });
}

/** @throws CliError (exit code 2) with file, line and column. */
export function parseLocated(name: string, text: string): Located {
  const parser = new Parser(name, text);
  const value = parser.value(0);
  parser.end();
  return value;
}

/** A token as JSON knows it; anything else is the mistake. */
const TOKEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: strings must not hold them
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)\b))/y;

class Parser {
  readonly #name: string;
  readonly #text: string;
  #at: number;
  /** Of the token that was taken last. */
  #start = 0;

  constructor(name: string, text: string) {
    this.#name = name;
    this.#text = text;
    this.#at = text.charCodeAt(0) === 0xfeff ? 1 : 0; // a byte-order mark
  }

  value(depth: number): Located {
    const token = this.#take('a value');
    const start = this.#start;
    if (depth > MAX_DEPTH) throw this.#error('nested too deeply', start, this.#at);
    if (token === '{') return { kind: 'object', members: this.#members(depth), start, end: this.#at };
    if (token === '[') return { kind: 'array', items: this.#items(depth), start, end: this.#at };
    if (token.startsWith('"'))
      return { kind: 'string', value: JSON.parse(token) as string, start, end: this.#at };
    if (/^[{}[\],:]$/.test(token)) throw this.#error(`a value is missing before ${token}`, start, this.#at);
    const value = JSON.parse(token) as number | boolean | null;
    const kind = value === null ? 'null' : (typeof value as 'number' | 'boolean');
    return { kind, value, start, end: this.#at };
  }

  end(): void {
    const rest = this.#text.slice(this.#at).search(/[^ \t\r\n]/);
    if (rest >= 0)
      throw this.#error('something follows the end of the JSON', this.#at + rest, this.#at + rest + 1);
  }

  #members(depth: number): Member[] {
    const members: Member[] = [];
    if (this.#empty('}')) return members;
    do {
      const key = this.#take('a key in double quotes');
      const [start, end] = [this.#start, this.#at];
      if (!key.startsWith('"')) throw this.#error('a key in double quotes is missing', start, end);
      this.#expect(':');
      members.push({ key: JSON.parse(key) as string, start, end, value: this.value(depth + 1) });
    } while (this.#more('}'));
    return members;
  }

  #items(depth: number): Located[] {
    const items: Located[] = [];
    if (this.#empty(']')) return items;
    do items.push(this.value(depth + 1));
    while (this.#more(']'));
    return items;
  }

  /** True after a comma, false after the closing bracket. */
  #more(close: string): boolean {
    const token = this.#take(`, or ${close}`);
    if (token === ',' || token === close) return token === ',';
    throw this.#error(`, or ${close} is missing`, this.#start, this.#at);
  }

  #expect(token: string): void {
    if (this.#take(token) !== token) throw this.#error(`${token} is missing`, this.#start, this.#at);
  }

  /** Takes the closing bracket if it is next. */
  #empty(close: string): boolean {
    TOKEN.lastIndex = this.#at;
    if (TOKEN.exec(this.#text)?.[1] !== close) return false;
    this.#at = TOKEN.lastIndex;
    return true;
  }

  #take(wanted: string): string {
    TOKEN.lastIndex = this.#at;
    const match = TOKEN.exec(this.#text);
    if (match === null) {
      const blank = this.#text.slice(this.#at).search(/[^ \t\r\n]/);
      const at = blank < 0 ? this.#text.length : this.#at + blank;
      const what =
        blank < 0 ? `the file ends where ${wanted} is missing` : `this is no JSON: ${wanted} is missing`;
      throw this.#error(what, at, Math.min(at + 1, this.#text.length));
    }
    this.#at = TOKEN.lastIndex;
    const token = match[1] ?? match[2] ?? (match[3] as string);
    this.#start = this.#at - token.length;
    return token;
  }

  #error(message: string, start: number, end: number): CliError {
    return mistakesIn(this.#name, this.#text, [{ start, end, message }]);
  }
}
