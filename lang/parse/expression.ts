/** Expressions, by precedence. Every method's comment is its production. */
import type { AssignOperator, BinaryOperator, Expression, UnaryOperator } from '../ast.js';
import { functionHint } from '../habits.js';
import type { Token } from '../scanner.js';
import { join, type Span } from '../source.js';
import { templateLength } from './slips.js';
import { Abandoned } from './token-stream.js';
import { TypeParser } from './types.js';

/** Binary operators from loose to tight; all associate to the left. */
const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ['||'],
  ['^^'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];
const PRECEDENCE: ReadonlyMap<string, number> = new Map(
  LEVELS.flatMap((operators, level) => operators.map((operator) => [operator, level] as const)),
);
const ASSIGNMENTS: ReadonlySet<string> = new Set<AssignOperator>([
  '=',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '&=',
  '|=',
  '^=',
  '<<=',
  '>>=',
]);
const CALLS = 'a call begins with the name of a function: strlen(s)';
const NO_METHODS = 'values have no methods: functions take them as arguments, strlen(s)';
const LONGER: ReadonlySet<string> = new Set(['===', '!==', '>>>']);
const UNARY: ReadonlySet<string> = new Set<UnaryOperator>(['+', '-', '~', '!', '*', '&']);

export abstract class ExpressionParser extends TypeParser {
  /** expression: assignment { `,` assignment } */
  protected expression(): Expression {
    let first = this.assignment();
    while (this.accept(',')) {
      this.link(first.span);
      const second = this.assignment();
      first = { kind: 'sequence', span: join(first.span, second.span), first, second };
    }
    return first;
  }

  /** assignment: conditional | unary assign-operator assignment */
  protected assignment(): Expression {
    return this.nested(this.peek().span, () => {
      const target = this.conditional();
      const token = this.peek();
      if (token.kind !== 'punctuator' || !ASSIGNMENTS.has(token.text)) return target;
      this.take();
      const value = this.assignment();
      return {
        kind: 'assign',
        span: join(target.span, value.span),
        operator: token.text as AssignOperator,
        target,
        value,
      };
    });
  }

  /** conditional: binary [ `?` expression `:` conditional ] */
  protected conditional(): Expression {
    const test = this.binary(0);
    if (!this.accept('?')) return test;
    return this.nested(test.span, () => {
      const yes = this.expression();
      this.expect(':');
      const no = this.conditional();
      return { kind: 'conditional', span: join(test.span, no.span), test, yes, no };
    });
  }

  /** binary: unary { operator binary }, where the operators of `LEVELS` bind */
  private binary(level: number): Expression {
    let left = this.unary();
    for (;;) {
      const token = this.peek();
      const own = token.kind === 'punctuator' ? PRECEDENCE.get(token.text) : undefined;
      if (own === undefined || own < level) return left;
      this.link(token.span);
      this.take();
      this.longOperator(token.span);
      const right = this.nested(token.span, () => this.binary(own + 1));
      left = {
        kind: 'binary',
        span: join(left.span, right.span),
        operator: token.text as BinaryOperator,
        left,
        right,
      };
    }
  }

  /** `===`, `!==`, `>>>`: read as what D has without the last character. */
  private longOperator(operator: Span): void {
    const { start, end } = operator;
    const long = this.scanner.span(start, end + 1);
    if (!LONGER.has(this.textOf(long))) return;
    const stores = this.textOf({ ...long, end: end + 2 }) === '>>>=';
    this.complain(this.peek(), {}, stores ? { ...long, end: end + 2 } : long);
    if (stores) throw new Abandoned();
    this.readFrom(end + 1);
  }

