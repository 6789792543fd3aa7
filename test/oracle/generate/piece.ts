/**
 * Expressions of generated programs: text with holes for operands. A piece knows its static type and how
 * tightly it binds, so that one program can be written with as few parentheses as possible or with all.
 */

export type GenType =
  | { readonly kind: 'int'; readonly bytes: 1 | 2 | 4 | 8; readonly signed: boolean }
  | { readonly kind: 'string' };
export type GenInt = Extract<GenType, { kind: 'int' }>;

/** D's precedence, loose to tight. */
export const LEVEL = {
  comma: 1,
  assign: 2,
  conditional: 3,
  '||': 4,
  '^^': 5,
  '&&': 6,
  '|': 7,
  '^': 8,
  '&': 9,
  equality: 10,
  relation: 11,
  shift: 12,
  sum: 13,
  product: 14,
  unary: 15,
  postfix: 16,
  primary: 17,
} as const;

export type Operand = {
  readonly piece: Piece;
  /** Stands in parentheses when it binds less tightly than this. */
  readonly least: number;
  /** It must stay what it is: a place that is stored to. */
  readonly fixed?: true;
};
export type Piece = {
  readonly type: GenType;
  readonly level: number;
  readonly parts: readonly (string | Operand)[];
  /** A constant that can be hidden behind a variable: its number. */
  readonly constant?: number;
};

export type Style = {
  /** Parentheses around every operand, needed or not. */
  readonly full: boolean;
  /** Constants by the names of variables that hold them. */
  readonly hidden: boolean;
};

export function piece(type: GenType, level: number, ...parts: readonly (string | Operand)[]): Piece {
  return { type, level, parts };
}

export function operand(inner: Piece, least: number): Operand {
  return { piece: inner, least };
}

export function print(node: Piece, style: Style): string {
  if (node.constant !== undefined && style.hidden) return hiddenName(node.constant);
  let text = '';
  for (const part of node.parts) {
    const next = typeof part === 'string' ? part : printOperand(part, style);
    // `- -x` is not `--x`, and `& &` not `&&`.
    const clash = text !== '' && '+-&|<>=/'.includes(text.at(-1) as string) && text.at(-1) === next[0];
    text += clash ? ` ${next}` : next;
  }
  return text;
}

function printOperand({ piece: inner, least, fixed }: Operand, style: Style): string {
  const text = print(inner, style);
  const bare = inner.level >= least && !(style.full && fixed === undefined && inner.level < LEVEL.primary);
  return bare ? text : `(${text})`;
}

export function hiddenName(number: number): string {
  return `k${number}`;
}

/** Shorter pieces of the same kind that stand inside: what shrinking tries in its place. */
export function* inside(node: Piece, kind: GenType['kind']): Generator<Piece> {
  for (const part of node.parts) {
    if (typeof part === 'string' || part.fixed) continue;
    if (part.piece.type.kind === kind) yield part.piece;
    yield* inside(part.piece, kind);
  }
}
