/**
 * Programs: clauses, declarations, and recovery. A mistake costs one statement, one predicate or one
 * description; what follows is parsed, so that all mistakes of a script are found in one run.
 */
import type {
  ClauseNode,
  DescriptionNode,
  Expression,
  InlineDefinition,
  TopLevel,
  TranslatorDefinition,
  TranslatorMember,
  TypeName,
  Unsupported,
} from '../ast.js';
import type { SourceKind, Span } from '../source.js';
import { StatementParser } from './statements.js';
import { Abandoned } from './token-stream.js';

/** Parts that a description may have, by where it came from: `-m` takes provider:module. */
const MAX_PARTS: Readonly<Record<SourceKind, number>> = {
  file: 4,
  library: 4,
  '-n': 4,
  '-P': 1,
  '-m': 2,
  '-f': 3,
  '-i': 1,
};

/** A body that lacks its `{` is looked for so far. */
const MAX_BODY = 2000;
const INLINE = 'an inline has a type and a value: inline int LIMIT = 10;';
const NO_PROBE = 'a clause begins with the probe: BEGIN { … }';
/** What cannot begin a clause, and what it would be if it could. */
const OUTSIDE: ReadonlyMap<string, readonly string[]> = new Map([
  ['/', ['a predicate stands between the probe and its body: BEGIN /pid == 1/ { … }']],
  ['}', ['no { is open here: one } too many']],
  ['{', [NO_PROBE]],
  ['@', [NO_PROBE]],
  [',', ['a comma stands between probes that share a body: BEGIN, END { … }']],
  ['(', [NO_PROBE]],
]);

export class ProgramParser extends StatementParser {
  /** What could begin a type or a description is a description: as with -n, or by option pspec. */
  prefersDescriptions: () => boolean = () => this.scanner.source.kind.startsWith('-');

  /** program: { clause | declaration | inline | translator | provider } */
  program(): readonly TopLevel[] {
    const items: TopLevel[] = [];
    for (;;) {
      this.reporter.beginItem(this.scanner.span(this.scanner.offset, this.scanner.offset));
      if (this.scanner.peekChar() === '') return items;
      const before = this.scanner.offset;
      this.scanner.reset();
      this.beginStatement();
      try {
        const item = this.topLevel();
        if (item !== null) items.push(item);
      } catch (error) {
        if (!(error instanceof Abandoned)) throw error;
        this.skipTopLevel();
        this.reporter.abandon(this.scanner.span(before, this.last.end), true);
      }
      if (this.scanner.offset === before) this.take(); // always forward
    }
  }

  private topLevel(): TopLevel | null {
    const word = this.scanner.peekWord();
    if (word === 'inline') return this.inline();
    if (word === 'translator') return this.translator();
    if (word === 'provider') return this.foreign(word);
    if (this.isDeclarationWord(this.prefersDescriptions() ? word : beforeStar(word)))
      return this.declaration();
    if (this.scanner.peekChar() === ';') {
      this.take();
      return null;
    }
    return this.clause();
  }

  /** inline: `inline` type-specifier declarator `=` assignment `;` */
  private inline(): InlineDefinition {
    const keyword = this.take();
    const { kind, text } = this.peek();
    if (kind === 'name' && !this.isTypeWord(text)) this.unexpected({ hints: [INLINE] });
    const specifier = this.typeSpecifier();
    const declarator = this.declarator('yes');
    if (!this.accept('=')) this.unexpected({ hints: [INLINE] });
    const value = this.assignment();
    const span = this.spanFrom(keyword.span);
    this.expect(';');
    return { kind: 'inline', span, specifier, declarator, value };
  }

  /** translator: `translator` type-name `<` type-name name `>` `{` { name `=` assignment `;` } `}` `;` */
  private translator(): TranslatorDefinition {
    const keyword = this.take();
    const target = this.typeName();
    this.expect('<');
    const first = this.peek().span;
    const specifier = this.typeSpecifier();
    const declarator = this.declarator('yes');
    const source: TypeName = { kind: 'type', span: this.spanFrom(first), specifier, declarator };
    this.expect('>');
    const span = this.spanFrom(keyword.span);
    const open = this.expect('{');
    const members = this.nested(open.span, () => this.translations());
    this.expect('}');
    this.expect(';');
    return { kind: 'translator', span, target, source, members };
  }

  private translations(): readonly TranslatorMember[] {
    const members: TranslatorMember[] = [];
    while (!this.sees('}')) {
      this.beginStatement();
      const { span, text: name } = this.expectName();
      this.expect('=');
      const value = this.assignment();
      members.push({ kind: 'translator-member', span: this.spanFrom(span), name, nameSpan: span, value });
      this.expect(';');
    }
    return members;
  }

  /** `provider` … `{` … `}` `;`: skipped as a whole */
  private foreign(word: string): Unsupported {
    const keyword = this.take();
    while (!this.sees('{') && !this.sees(';') && this.peek().kind !== 'end') this.take();
    this.skipStatement();
    return { kind: 'unsupported', span: keyword.span, what: `a ${word} definition is` };
  }

  /** clause: description { `,` description } [ `/` expression `/` ] [ `{` { statement } `}` ] */
  private clause(): ClauseNode {
    const descriptions: DescriptionNode[] = [];
    let first: Span | null = null;
    do {
      if (first !== null) this.take(); // the comma
      const description = this.description();
      first ??= description.span;
      if (description.parts.length > 0) descriptions.push(description);
    } while (this.scanner.peekChar() === ',');
    const opens = this.scanner.peekChar() === '/';
    const predicate = opens ? this.predicate() : null;
    if (opens) this.commentAfterPredicate();
    if (this.scanner.peekChar() === '{') {
      const statements = this.block();
      this.unread(); // the next clause, where the block was not closed
      return { kind: 'clause', span: first as Span, descriptions, predicate, statements };
    }
    const bare = this.scanner.source.kind.startsWith('-');
    if (!bare || !this.atClauseEnd()) this.incomplete(first as Span, opens);
    if (this.scanner.peekChar() === ';') this.take();
    return { kind: 'clause', span: first as Span, descriptions, predicate, statements: null };
  }

