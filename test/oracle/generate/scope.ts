/** What a generated program has: variables, arrays, aggregations, and constants in the order of their numbers. */
import { type GenInt, type GenType, LEVEL, type Piece, piece } from './piece.js';
import type { Random } from './random.js';

export type GenVariable = {
  /** As it is written: `x`, `self->x`. */
  readonly text: string;
  readonly scope: 'global' | 'self' | 'this';
  readonly type: GenType;
  /** Types of the keys of an associative array. */
  readonly keys: readonly GenType[] | null;
  /** Else its first assignment gives it its type. */
  readonly declared: boolean;
};

export type GenAggregation = {
  readonly name: string;
  readonly fn: string;
  /** Constant arguments behind the value. */
  readonly parameters: string;
  readonly weighted: boolean;
  readonly keys: readonly GenType[];
};

/** C's names for each integer type. */
const NAMES: readonly (readonly [bytes: 1 | 2 | 4 | 8, signed: boolean, names: readonly string[]])[] = [
  [1, true, ['char', 'int8_t', 'signed char']],
  [1, false, ['unsigned char', 'uint8_t', 'uchar_t']],
  [2, true, ['short', 'int16_t']],
  [2, false, ['unsigned short', 'uint16_t', 'ushort_t']],
  [4, true, ['int', 'int32_t']],
  [4, false, ['unsigned int', 'uint32_t', 'uint_t', 'unsigned']],
  [8, true, ['long', 'int64_t', 'long long', 'hrtime_t']],
  [8, false, ['unsigned long', 'uint64_t', 'size_t', 'unsigned long long']],
];
export const INTS: readonly GenInt[] = NAMES.map(([bytes, signed]) => ({ kind: 'int', bytes, signed }));
export const INT: GenInt = { kind: 'int', bytes: 4, signed: true };
export const LONG: GenInt = { kind: 'int', bytes: 8, signed: true };
export const ULONG: GenInt = { kind: 'int', bytes: 8, signed: false };
export const CHAR: GenInt = { kind: 'int', bytes: 1, signed: true };
export const STRING: GenType = { kind: 'string' };

export function typeText(type: GenType, random: Random): string {
  if (type.kind === 'string') return 'string';
  const names = NAMES.find(([bytes, signed]) => bytes === type.bytes && signed === type.signed)?.[2];
  return random.pick(names as readonly string[]);
}

export function sameType(a: GenType, b: GenType): boolean {
  return a.kind === 'int' && b.kind === 'int'
    ? a.bytes === b.bytes && a.signed === b.signed
    : a.kind === b.kind;
}

/** The type of higher rank; nothing is promoted to int. */
export function promote(a: GenInt, b: GenInt): GenInt {
  const rank = (type: GenInt) => type.bytes * 2 + (type.signed ? 0 : 1);
  return rank(a) < rank(b) ? b : a;
}

/** What structures.ts adds to expressions, which it uses itself. */
export type Places = {
  readonly variables: readonly GenVariable[];
  computed(depth: number, scope: Scope): Piece;
  text(depth: number, scope: Scope): Piece;
  leaf(scope: Scope): Piece;
};

export class Scope {
  readonly random: Random;
  readonly variables: readonly GenVariable[];
  readonly aggregations: readonly GenAggregation[];
  /** Texts of the constants that can be hidden, by number. */
  readonly constants: string[] = [];
  /** Names of inline definitions and enumerators. */
  readonly names: readonly (readonly [name: string, type: GenType])[];
  /** Macro arguments, `$1` first. */
  readonly macros: readonly string[];
  /** Aggregations that stand in the text so far. */
  readonly aggregated = new Set<GenAggregation>();
  /** Variables that have a type so far in the text. */
  readonly settled: Set<GenVariable>;
  /** Of the clause at hand: what its probe passes. */
  args: readonly Piece[] = [];
  /** this-> and strtok() have no meaning there. */
  inError = false;
  /** Of a program with structures and pointers. */
  readonly places: Places | null;

  constructor(random: Random, places: Places | null) {
    this.random = random;
    this.places = places;
    this.variables = [...makeVariables(random), ...(places?.variables ?? [])];
    this.aggregations = makeAggregations(random);
    this.settled = new Set(this.variables.filter(({ declared }) => declared));
    this.names = [
      ['INLINE_INT', INT],
      ['INLINE_LONG', LONG],
      ['INLINE_TEXT', STRING],
      ['RED', INT],
      ['BLUE', INT],
    ];
    this.macros = ['42', '-7', 'word', '"a b"'];
  }

  constant(type: GenInt, text: string): Piece {
    const plain = piece(type, text.startsWith('-') ? LEVEL.unary : LEVEL.primary, text);
    // A variable would cut what a register holds of -1u.
    if (text.startsWith('-') && !type.signed) return plain;
    return { ...plain, constant: this.constants.push(text) - 1 };
  }

  readable(type: GenType['kind']): readonly GenVariable[] {
    return this.variables.filter(
      (variable) =>
        variable.type.kind === type &&
        this.settled.has(variable) &&
        !(this.inError && variable.scope === 'this'),
    );
  }
}

function randomType(random: Random): GenType {
  return random.chance(25) ? STRING : random.pick(INTS);
}

function makeVariables(random: Random): GenVariable[] {
  const scopes = ['global', 'global', 'self', 'this'] as const;
  const make = (name: string, type: GenType, array: boolean): GenVariable => {
    const scope = random.pick(array ? (['global', 'self'] as const) : scopes);
    const text = scope === 'global' ? name : `${scope}->${name}`;
    const keys = array ? random.several(1, 4, () => randomType(random)) : null;
    return { text, scope, type, keys, declared: random.chance(50) };
  };
  return [
    ...random.several(3, 7, (at) => make(`i${at}`, random.pick(INTS), false)),
    ...random.several(1, 3, (at) => make(`s${at}`, STRING, false)),
    ...random.several(1, 3, (at) => make(`a${at}`, randomType(random), true)),
  ];
}

function makeAggregations(random: Random): GenAggregation[] {
  return random.several(1, 4, (at) => {
    const fn = random.pick([
      'count',
      'sum',
      'avg',
      'min',
      'max',
      'stddev',
      'stats',
      'quantize',
      'lquantize',
      'llquantize',
    ]);
    const parameters =
      fn === 'lquantize'
        ? `, ${random.pick(['0, 10', '-100, 100, 7', '-5, 1000000, 1000', '10, 20, 10'])}`
        : fn === 'llquantize'
          ? `, ${random.pick(['10, 0, 6, 20', '2, 0, 12, 2', '10, 2, 5, 10', '3, 1, 4, 9', '10, 0, 3, 100'])}`
          : '';
    // Only with all its parameters can lquantize have a weight.
    const weightable = fn === 'quantize' || (fn.endsWith('quantize') && parameters.split(',').length >= 4);
    return {
      name: at === 0 ? random.pick(['', 'all']) : `${random.pick(['x', 'name', 'i'])}${at}`,
      fn,
      parameters,
      weighted: weightable && random.chance(40),
      keys: random.several(0, 4, () => randomType(random)),
    };
  });
}
