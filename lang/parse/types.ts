/** Declarations, declarators and type names: C's grammar as far as D has it. */
import type {
  Declaration,
  Declarator,
  EnumMember,
  Expression,
  Modifier,
  Parameter,
  StorageClass,
  TypeName,
  TypeSpecifier,
} from '../ast.js';
import type { Reporter } from '../report.js';
import type { Scanner, Token } from '../scanner.js';
import type { Span } from '../source.js';
import { TYPEDEF_NAMES } from '../types.js';
import { Abandoned, TokenStream } from './token-stream.js';

export const CLASS_WORDS: ReadonlySet<string> = new Set<StorageClass>([
  'self',
  'this',
  'typedef',
  'extern',
  'static',
  'auto',
  'register',
]);
const QUALIFIERS = ['const', 'volatile', 'restrict', 'userland'];
const TYPE_WORDS = [
  'void',
  'char',
  'short',
  'int',
  'long',
  'float',
  'double',
  'signed',
  'unsigned',
  'string',
];
const TAGGED = ['struct', 'union', 'enum'];

export abstract class TypeParser extends TokenStream {
  /** Names that `typedef` made, besides the built-in ones. */
  readonly #typedefs: Set<string>;
  /** `struct tag` that have been defined. */
  readonly #tags = new Set<string>();

  /** @param typedefs shared by the sources of a program */
  constructor(scanner: Scanner, reporter: Reporter, typedefs: Set<string> = new Set()) {
    super(scanner, reporter);
    this.#typedefs = typedefs;
  }

  protected abstract conditional(): Expression;

  /** Does a word begin a declaration? */
  protected isDeclarationWord(word: string): boolean {
    return CLASS_WORDS.has(word) || this.isTypeWord(word);
  }

  protected isTypeWord(word: string): boolean {
    return (
      TYPE_WORDS.includes(word) ||
      TAGGED.includes(word) ||
      QUALIFIERS.includes(word) ||
      TYPEDEF_NAMES.has(word) ||
      this.#typedefs.has(word)
    );
  }

  /** declaration: { storage-class } type-specifier [ declarator { `,` declarator } ] `;` */
  protected declaration(): Declaration {
    const first = this.peek().span;
    const classes: StorageClass[] = [];
    while (CLASS_WORDS.has(this.peek().text) && this.peek().kind === 'name')
      classes.push(this.take().text as StorageClass);
    // `self x;`: an int, as in old C.
    const next = this.peek();
    const untyped = classes.length > 0 && next.kind === 'name' && !this.isTypeWord(next.text);
    const specifier: TypeSpecifier = untyped
      ? { kind: 'words', span: next.span, words: ['int'] }
      : this.typeSpecifier();
    const declarators: Declarator[] = [];
    if (!this.sees(';')) {
      do declarators.push(this.declarator('yes'));
      while (this.accept(','));
    }
    // The typedef must be known before the token after the `;` is read.
    if (classes.includes('typedef')) for (const { name } of declarators) this.#typedefs.add(name);
    const span = this.spanFrom(first);
    if (this.sees('}')) this.missing(';');
    else if (!this.accept(';')) this.unexpected({ hints: afterDeclaration(this.peek().text) });
    return { kind: 'declaration', span, classes, specifier, declarators };
  }

  /** type-specifier: word { word } | ( `struct` | `union` ) [ name ] [ members ] | `enum` [ name ] [ enumerators ] */
  protected typeSpecifier(): TypeSpecifier {
    const first = this.peek().span;
    const words: string[] = [];
    let named = false;
    for (;;) {
      const token = this.peek();
      if (token.kind !== 'name') break;
      if (QUALIFIERS.includes(token.text)) this.take();
      else if (TAGGED.includes(token.text)) {
        if (words.length > 0) this.misjoined(words);
        return this.tagged(this.take());
      } else if (TYPE_WORDS.includes(token.text) && token.text !== 'string') words.push(this.take().text);
      else if (!named && words.length === 0 && this.isTypeWord(token.text)) {
        words.push(this.take().text);
        named = true;
      } else break;
      if (named && !QUALIFIERS.includes(this.peek().text)) break;
    }
    this.endSpecifier();
    if (words.length === 0) this.unexpected();
    return { kind: 'words', span: this.spanFrom(first), words };
  }

  private tagged(keyword: Token): TypeSpecifier {
    const tag = this.peek().kind === 'name' ? this.take().text : null;
    const kind = keyword.text as 'struct' | 'union' | 'enum';
    const defined = this.sees('{');
    if (tag === null && !defined) this.unexpected();
    // Said here, before what is wrong inside of the braces.
    if (tag !== null && defined) this.define(`${kind} ${tag}`, this.spanFrom(keyword.span));
    const specifier: TypeSpecifier =
      kind === 'enum'
        ? { kind, span: keyword.span, tag, members: defined ? this.enumerators() : null }
        : { kind, span: keyword.span, tag, members: defined ? this.members() : null };
    const span = this.spanFrom(keyword.span);
    this.endSpecifier();
    return { ...specifier, span };
  }

