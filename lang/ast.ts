/**
 * Syntax trees: what the parser makes and check/ reads. Names are not resolved here and nothing has a type;
 * the checked tree is tree.ts. `Handlers` makes a table over a node union complete by construction.
 */
import type { ByteString, Int } from '../wire/value.js';
import type { Span } from './source.js';

type Node<Kind extends string, Fields> = { readonly kind: Kind; readonly span: Span } & Readonly<Fields>;

export type UnaryOperator = '+' | '-' | '~' | '!' | '*' | '&';
export type BinaryOperator =
  | '*'
  | '/'
  | '%'
  | '+'
  | '-'
  | '<<'
  | '>>'
  | '<'
  | '<='
  | '>'
  | '>='
  | '=='
  | '!='
  | '&'
  | '^'
  | '|'
  | '&&'
  | '^^'
  | '||';
export type AssignOperator = '=' | '+=' | '-=' | '*=' | '/=' | '%=' | '&=' | '|=' | '^=' | '<<=' | '>>=';

export type Expression =
  | Node<'integer', { value: Int; type: string }>
  | Node<'string', { value: ByteString }>
  | Node<'name', { name: string }>
  /** `self->x`, `this->x`. */
  | Node<'scoped', { scope: 'self' | 'this'; name: string }>
  | Node<'index', { object: Expression; keys: readonly Expression[] }>
  | Node<'member', { object: Expression; name: string; arrow: boolean }>
  | Node<'call', { callee: string; calleeSpan: Span; args: readonly Expression[] }>
  | Node<'unary', { operator: UnaryOperator; operand: Expression }>
  | Node<'update', { operator: '++' | '--'; prefix: boolean; target: Expression }>
  | Node<'binary', { operator: BinaryOperator; left: Expression; right: Expression }>
  | Node<'conditional', { test: Expression; yes: Expression; no: Expression }>
  | Node<'assign', { operator: AssignOperator; target: Expression; value: Expression }>
  | Node<'sequence', { first: Expression; second: Expression }>
  | Node<'cast', { type: TypeName; operand: Expression }>
  | Node<'sizeof', { of: TypeName | Expression }>
  | Node<'offsetof', { type: TypeName; member: string }>
  | Node<'stringof', { operand: Expression }>
  | Node<'xlate', { type: TypeName; operand: Expression }>
  | Node<'aggregation', { name: string; keys: readonly Expression[] | null }>;

export type Statement =
  | Node<'expression', { expression: Expression }>
  | Node<'if', { test: Expression; yes: readonly Statement[]; no: readonly Statement[] }>;

/** A type as written: words such as `unsigned long long`, or a struct, union or enum; then pointers and arrays. */
export type TypeSpecifier =
  | Node<'words', { words: readonly string[] }>
  | Node<'struct' | 'union', { tag: string | null; members: readonly Declaration[] | null }>
  | Node<'enum', { tag: string | null; members: readonly EnumMember[] | null }>;
export type EnumMember = Node<'enum-member', { name: string; value: Expression | null }>;

export type TypeName = Node<'type', { specifier: TypeSpecifier; declarator: Declarator }>;

export type Declarator = Node<
  'declarator',
  {
    /** '' in a type name. */
    name: string;
    nameSpan: Span;
    /** From the type to the name: `int *(*f)(void)` is a pointer, of a function, of a pointer. */
    modifiers: readonly Modifier[];
    /** Width of a bit-field. */
    bits: Expression | null;
  }
>;
export type Modifier =
  | { readonly kind: 'pointer' }
  /** `[int, string]`: an associative array. */
  | { readonly kind: 'keys'; readonly parameters: readonly Parameter[] }
  /** `[10]`, `[]`. */
  | { readonly kind: 'array'; readonly size: Expression | null }
  | { readonly kind: 'function'; readonly parameters: readonly Parameter[] };
/** The declarator has a name where one was given; `…` ends a list of any length. */
export type Parameter = TypeName | Node<'ellipsis', object>;

export type StorageClass = 'self' | 'this' | 'typedef' | 'extern' | 'static' | 'auto' | 'register';

export type Declaration = Node<
  'declaration',
  { classes: readonly StorageClass[]; specifier: TypeSpecifier; declarators: readonly Declarator[] }
>;
export type InlineDefinition = Node<
  'inline',
  { specifier: TypeSpecifier; declarator: Declarator; value: Expression }
>;
/** `translator target < source > { name = value; … };` */
export type TranslatorDefinition = Node<
  'translator',
  { target: TypeName; source: TypeName; members: readonly TranslatorMember[] }
>;
export type TranslatorMember = Node<'translator-member', { name: string; nameSpan: Span; value: Expression }>;
/** A construct of D that has no meaning in Node; it is parsed so that what follows it is checked. */
export type Unsupported = Node<'unsupported', { what: string }>;

/** One probe description as written, macros expanded. `parts` come from the left and are 1 to 4. */
export type DescriptionNode = Node<
  'description',
  { text: string; parts: readonly string[]; id: number | null }
>;

export type ClauseNode = Node<
  'clause',
  {
    descriptions: readonly DescriptionNode[];
    predicate: Expression | null;
    /** null where the braces were left out (-n and its like). */
    statements: readonly Statement[] | null;
  }
>;

export type TopLevel = ClauseNode | Declaration | InlineDefinition | TranslatorDefinition | Unsupported;

/** One function per kind of a node union: a forgotten kind does not compile. */
export type Handlers<Union extends { readonly kind: string }, Extra extends readonly unknown[], Result> = {
  readonly [Kind in Union['kind']]: (
    node: Extract<Union, { readonly kind: Kind }>,
    ...extra: Extra
  ) => Result;
};
