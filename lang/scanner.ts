/**
 * Text to tokens, on demand: what a `/` or a word means depends on where the parser stands. Macros are put in
 * place here; comments and control lines never reach the parser. A token of kind 'bad' has been reported.
 * DIFFERS: `//` begins a comment outside predicates.
 */
import type { ByteString, Int } from '../wire/value.js';
import {
  BLANKS,
  DESCRIPTION,
  FLOAT,
  IDENTIFIER,
  MACRO,
  NAME,
  NUMBER,
  OTHER_BLANKS,
  PUNCTUATOR,
  WORD,
} from './lexemes.js';
import { literalChar, literalInt, literalString, unescape } from './literals.js';
import type { Macros, MacroValue } from './macros.js';
import type { Reporter } from './report.js';
import type { Source, Span } from './source.js';

export type Token =
  | { readonly kind: 'name'; readonly text: string; readonly span: Span }
  | {
      readonly kind: 'integer';
      readonly text: string;
      readonly value: Int;
      readonly type: string;
      readonly span: Span;
    }
  | { readonly kind: 'string'; readonly text: string; readonly value: ByteString; readonly span: Span }
  /** `@name`; `text` without the @. */
  | { readonly kind: 'aggregation'; readonly text: string; readonly span: Span }
  | { readonly kind: 'punctuator'; readonly text: string; readonly span: Span }
  /** The `/` that closes a predicate. */
  | { readonly kind: 'predicate-end' | 'end' | 'bad'; readonly text: string; readonly span: Span };

/** What a `#` line may do; see pragma.ts. */
export type ControlHandler = (line: string, span: Span) => void;

export class Scanner {
  readonly source: Source;
  /** A `/` may close the predicate that is being read. */
  inPredicate = false;
  defaultArgs: () => boolean = () => false;
  /** The text ended inside a string, a constant or a comment, which was reported: its end surprises nobody. */
  cutShort = false;
  readonly #reporter: Reporter;
  readonly #macros: Macros;
  readonly #control: ControlHandler;
  #at = 0;
  #parens = 0;
  #brackets = 0;

  constructor(source: Source, reporter: Reporter, macros: Macros, control: ControlHandler) {
    this.source = source;
    this.#reporter = reporter;
    this.#macros = macros;
    this.#control = control;
    if (source.text.startsWith('#!')) this.#at = this.#lineEnd(0);
  }

  /** A clause or declaration begins: nothing is open. */
  reset(): void {
    this.inPredicate = false;
    this.#parens = 0;
    this.#brackets = 0;
  }

  seek(offset: number): void {
    this.#at = offset;
  }

  span(start: number, end: number): Span {
    return { source: this.source.index, start, end };
  }