  /**
   * unary: postfix | ( `++` | `--` ) unary | unary-operator unary | `(` type-name `)` unary
   *      | `sizeof` … | `stringof` unary | `offsetof` … | `xlate` …
   */
  private unary(): Expression {
    const token = this.peek();
    if (token.kind === 'punctuator') {
      if (token.text === '++' || token.text === '--') {
        this.take();
        const target = this.nested(token.span, () => this.unary());
        return {
          kind: 'update',
          span: join(token.span, target.span),
          operator: token.text,
          prefix: true,
          target,
        };
      }
      if (UNARY.has(token.text)) {
        this.take();
        const operand = this.nested(token.span, () => this.unary());
        return {
          kind: 'unary',
          span: join(token.span, operand.span),
          operator: token.text as UnaryOperator,
          operand,
        };
      }
      if (token.text === '(') return this.parenthesized();
    } else if (token.kind === 'name') {
      if (token.text === 'sizeof') return this.sizeof();
      if (token.text === 'stringof') {
        this.take();
        const operand = this.nested(token.span, () => this.unary());
        return { kind: 'stringof', span: join(token.span, operand.span), operand };
      }
      if (token.text === 'offsetof') return this.offsetof();
      if (token.text === 'xlate') return this.xlate();
    }
    return this.postfix(this.primary());
  }

  /** `(` type-name `)` unary | `(` expression `)` postfix-suffixes */
  private parenthesized(): Expression {
    const open = this.take();
    return this.nested(open.span, () => {
      const token = this.peek();
      if (token.kind === 'name' && this.isTypeWord(token.text)) {
        const type = this.typeName();
        this.expect(')');
        const operand = this.unary();
        return { kind: 'cast', span: join(open.span, operand.span), type, operand };
      }
      const inner = this.expression();
      this.close(')', open.span);
      return this.postfix(inner);
    });
  }

  /** `sizeof` ( `(` type-name `)` | unary ) */
  private sizeof(): Expression {
    const keyword = this.take();
    const open = this.peek();
    if (!this.sees('(')) {
      const of = this.nested(keyword.span, () => this.unary());
      return { kind: 'sizeof', span: this.spanFrom(keyword.span), of };
    }
    this.take();
    return this.nested(open.span, () => {
      const token = this.peek();
      const of = token.kind === 'name' && this.isTypeWord(token.text) ? this.typeName() : this.expression();
      this.expect(')');
      return {
        kind: 'sizeof',
        span: this.spanFrom(keyword.span),
        of: of.kind === 'type' ? of : this.postfix(of),
      };
    });
  }

  /** `offsetof` `(` type-name `,` name `)` */
  private offsetof(): Expression {
    const keyword = this.take();
    this.expect('(');
    const type = this.typeName();
    this.expect(',');
    const member = this.expectName().text;
    this.expect(')');
    return { kind: 'offsetof', span: this.spanFrom(keyword.span), type, member };
  }

  /** `xlate` `<` type-name `>` `(` expression `)` */
  private xlate(): Expression {
    const keyword = this.take();
    this.expect('<');
    const type = this.typeName();
    this.expect('>');
    this.expect('(');
    const operand = this.expression();
    this.expect(')');
    return this.postfix({ kind: 'xlate', span: this.spanFrom(keyword.span), type, operand });
  }

  /** primary: integer | string | aggregation | `self` `->` name | `this` `->` name | name [ arguments ] | [ module ] `` ` `` name */
  private primary(): Expression {
    const token = this.peek();
    switch (token.kind) {
      case 'integer':
        this.take();
        return { kind: 'integer', span: token.span, value: token.value, type: token.type };
      case 'string':
        this.take();
        return { kind: 'string', span: token.span, value: token.value };
      case 'aggregation': {
        this.take();
        const keys = this.sees('[') ? this.list('[', ']') : null;
        return { kind: 'aggregation', span: this.spanFrom(token.span), name: token.text, keys };
      }
      case 'name':
        return this.named(token);
      default:
        if (!this.sees('`')) return this.unexpected();
        this.refuseTemplate(token.span);
        return this.kernelSymbol(token);
    }
  }

