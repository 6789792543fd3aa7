/** One token of lookahead over the scanner, and what every parse method needs to complain and to recover. */
import type { Extra, Reporter } from '../report.js';
import type { Scanner, Token } from '../scanner.js';
import { join, type Span } from '../source.js';
import { shown, slipHints } from './slips.js';

/** Thrown after a syntax error was reported; caught where parsing can go on. No Error: it needs no stack. */
export class Abandoned {}

/** Deeper nesting is refused: the parser, the checks and V8 recurse over it. */
const MAX_DEPTH = 200;
/** Operators of one expression; a chain such as a + b + c is as deep as it is long. */
const MAX_LINKS = 1000;

export class TokenStream {
  protected readonly scanner: Scanner;
  protected readonly reporter: Reporter;
  #ahead: Token | null = null;
  #last: Span;
  #depth = 0;
  #links = 0;

  constructor(scanner: Scanner, reporter: Reporter) {
    this.scanner = scanner;
    this.reporter = reporter;
    this.#last = scanner.span(0, 0);
  }

  protected peek(): Token {
    this.#ahead ??= this.scanner.next();
    return this.#ahead;
  }

  protected take(): Token {
    const token = this.peek();
    this.#ahead = null;
    this.#last = token.span;
    return token;
  }

  /** Gives the token ahead back to the scanner, to be read in another mode. */
  protected unread(): void {
    if (this.#ahead !== null) this.scanner.seek(this.#ahead.span.start);
    this.#ahead = null;
  }

  /** Goes on at an offset behind the token ahead. */
  protected readFrom(offset: number): void {
    this.#ahead = null;
    this.scanner.seek(offset);
  }

  /** True when the next token is this punctuator or keyword. */
  protected sees(text: string): boolean {
    const token = this.peek();
    return token.text === text && (token.kind === 'punctuator' || token.kind === 'name');
  }

  protected accept(text: string): boolean {
    if (!this.sees(text)) return false;
    this.take();
    return true;
  }

  protected expect(text: string): Token {
    return this.sees(text) ? this.take() : this.unexpected();
  }

  /**
   * The closing bracket of what `open` began. One that is missing where nothing else could go on is taken as
   * given, so that the rest is read.
   */
  protected close(text: ')' | ']' | '}', open: Span): void {
    if (this.accept(text)) return;
    const { kind } = this.peek();
    const ends = kind === 'end' || this.sees(';') || this.sees('{') || this.sees('}');
    if (!ends) this.unexpected();
    this.missing(text, { related: { span: open, message: `to match this ${this.textOf(open)}` } });
    if (text === ']' || kind === 'end') throw new Abandoned();
  }

  /** Something is missing behind the token before. */
  protected missing(text: string, extra: Extra = {}): void {
    const token = this.peek();
    if (token.kind === 'bad' || (token.kind === 'end' && this.scanner.cutShort)) return;
    const span = { ...this.#last, start: this.#last.end };
    this.reporter.report('D_SYNTAX', span, [`expected ${text} before ${shown(token)}`], extra);
  }

  protected expectName(): Token {
    return this.peek().kind === 'name' ? this.take() : this.unexpected();
  }

  /** From a node's first token or span to the last token taken. */
  protected spanFrom(first: Span): Span {
    return join(first, this.#last.end < first.end ? first : this.#last);
  }

  protected get last(): Span {
    return this.#last;
  }

  protected textOf(span: Span): string {
    return this.scanner.source.text.slice(span.start, span.end);
  }

  protected unexpected(extra: Extra = {}): never {
    this.complain(this.peek(), extra);
    throw new Abandoned();
  }

  /** Says that a token does not fit here; `span` may cover more than it. */
  protected complain(token: Token, extra: Extra = {}, span = token.span): void {
    if (token.kind === 'bad' || (token.kind === 'end' && this.scanner.cutShort)) return;
    const what = span === token.span ? shown(token) : `"${this.textOf(span)}"`;
    const { hints: own = [] } = extra;
    const hints = own.length > 0 ? own : slipHints(this.scanner.source.text, span.start);
    this.reporter.report('D_SYNTAX', span, [`syntax error near ${what}`], { ...extra, hints });
  }

  protected nested<T>(span: Span, parse: () => T): T {
    if (this.#depth >= MAX_DEPTH) {
      this.reporter.report('D_SYNTAX', span, [`nested more than ${MAX_DEPTH} levels deep`]);
      throw new Abandoned();
    }
    this.#depth++;
    try {
      return parse();
    } finally {
      this.#depth--;
    }
  }

  /** A statement or declaration begins. */
  protected beginStatement(): void {
    this.#links = 0;
  }

  /** One more operator on the chain to the left. */
  protected link(span: Span): void {
    if (++this.#links <= MAX_LINKS) return;
    this.reporter.report('D_SYNTAX', span, [`more than ${MAX_LINKS} operators in one expression`]);
    throw new Abandoned();
  }

  /** Skips to the end of a statement: past its `;`, or to the `}` that closes the block around it. */
  protected skipStatement(): void {
    for (let braces = 0; ; this.take()) {
      const token = this.peek();
      if (token.kind === 'end') return;
      if (token.kind !== 'punctuator') continue;
      if (token.text === '{') braces++;
      else if (token.text === '}' && braces === 0) return;
      else if ((token.text === '}' && --braces === 0) || (token.text === ';' && braces === 0)) {
        this.take();
        if (this.sees('else')) continue; // the rest of an if whose head was wrong
        if (token.text === '}' && [')', ',', ']', '.'].some((text) => this.sees(text))) continue; // part of an expression
        return;
      }
    }
  }
}
