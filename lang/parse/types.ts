/** Declarations, declarators and type names: C's grammar as far as D has it. */
import type {
  Declaration,
  Declarator,
  DeclaratorSuffix,
  EnumMember,
  Expression,
  StorageClass,
  TypeName,
  TypeSpecifier,
} from '../ast.js';
import type { Token } from '../scanner.js';
import type { Span } from '../source.js';
import { TYPEDEF_NAMES } from '../types.js';
import { TokenStream } from './token-stream.js';

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
  readonly #typedefs = new Set<string>();

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
      do declarators.push(this.declarator(false));
      while (this.accept(','));
    }
    // The typedef must be known before the token after the `;` is read.
    if (classes.includes('typedef')) for (const { name } of declarators) this.#typedefs.add(name);
    const span = this.spanFrom(first);
    this.expect(';');
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
      else if (TAGGED.includes(token.text) && words.length === 0) return this.tagged(this.take());
      else if (TYPE_WORDS.includes(token.text) && token.text !== 'string') words.push(this.take().text);
      else if (!named && words.length === 0 && this.isTypeWord(token.text)) {
        words.push(this.take().text);
        named = true;
      } else break;
      if (named && !QUALIFIERS.includes(this.peek().text)) break;
    }
    while (QUALIFIERS.includes(this.peek().text)) this.take();
    if (words.length === 0) this.unexpected();
    return { kind: 'words', span: this.spanFrom(first), words };
  }

  private tagged(keyword: Token): TypeSpecifier {
    const tag = this.peek().kind === 'name' ? this.take().text : null;
    const kind = keyword.text as 'struct' | 'union' | 'enum';
    if (kind === 'enum') {
      const members = this.sees('{') ? this.enumerators() : null;
      if (tag === null && members === null) this.unexpected();
      return { kind, span: this.spanFrom(keyword.span), tag, members };
    }
    const members = this.sees('{') ? this.members() : null;
    if (tag === null && members === null) this.unexpected();
    return { kind, span: this.spanFrom(keyword.span), tag, members };
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

  /** declarator: { `*` } ( name | `(` declarator `)` ) { suffix } [ `:` conditional ]; a type name has no name */
  protected declarator(abstract: boolean): Declarator {
    const first = this.peek().span;
    let pointers = 0;
    while (this.sees('*') || QUALIFIERS.includes(this.peek().text)) if (this.take().text === '*') pointers++;
    let name = '';
    let nameSpan = first;
    if (this.peek().kind === 'name' && !abstract) {
      nameSpan = this.peek().span;
      name = this.take().text;
    } else if (this.sees('(') && !abstract) {
      const inner = this.nested(first, () => {
        this.take();
        const declared = this.declarator(abstract);
        this.expect(')');
        return declared;
      });
      const suffixes = [...inner.suffixes, ...this.suffixes()];
      return { ...inner, span: this.spanFrom(first), pointers: pointers + inner.pointers, suffixes };
    } else if (!abstract && !this.sees(':')) this.unexpected();
    const suffixes = this.suffixes();
    const bits = !abstract && this.accept(':') ? this.conditional() : null;
    return { kind: 'declarator', span: this.spanFrom(first), name, nameSpan, pointers, suffixes, bits };
  }

  /** suffix: `[` [ conditional ] `]` | `[` type-name { `,` type-name } `]` | `(` parameters `)` */
  private suffixes(): DeclaratorSuffix[] {
    const suffixes: DeclaratorSuffix[] = [];
    for (;;) {
      if (this.accept('[')) {
        const token = this.peek();
        if (this.sees(']')) suffixes.push({ kind: 'array', size: null });
        else if (token.kind === 'name' && this.isTypeWord(token.text))
          suffixes.push({ kind: 'keys', types: this.typeNames() });
        else suffixes.push({ kind: 'array', size: this.conditional() });
        this.expect(']');
      } else if (this.sees('(')) {
        const open = this.take().span;
        this.nested(open, () => this.parameters());
        suffixes.push({ kind: 'function' });
      } else return suffixes;
    }
  }

  /** parameters: `)` | type [ declarator ] { `,` … } [ `,` `...` ] `)` */
  private parameters(): void {
    while (!this.accept(')')) {
      if (!this.accept('...')) {
        this.typeSpecifier();
        this.declarator(this.sees(',') || this.sees(')'));
      }
      if (!this.sees(')')) this.expect(',');
    }
  }

  private typeNames(): readonly TypeName[] {
    const types = [this.typeName()];
    while (this.accept(',')) types.push(this.typeName());
    return types;
  }

  /** type-name: type-specifier { `*` } { suffix } */
  protected typeName(): TypeName {
    const first: Span = this.peek().span;
    const specifier = this.typeSpecifier();
    const declarator = this.declarator(true);
    return { kind: 'type', span: this.spanFrom(first), specifier, declarator };
  }
}