  /** Skips blanks, comments and control lines; gives the char that follows, '' at the end. */
  peekChar(): string {
    this.#skip();
    return this.source.text[this.#at] ?? '';
  }

  get offset(): number {
    return this.#at;
  }

  /** The run of description characters here, which may also be a keyword or a type name. */
  peekWord(): string {
    this.#skip();
    return this.#match(WORD)?.[0] ?? '';
  }

  /** A probe description, macros in place, split at its colons; null if none stands here. */
  description(): {
    readonly parts: readonly string[];
    readonly text: string;
    readonly span: Span;
    readonly bad: boolean;
  } | null {
    this.#skip();
    const start = this.#at;
    const id = this.#match(IDENTIFIER);
    if (id !== null) {
      this.#at += id[0].length;
      return { parts: [id[0]], text: id[0], span: this.span(start, this.#at), bad: false };
    }
    const parts = [''];
    let bad = false;
    for (let match = this.#match(DESCRIPTION); match !== null; match = this.#match(DESCRIPTION)) {
      const at = this.#at;
      this.#at += match[0].length;
      if (match[3] !== undefined) {
        const value = this.#macros.value(match[3], this.defaultArgs());
        bad ||= this.#undefinedMacro(value, this.span(at, this.#at));
        parts.push(`${parts.pop()}${value.text}`);
      } else if (match[2] !== undefined) parts.push(`${parts.pop()}${match[2]}`);
      else {
        const [first, ...rest] = match[0].split(':') as [string, ...string[]];
        parts.push(`${parts.pop()}${first}`, ...rest);
      }
    }
    if (this.#at === start) return null;
    return { parts, text: parts.join(':'), span: this.span(start, this.#at), bad };
  }

  next(): Token {
    this.#skip();
    const start = this.#at;
    const c = this.source.text[start];
    if (c === undefined) return { kind: 'end', text: '', span: this.span(start, start) };
    if (c === '"') return this.#quoted(start);
    if (c === "'") return this.#character(start);
    if (c === '$') return this.#macro(start);
    if (c === '@') {
      const name = this.#match(NAME, start + 1)?.[0] ?? '';
      this.#at = start + 1 + name.length;
      return { kind: 'aggregation', text: name, span: this.span(start, this.#at) };
    }
    if (beginsName(c)) {
      const text = (this.#match(NAME) as RegExpExecArray)[0];
      this.#at += text.length;
      return { kind: 'name', text, span: this.span(start, this.#at) };
    }
    if ((c >= '0' && c <= '9') || (c === '.' && /\d/.test(this.source.text[start + 1] ?? '')))
      return this.#number(start);
    return this.#punctuator(start);
  }

  #match(pattern: RegExp, at = this.#at): RegExpExecArray | null {
    pattern.lastIndex = at;
    return pattern.exec(this.source.text);
  }

  #lineEnd(from: number): number {
    const end = this.source.text.indexOf('\n', from);
    return end === -1 ? this.source.text.length : end;
  }

  #bad(end: number, start = this.#at): Token {
    this.#at = end;
    return { kind: 'bad', text: this.source.text.slice(start, end), span: this.span(start, end) };
  }

  #skip(): void {
    const { text } = this.source;
    for (;;) {
      const at = this.#at;
      const c = text[at];
      if (c === '#' && this.#startsLine(at)) this.#controlLine(at);
      else if (c === '/' && text[at + 1] === '*') {
        const end = text.indexOf('*/', at + 2);
        // Reported where the text ends, as dtrace does; the comment is the related place.
        if (end === -1) this.#endsInside('*/', this.span(text.length, text.length), this.span(at, at + 2));
        this.#at = end === -1 ? text.length : end + 2;
      } else if (c === '/' && text[at + 1] === '/' && !this.inPredicate) this.#at = this.#lineEnd(at);
      // What most tokens begin with: no pattern has to say that it is no blank.
      else if (c === undefined || (c > ' ' && c <= '~')) return;
      else {
        const blanks = this.#match(BLANKS) ?? this.#otherBlanks();
        if (blanks === null) return;
        this.#at += blanks[0].length;
      }
    }
  }

  #otherBlanks(): RegExpExecArray | null {
    const blanks = this.#match(OTHER_BLANKS);
    if (blanks === null) return null;
    const code = (blanks[0].codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0');
    this.#reporter.report(
      'D_SYNTAX',
      this.span(this.#at, this.#at + blanks[0].length),
      [`syntax error near U+${code}`],
      { hints: ['it looks like a blank and is none: write a plain one'] },
    );
    return blanks;
  }

  #startsLine(at: number): boolean {
    let before = at - 1;
    while (before >= 0 && /[ \t\v\f\r]/.test(this.source.text[before] as string)) before--;
    return before < 0 || this.source.text[before] === '\n';
  }

  #controlLine(at: number): void {
    let end = this.#lineEnd(at);
    this.#at = end;
    if (end > at && this.source.text[end] === '\n' && this.source.text[end - 1] === '\r') end--;
    if (end === this.source.text.length)
      this.#reporter.report(
        'D_SYNTAX',
        this.span(end, end),
        ['end-of-file encountered before end of control line'],
        {
          hints: ['end the last line with a line break'],
        },
      );
    else {
      const before = this.#reporter.errorCount;
      this.#control(this.source.text.slice(at + 1, end), this.span(at, end));
      if (this.#reporter.errorCount > before) this.#reporter.abandon(this.span(at, end), true);
    }
  }

  #endsInside(closing: string, span: Span, opening?: Span): void {
    this.cutShort = true;
    this.#reporter.report('D_SYNTAX', span, [`end-of-file encountered before matching ${closing}`], {
      ...(opening === undefined ? {} : { related: { span: opening, message: 'the comment begins here' } }),
    });
  }

  /** Offset of the quote that closes a literal; of the line break or end before it, which is reported. */
  #closing(quote: '"' | "'", start: number): number {
    const { text } = this.source;
    let end = start + 1;
    while (end < text.length && text[end] !== quote && text[end] !== '\n')
      end += text[end] === '\\' && text[end + 1] !== '\n' ? 2 : 1;
    end = Math.min(end, text.length);
    if (end === text.length) this.#endsInside(quote, this.span(start, end));
    else if (text[end] === '\n') {
      const last = text[end - 1] === '\r' ? end - 1 : end;
      this.#reporter.report(quote === '"' ? 'D_STR_NL' : 'D_CHR_NL', this.span(start, last), []);
    }
    return end;
  }

  /** Where to go on after a literal that a line break ended: a lone quote on the next line was to close it. */
  #behindLiteral(quote: '"' | "'", end: number): number {
    const next = this.source.text.slice(end + 1, this.#lineEnd(end + 1));
    return next.split(quote).length % 2 === 0 ? end + 2 + next.indexOf(quote) : end;
  }

  #quoted(start: number): Token {
    const { text } = this.source;
    const end = this.#closing('"', start);
    if (text[end] !== '"') return this.#bad(this.#behindLiteral('"', end), start);
    this.#at = end + 1;
    const value = literalString(text.slice(start + 1, end));
    return { kind: 'string', text: text.slice(start, end + 1), value, span: this.span(start, end + 1) };
  }

  #character(start: number): Token {
    const { text } = this.source;
    const end = this.#closing("'", start);
    if (text[end] !== "'") return this.#bad(this.#behindLiteral("'", end), start);
    const span = this.span(start, end + 1);
    const value = literalChar(unescape(text.slice(start + 1, end)));
    if (end === start + 1) this.#reporter.report('D_CHR_NULL', span, []);
    else if (value === null) {
      const shell = start === 0 && this.source.kind !== 'file';
      this.#reporter.report('D_CHR_OFLOW', span, [], {
        hints: shell ? ['the quotes of the shell came along: cmd.exe knows double ones only'] : [],
      });
    }
    if (end === start + 1 || value === null) return this.#bad(end + 1, start);
    this.#at = end + 1;
    const wide = typeof value === 'bigint' || value > 0x7fffffff || value < -0x80000000;
    return { kind: 'integer', text: text.slice(start, end + 1), value, type: wide ? 'long' : 'int', span };
  }

  #number(start: number): Token {
    const float = this.#match(FLOAT);
    if (float !== null) {
      const span = this.span(start, start + float[0].length);
      this.#reporter.report('D_SYNTAX', span, ['floating-point constants are not permitted'], {
        hints: ['D computes with 64-bit integers; scale the values, for example to ns or bytes'],
      });
      return this.#bad(span.end, start);
    }
    const match = this.#match(NUMBER) as RegExpExecArray;
    const [text, digits, suffix] = match as unknown as [string, string, string];
    const span = this.span(start, start + text.length);
    const literal = literalInt(digits, suffix);
    if (literal === 'digit') this.#reporter.report('D_INT_DIGIT', span, [text, /[89]/.exec(text)?.[0] ?? '']);
    else if (literal === 'overflow') this.#reporter.report('D_INT_OFLOW', span, [text]);
    if (typeof literal === 'string') return this.#bad(span.end, start);
    this.#at = span.end;
    return { kind: 'integer', text, ...literal, span };
  }

  #macro(start: number): Token {
    const match = this.#match(MACRO);
    if (match === null) {
      this.#at = start + 1;
      return { kind: 'punctuator', text: '$', span: this.span(start, start + 1) };
    }
    this.#at = start + match[0].length;
    const span = this.span(start, this.#at);
    const value = this.#macros.value(match[1] as string, this.defaultArgs());
    if (this.#undefinedMacro(value, span)) return { kind: 'bad', text: match[0], span };
    if (value.kind === 'integer') return { ...value, text: match[0], span };
    if (value.kind === 'name') return { kind: 'name', text: value.text, span };
    return { kind: 'string', text: match[0], value: literalString(value.text.replace(/\\/g, '\\\\')), span };
  }

  #undefinedMacro(value: MacroValue, span: Span): boolean {
    if (value.kind === 'undefined')
      this.#reporter.report('D_MACRO_UNDEF', span, [value.text], { hints: this.#macros.hints(value.text) });
    else if (value.kind === 'overflow')
      this.#reporter.report('D_MACRO_OFLOW', span, [
        this.source.text.slice(span.start, span.end),
        value.text,
      ]);
    return value.kind === 'undefined' || value.kind === 'overflow';
  }

  #punctuator(start: number): Token {
    const { text } = this.source;
    if (this.inPredicate && text[start] === '/' && text[start + 1] !== '=') return this.#slash(start);
    const found = this.#match(PUNCTUATOR, start)?.[0];
    if (found === undefined) {
      const char = String.fromCodePoint(text.codePointAt(start) as number);
      this.#at = start + char.length;
      return { kind: 'punctuator', text: char, span: this.span(start, this.#at) };
    }
    if (found === '(') this.#parens++;
    else if (found === '[') this.#brackets++;
    else if ((found === ')' && --this.#parens < 0) || (found === ']' && --this.#brackets < 0)) {
      this.#parens = Math.max(this.#parens, 0);
      this.#brackets = Math.max(this.#brackets, 0);
      const opening = found === ')' ? '(' : '[';
      this.#reporter.report('D_SYNTAX', this.span(start, start + 1), [`extra ${found} in input stream`], {
        hints: [`no ${opening} is open here`],
      });
      return this.#bad(start + 1, start);
    }
    this.#at = start + found.length;
    return { kind: 'punctuator', text: found, span: this.span(start, this.#at) };
  }

  /** A `/` closes the predicate before the end, `;`, `{` or another `/`; else it divides. */
  #slash(start: number): Token {
    const { text } = this.source;
    const span = this.span(start, start + 1);
    this.#at = start + 1;
    const blanks = this.#match(BLANKS);
    const after = text[this.#at + (blanks?.[0].length ?? 0)] ?? '';
    if (!['', ';', '{', '/'].includes(after)) return { kind: 'punctuator', text: '/', span };
    const open = this.#parens > 0 ? ')' : this.#brackets > 0 ? ']' : '';
    this.reset();
    if (open === '') return { kind: 'predicate-end', text: '/', span };
    this.#reporter.report('D_SYNTAX', span, [`closing ${open} expected in predicate before /`]);
    return { kind: 'bad', text: '/', span };
  }
}

function beginsName(c: string): boolean {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c === '_';
}