  private define(what: string, span: Span): void {
    if (this.#tags.has(what)) this.reporter.report('D_DECL_TYPERED', span, [what]);
    this.#tags.add(what);
  }

  /** Nothing but qualifiers may follow a complete type: a missing `;` shows here. */
  private endSpecifier(): void {
    while (QUALIFIERS.includes(this.peek().text)) this.take();
    const { kind, text } = this.peek();
    if (kind === 'name' && (TAGGED.includes(text) || TYPE_WORDS.includes(text))) this.misjoined([]);
  }

  /** `long struct s`, `struct a { … } struct b`. */
  private misjoined(words: readonly string[]): never {
    const first = this.take();
    if (TAGGED.includes(first.text) && this.peek().kind === 'name') this.take();
    const span = this.spanFrom(first.span);
    const sign = words.includes('signed') || words.includes('unsigned');
    const tag = words.includes('long') ? 'D_DECL_LONGINT' : sign ? 'D_DECL_SIGNINT' : 'D_DECL_COMBO';
    this.reporter.report(tag, span, []);
    throw new Abandoned();
  }

  /** members: `{` { declaration } `}` */
  private members(): readonly Declaration[] {
    const open = this.expect('{');
    const members: Declaration[] = [];
    this.nested(open.span, () => {
      while (!this.sees('}')) members.push(this.declaration());
    });
    this.expect('}');
    return members;
  }

  /** enumerators: `{` name [ `=` conditional ] { `,` … } [ `,` ] `}` */
  private enumerators(): readonly EnumMember[] {
    this.expect('{');
    const members: EnumMember[] = [];
    do {
      if (this.sees('}')) break;
      const name = this.expectName();
      const value = this.accept('=') ? this.conditional() : null;
      members.push({ kind: 'enum-member', span: this.spanFrom(name.span), name: name.text, value });
    } while (this.accept(','));
    this.expect('}');
    return members;
  }

  /**
   * declarator: { `*` } ( name | `(` declarator `)` ) { suffix } [ `:` conditional ]; `named` says whether there has to
   * be a name, must not be one (a type name), or may be one (a parameter).
   */
  protected declarator(named: 'yes' | 'no' | 'maybe'): Declarator {
    const first = this.peek().span;
    const { name, nameSpan, modifiers } = this.direct(named);
    const bits = named === 'yes' && this.accept(':') ? this.conditional() : null;
    return { kind: 'declarator', span: this.spanFrom(first), name, nameSpan, modifiers, bits };
  }

  private direct(named: 'yes' | 'no' | 'maybe'): Pick<Declarator, 'name' | 'nameSpan' | 'modifiers'> {
    const first = this.peek().span;
    const pointers: Modifier[] = [];
    while (this.sees('*') || QUALIFIERS.includes(this.peek().text))
      if (this.take().text === '*') pointers.push({ kind: 'pointer' });
    let inner: Pick<Declarator, 'name' | 'nameSpan' | 'modifiers'> = {
      name: '',
      nameSpan: first,
      modifiers: [],
    };
    if (this.peek().kind === 'name' && named !== 'no')
      inner = { name: this.take().text, nameSpan: first, modifiers: [] };
    else if (this.sees('(') && (named === 'yes' || this.nests())) {
      inner = this.nested(first, () => {
        this.take();
        const declared = this.direct(named);
        this.expect(')');
        return declared;
      });
    } else if (named === 'yes' && !this.sees(':')) this.unexpected();
    // What stands to the right binds tighter than the stars, and the last dimension is the innermost.
    return { ...inner, modifiers: [...pointers, ...this.suffixes().toReversed(), ...inner.modifiers] };
  }

  /** Does a `(` in a type name open a declarator, not a list of parameters? */
  private nests(): boolean {
    return ['*', '(', '['].includes(this.scanner.peekChar());
  }

  /** suffix: `[` [ conditional ] `]` | `[` parameters `]` | `(` parameters `)` */
  private suffixes(): Modifier[] {
    const suffixes: Modifier[] = [];
    for (;;) {
      if (this.sees('[')) {
        const open = this.take().span;
        const token = this.peek();
        if (this.sees(']')) suffixes.push({ kind: 'array', size: null });
        else if (this.sees('...') || (token.kind === 'name' && this.isTypeWord(token.text)))
          suffixes.push({ kind: 'keys', parameters: this.nested(open, () => this.parameters(']')) });
        else suffixes.push({ kind: 'array', size: this.conditional() });
        this.expect(']');
      } else if (this.sees('(')) {
        const open = this.take().span;
        suffixes.push({ kind: 'function', parameters: this.nested(open, () => this.parameters(')')) });
        this.expect(')');
      } else return suffixes;
    }
  }

  /** parameters: [ parameter { `,` parameter } ]; parameter: { storage-class } type-specifier [ declarator ] | `...` */
  private parameters(close: string): readonly Parameter[] {
    const parameters: Parameter[] = [];
    if (this.sees(close)) return parameters;
    do {
      const first = this.peek().span;
      if (this.accept('...')) {
        parameters.push({ kind: 'ellipsis', span: first });
        break;
      }
      while (CLASS_WORDS.has(this.peek().text) && this.peek().kind === 'name') this.parameterClass();
      const specifier = this.typeSpecifier();
      const declarator = this.declarator('maybe');
      parameters.push({ kind: 'type', span: this.spanFrom(first), specifier, declarator });
    } while (this.accept(','));
    return parameters;
  }

  private parameterClass(): void {
    const { span, text } = this.take();
    if (text !== 'register') this.reporter.report('D_DECL_PARMCLASS', span, []);
  }

  /** type-name: type-specifier { `*` } { suffix } */
  protected typeName(): TypeName {
    const first: Span = this.peek().span;
    const specifier = this.typeSpecifier();
    const declarator = this.declarator('no');
    return { kind: 'type', span: this.spanFrom(first), specifier, declarator };
  }
}

/** What stands where a declaration should end. */
function afterDeclaration(text: string): readonly string[] {
  if (text === '=')
    return ['a declaration stores nothing: BEGIN { x = 1; } does, and inline int X = 1; names a value'];
  if (text === '{' || text === '/')
    return ['a declaration ends with a ;, that of a struct, union or enum too'];
  return [];
}
