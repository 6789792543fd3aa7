/**
 * Statements, and recovery among them: a mistake costs one statement at most, and what has a shape that can be
 * read all the same (a missing `;`, a loop, `let x = 1`) costs nothing but its message.
 */
import type { Expression, Statement } from '../ast.js';
import { FUNCTIONS_BY_NAME } from '../builtins.js';
import type { Token } from '../scanner.js';
import type { Span } from '../source.js';
import { ExpressionParser } from './expression.js';
import { clauseBegins, foreignStatement } from './slips.js';
import { Abandoned } from './token-stream.js';

/** Reserved words that begin a statement of C. */
const LOOPS: ReadonlySet<string> = new Set(['for', 'while', 'do']);
/** These have a `;` at their end. */
const JUMPS: ReadonlySet<string> = new Set(['break', 'continue', 'return', 'goto']);
/** Operators of other languages: the `;` is not what is missing before them. */
const WORD_OPERATORS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'is', 'in', 'of', 'instanceof']);
const NOT_CLOSED = 'this { has no }';

export abstract class StatementParser extends ExpressionParser {
  /** block: `{` { statement } `}` */
  protected block(): readonly Statement[] {
    const open = this.expect('{').span;
    return this.nested(open, () => {
      const statements: Statement[] = [];
      while (!this.sees('}')) {
        if (this.peek().kind === 'end') this.close('}', open);
        if (this.atClause()) {
          this.missing('}', { related: { span: open, message: NOT_CLOSED } });
          return statements;
        }
        const { start } = this.peek().span;
        try {
          const statement = this.statement();
          if (statement !== null) statements.push(statement);
        } catch (error) {
          if (!(error instanceof Abandoned)) throw error;
          this.skipStatement();
          this.reporter.abandon(this.scanner.span(start, this.last.end));
        }
      }
      this.expect('}');
      return statements;
    });
  }

  /** A probe description with a body, where a statement or the end of the block should be. */
  protected atClause(): boolean {
    const { kind, text, span } = this.peek();
    if (kind !== 'name' && text !== ':' && text !== '*') return false;
    return clauseBegins(this.scanner.source.text, span.start);
  }

  /** statement: `;` | `if` … | expression ( `;` | before `}` ) */
  private statement(): Statement | null {
    this.beginStatement();
    if (this.accept(';')) return null;
    const first = this.peek();
    if (first.kind === 'name') {
      if (first.text === 'if') return this.ifStatement();
      const found = this.otherLanguage(first);
      if (found !== undefined) return found;
    }
    const expression = this.expression();
    if (!this.accept(';') && !this.sees('}')) this.endStatement(expression);
    return { kind: 'expression', span: expression.span, expression };
  }

  /** Neither `;` nor `}` follows. Where a statement begins, only the `;` is missing. */
  private endStatement({ span }: Expression): void {
    const next = this.peek();
    const before = { ...span, start: Math.max(span.start, next.span.start - 100), end: next.span.start };
    const word = /[A-Za-z_]\w*(?=[ \t]+$)/.exec(this.textOf(before))?.[0];
    if (word !== undefined && FUNCTIONS_BY_NAME.has(word))
      this.unexpected({ hints: [`arguments stand in parentheses: ${word}(…)`] });
    const begins = next.kind === 'name' || next.kind === 'aggregation';
    // Two words in a row are something else, new Date(), and so is a word that a number runs into, 10n.
    const another = word !== undefined || next.span.start === this.last.end;
    if (!begins || another || WORD_OPERATORS.has(next.text)) this.unexpected();
    this.missing(';');
  }

  /**
   * if: `if` `(` expression `)` ( block | statement ) [ `else` ( block | statement ) ]
   * DIFFERS: Oracle's D has no if; illumos' and ours has.
   */
  private ifStatement(): Statement {
    const keyword = this.take();
    return this.nested(keyword.span, () => {
      const open = this.peek();
      let test: Expression;
      if (open.text === '(') {
        this.take();
        test = this.expression();
        this.close(')', open.span);
      } else {
        this.complain(open, { hints: ['a condition stands in parentheses: if (pid == 1) { … }'] });
        test = this.expression();
      }
      const yes = this.branch();
      const no = this.accept('else') ? this.branch() : [];
      return { kind: 'if', span: this.spanFrom(keyword.span), test, yes, no };
    });
  }

  private branch(): readonly Statement[] {
    if (this.sees('{')) return this.block();
    const statement = this.statement();
    return statement === null ? [] : [statement];
  }

  /** Says what D has instead and reads on; undefined: it is a statement of D, as far as its first word tells. */
  private otherLanguage(first: Token): Statement | null | undefined {
    const { text, span } = first;
    if (LOOPS.has(text)) return this.loop();
    if (JUMPS.has(text) || text === 'switch') return this.skipped();
    const foreign = foreignStatement(this.scanner.source.text, span.start);
    if (foreign === 'block') return this.skipped();
    if (foreign === 'declaration' || (this.isTypeWord(text) && !this.isCall(span)))
      return this.localDeclaration();
    return undefined;
  }

  private isCall(name: Span): boolean {
    return this.scanner.source.text[name.end] === '(';
  }

  /** A loop: its head is passed over, its body is read like a branch. */
  private loop(): Statement {
    const keyword = this.peek();
    this.complain(keyword);
    this.take();
    const test: Expression = { kind: 'integer', span: keyword.span, value: 1, type: 'int' };
    if (this.sees('(')) this.skipParentheses();
    this.reporter.abandon(this.spanFrom(keyword.span));
    const yes = this.branch();
    if (keyword.text === 'do' && this.accept('while')) {
      if (this.sees('(')) this.skipParentheses();
      this.accept(';');
    }
    return { kind: 'if', span: this.spanFrom(keyword.span), test, yes, no: [] };
  }

  /** Jumps and blocks of other languages: one message for the whole. */
  private skipped(): null {
    const keyword = this.peek();
    this.complain(keyword);
    this.skipStatement();
    while (this.sees('catch') || this.sees('finally')) this.skipStatement();
    this.reporter.abandon(this.spanFrom(keyword.span));
    return null;
  }

  /** `int x = 1;` in a clause, `let x = 1;`: without the words before the name it would be right. */
  private localDeclaration(): Statement | null {
    const first = this.peek();
    const typed = this.isTypeWord(first.text) && first.text !== 'const';
    this.complain(first, {
      hints: typed
        ? ['types stand in declarations before the clauses; most variables need none: x = 0;']
        : [],
    });
    if (!typed) this.take();
    while (this.sees('*') || (this.peek().kind === 'name' && this.isTypeWord(this.peek().text))) {
      const { text } = this.take();
      if (['struct', 'union', 'enum'].includes(text) && this.peek().kind === 'name') this.take();
    }
    // Its name counts as declared, whatever follows it.
    this.reporter.abandon({ ...first.span, end: this.peek().span.end }, true);
    return this.statement();
  }

  /** `(` … `)`, whatever stands between. */
  private skipParentheses(): void {
    for (let depth = 0; this.peek().kind !== 'end' && !this.sees('{') && !this.sees('}'); ) {
      const { text } = this.take();
      if (text === '(') depth++;
      else if (text === ')' && --depth === 0) return;
    }
  }
}