  /** `/x > 1 // why` closes the predicate with its first slash; the line is passed over, and a slash alone on the next. */
  private commentAfterPredicate(): void {
    const { source, offset } = this.scanner;
    const rest = /^\/[^\n]*\s*\/?/.exec(source.text.slice(offset))?.[0];
    if (rest === undefined) return;
    const slashes = this.scanner.span(offset - 1, offset + 1);
    this.reporter.report('D_SYNTAX', slashes, ['syntax error near "//"'], {
      hints: ['a slash ends the predicate: a comment in it is written /* … */'],
    });
    this.scanner.seek(offset + rest.length);
  }

  /** Without braces a clause ends with the text, at a `;` or where another description begins. */
  private atClauseEnd(): boolean {
    const next = this.scanner.peekChar();
    return next === '' || next === ';' || /[-$:a-zA-Z_.?*[!\d"]/.test(next);
  }

  private incomplete(first: Span, hasPredicate: boolean): never {
    const what = hasPredicate
      ? 'expected actions following predicate'
      : 'expected predicate and/or actions following probe description';
    const { text } = this.scanner.source;
    const next = this.scanner.peekChar();
    const head = text.slice(first.start, this.scanner.offset).trimEnd();
    const hint = text.startsWith('*/', this.scanner.offset)
      ? 'comments do not nest: the one before has ended already'
      : /[-=(+[<>.*]/.test(next)
        ? 'statements stand in the body of a clause: BEGIN { x = 1; }'
        : 'give the clause a body: { … }, or {} for a line per firing';
    const span = this.scanner.span(first.start, first.start + head.length);
    this.reporter.report('D_SYNTAX', span, [what], { hints: [hint] });
    throw new Abandoned();
  }

  /** description: [ [ [ provider `:` ] module `:` ] function `:` ] name | integer */
  private description(): DescriptionNode {
    const found = this.scanner.description();
    if (found === null) this.unexpected({ hints: OUTSIDE.get(this.peek().text) ?? [] });
    const { kind } = this.scanner.source;
    const { span, text } = found;
    const none: DescriptionNode = { kind: 'description', span, text, parts: [], id: null };
    if (found.bad) return none;
    if (/^\d+$/.test(text)) {
      const parts = { '-P': 'providers', '-m': 'modules', '-f': 'functions' }[kind as string];
      if (parts === undefined) return { ...none, parts: ['', '', '', ''], id: Number(text) };
      this.reporter.report('D_PDESC_ID', span, [text, parts], {
        hints: ['-i takes identifiers, as ntrace -l lists them'],
      });
      return none;
    }
    // A colon in front names one part less than it seems to.
    const given = found.parts[0] === '' ? found.parts.slice(1) : found.parts;
    const room = kind === '-i' ? 4 : MAX_PARTS[kind];
    if (given.length > room) {
      this.reporter.report(
        'D_PDESC_INVAL',
        span,
        [`description "${text}"`, 'Overspecified probe description'],
        {
          hints: [
            `it has ${given.length} parts where ${room} fit (provider:module:function:name); quotes keep a colon inside one`,
          ],
        },
      );
      return none;
    }
    // Parts fill from the right, starting with the last one that the option names.
    const parts = [...Array.from({ length: room - given.length }, () => ''), ...given];
    while (parts.length < 4) parts.push('');
    return { ...none, text: parts.join(':'), parts };
  }

  /** predicate: `/` expression `/` */
  private predicate(): Expression | null {
    const open = this.take().span;
    this.scanner.inPredicate = true;
    try {
      const expression = this.expression();
      const { kind } = this.peek();
      if (kind === 'predicate-end') this.take();
      else if (kind === 'end' || this.sees('{'))
        this.missing('/', { related: { span: open, message: 'the predicate begins here' } });
      else this.unexpected();
      this.unread();
      return expression;
    } catch (error) {
      if (!(error instanceof Abandoned)) throw error;
      while (!['predicate-end', 'end'].includes(this.peek().kind) && !this.sees('{') && !this.sees(';'))
        this.take();
      if (this.peek().kind === 'predicate-end') this.take();
      else this.unread();
      return null;
    } finally {
      this.scanner.reset();
    }
  }

  /** After a mistake outside a body: behind the next block, or behind a `;` that no `}` without its `{` follows. */
  private skipTopLevel(): void {
    for (;;) {
      const token = this.peek();
      if (token.kind === 'end') return;
      this.take();
      if (token.text === '}' || (token.text === ';' && !this.closesFirst())) return;
      if (token.text === '{') {
        this.skipBlock();
        return;
      }
    }
  }

  private closesFirst(): boolean {
    const { source, offset } = this.scanner;
    return /^[^{}]*\}/.test(source.text.slice(offset, offset + MAX_BODY));
  }

  private skipBlock(): void {
    for (let braces = 1; braces > 0; ) {
      const token = this.take();
      if (token.kind === 'end') return;
      if (token.text === '{') braces++;
      else if (token.text === '}') braces--;
    }
  }
}

/** `int*x` begins as the declaration of a pointer does; other globs and colons are those of descriptions. */
function beforeStar(word: string): string {
  return /^(\w+)\*[\w*]*$/.exec(word)?.[1] ?? word;
}