  private named(token: Token): Expression {
    if (token.text === 'self' || token.text === 'this') {
      this.take();
      // `self.x` can mean nothing else.
      if (this.sees('.')) {
        this.complain(this.peek(), { hints: [`variables of ${token.text} have an arrow: ${token.text}->x`] });
        this.take();
      } else this.expect('->');
      const name = this.expectName().text;
      return { kind: 'scoped', span: this.spanFrom(token.span), scope: token.text, name };
    }
    if (this.isDeclarationWord(token.text) || RESERVED.has(token.text)) {
      const hints = this.isDeclarationWord(token.text)
        ? ['declare variables before the clauses; most need no declaration: x = 0;']
        : [];
      return this.unexpected({ hints });
    }
    this.take();
    if (this.sees('`')) return this.kernelSymbol(token);
    if (!this.sees('(')) return { kind: 'name', span: token.span, name: token.text };
    const args = this.list('(', ')');
    return {
      kind: 'call',
      span: this.spanFrom(token.span),
      callee: token.text,
      calleeSpan: token.span,
      args,
    };
  }

  /** `` module`symbol ``: a kernel's variable. It is read to the end and kept as a name that nothing defines. */
  private kernelSymbol(first: Token): Expression {
    let name = first.text === '`' ? '' : first.text;
    while (this.accept('`')) name += `\`${this.peek().kind === 'name' ? this.take().text : ''}`;
    return { kind: 'name', span: this.spanFrom(first.span), name };
  }

  /** A template string of JavaScript, which is one token there. */
  private refuseTemplate({ start }: Span): void {
    const length = templateLength(this.scanner.source.text, start);
    if (length === 0) return;
    this.complain(this.peek(), {}, this.scanner.span(start, start + length));
    this.readFrom(start + length);
    throw new Abandoned();
  }

  /** list: `(` [ assignment { `,` assignment } ] `)` | `[` assignment { `,` assignment } `]` */
  private list(open: '(' | '[', close: ')' | ']'): readonly Expression[] {
    const token = this.expect(open);
    return this.nested(token.span, () => {
      const items: Expression[] = [];
      // Keys there must be, arguments there may be.
      if (open === '[' || !this.sees(close)) {
        do items.push(this.assignment());
        while (this.accept(','));
      }
      this.close(close, token.span);
      return items;
    });
  }

  /** postfix: primary { `[` list `]` | `.` name | `->` name | `++` | `--` } */
  private postfix(primary: Expression): Expression {
    let object = primary;
    for (;;) {
      const token = this.peek();
      if (token.kind !== 'punctuator') return object;
      this.link(token.span);
      if (token.text === '[') {
        const keys = this.list('[', ']');
        object = { kind: 'index', span: this.spanFrom(object.span), object, keys };
      } else if (token.text === '.' || token.text === '->') {
        this.take();
        const name = this.expectName().text;
        object = {
          kind: 'member',
          span: this.spanFrom(object.span),
          object,
          name,
          arrow: token.text === '->',
        };
      } else if (token.text === '++' || token.text === '--') {
        this.take();
        object = {
          kind: 'update',
          span: this.spanFrom(object.span),
          operator: token.text,
          prefix: false,
          target: object,
        };
      } else if (token.text === '(') {
        this.list('(', ')');
        const hint = object.kind === 'member' ? (functionHint(object.name) ?? NO_METHODS) : CALLS;
        this.reporter.report('D_FUNC_IDENT', object.span, ['function designator is not an identifier'], {
          hints: [hint],
        });
        throw new Abandoned();
      } else return object;
    }
  }
}

/** Words of C that D keeps for itself. */
const RESERVED: ReadonlySet<string> = new Set([
  'break',
  'case',
  'continue',
  'counter',
  'default',
  'do',
  'else',
  'for',
  'goto',
  'if',
  'import',
  'inline',
  'probe',
  'provider',
  'return',
  'switch',
  'translator',
  'while',
]);
