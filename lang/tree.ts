/**
 * Checked trees: every name is resolved, every node has its type, every implicit step of D is explicit. Emit
 * turns them into JavaScript; they are also what an interpreter would run.
 */

import type { MemorySize } from '../wire/memory.js';
import type { ProbeDescription } from '../wire/probe.js';
import type { ActionDef, ClauseNeeds } from '../wire/program.js';
import type { ByteString, Int } from '../wire/value.js';
import type { FunctionRow, VariableRow } from './builtins.js';
import type { Span } from './source.js';
import type { IntType, Member, Type } from './types.js';

type Typed<Kind extends string, Fields, T extends Type = Type> = {
  readonly kind: Kind;
  readonly type: T;
  readonly span: Span;
} & Readonly<Fields>;

export type Scope = 'global' | 'self' | 'this';
/** A variable of the program, unique by scope and name. Its type is settled by the first use in the text. */
export type Variable = {
  readonly scope: Scope;
  readonly name: string;
  type: Type;
  /** Types of the keys of an associative array. */
  keys: readonly Type[] | null;
  readonly declared: Span;
  /** False until it has been given a type by declaration or assignment. */
  settled: boolean;
  /** A structure or fixed array that is global or of this->: where it lies. */
  address: number | null;
  /** It may hold a pointer that alloca() gave, and something else. */
  alloca: boolean;
  other: boolean;
};

/** What can be stored to. */
export type Place =
  | Typed<'variable', { variable: Variable }>
  | Typed<'element', { variable: Variable; keys: readonly Tree[] }>
  /** What lies at an address, read as `type` says; an array is a byte string when its value is wanted. `bits`: a bit-field. */
  | Typed<'memory', { address: Tree; bits: number | null; writable: boolean }>
  /** A part of a structure or array that is a value (of self->, an associative array): a byte string, and an offset in it. */
  | Typed<'field', { object: Tree; offset: Tree; bits: number | null }>;

/** A value that is computed once and used in several places of an expression: the parameter of a translator or inline. */
export type Local = { readonly name: string; readonly type: Type };

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '<<' | '>>';
export type CompareOperator = '<' | '<=' | '>' | '>=' | '==' | '!=';

export type Tree =
  | Place
  | Typed<'int', { value: Int }>
  | Typed<'string', { value: ByteString }>
  | Typed<'null', object>
  | Typed<'builtin', { row: VariableRow }>
  /** argN: the integer view. */
  | Typed<'arg-int', { index: number }>
  /** args[n]. */
  | Typed<'arg', { index: number }>
  | Typed<'member', { index: number; record: string; member: string }>
  | Typed<'negate', { operand: Tree }, IntType>
  | Typed<'complement', { operand: Tree }, IntType>
  | Typed<'not', { operand: Tree }, IntType>
  /** `span` is where a division faults. */
  | Typed<'arithmetic', { operator: ArithmeticOperator; left: Tree; right: Tree }, IntType>
  /** Operands are both integers or both strings (NULL included). */
  | Typed<'compare', { operator: CompareOperator; left: Tree; right: Tree }, IntType>
  | Typed<'logical', { operator: '&&' | '||' | '^^'; left: Tree; right: Tree }, IntType>
  | Typed<'conditional', { test: Tree; yes: Tree; no: Tree }>
  | Typed<'sequence', { first: Tree; second: Tree }>
  /** The value that was stored; `operator` null for a plain store. */
  | Typed<'assign', { place: Place; operator: ArithmeticOperator | null; value: Tree }>
  /** ++ and --: by 1, of a pointer by the size of its target. */
  | Typed<'update', { place: Place; by: number; prefix: boolean }>
  /** A cast, or a value brought to the type of what takes it. */
  | Typed<'convert', { operand: Tree }>
  /** Text of any value; `full` also quotes strings and goes into objects, as print() does. */
  | Typed<'text', { operand: Tree; full: boolean }>
  /** A member of a value of the application; `key` is an integer or a string. */
  | Typed<'property', { object: Tree; key: Tree }>
  /** A value of the application as an integer. */
  | Typed<'number', { operand: Tree }, IntType>
  /** `s[i]`. */
  | Typed<'byte', { object: Tree; at: Tree }, IntType>
  | Typed<'call', { row: FunctionRow; args: readonly Tree[] }>
  /** strtok() keeps its place between calls of one firing; NULL goes on. */
  | Typed<'strtok', { text: Tree; delimiters: Tree }>
  | Typed<'stack', { frames: number }>
  /** `value` first, then `body`, which names it by `local` nodes. */
  | Typed<'let', { local: Local; value: Tree; body: Tree }>
  | Typed<'local', { local: Local }>
  /** A string that is recorded: NULL is a bad address there. */
  | Typed<'present', { operand: Tree }>
  /** `s + n`: the string from its nth byte on. */
  | Typed<'tail', { text: Tree; offset: Tree }>
  /** A translated structure as a whole: a byte string, made of the members that the translator has; the others are 0. */
  | Typed<
      'xlate',
      { local: Local; input: Tree; members: readonly { readonly member: Member; readonly value: Tree }[] }
    >
  /** An index of a fixed array; it faults outside of 0 … count - 1. */
  | Typed<'bounded', { index: Tree; count: number }, IntType>
  /** Address of a copy of a string or structure that is not in memory; the copy lies at `slot` from then on. NULL gives 0. */
  | Typed<'spill', { operand: Tree; slot: number; size: number }>
  /** Address of zeroed scratch memory. */
  | Typed<'alloca', { size: Tree }>
  /**
   * Bytes at an address: `limit` of them, or as many as `size` says if that is less and not negative; `tagged`: behind
   * the address itself, as eight bytes.
   */
  | Typed<'dump', { address: Tree; size: Tree | null; limit: number; tagged: boolean }>
  /** Copies memory: bcopy(), copyinto() and their like. No value. */
  | Typed<'copy', { from: Tree; to: Tree; size: Tree }>
  | Typed<'epid', object>;

export type Step =
  | { readonly kind: 'do'; readonly tree: Tree }
  | {
      readonly kind: 'aggregate';
      readonly aggregation: number;
      readonly keys: readonly Tree[];
      readonly value: Tree | null;
      readonly increment: Tree | null;
    }
  /** A data-recording or consumer-side action: its values go into the clause's record. */
  | {
      readonly kind: 'record';
      readonly action: number;
      readonly values: readonly Tree[];
      readonly exits: boolean;
    }
  | { readonly kind: 'if'; readonly test: Tree; readonly yes: readonly Step[]; readonly no: readonly Step[] }
  /** What the steps record goes into the speculation; when it is not active they are not done. */
  | { readonly kind: 'speculate'; readonly id: Tree; readonly steps: readonly Step[] };

export type CheckedClause = {
  readonly descriptions: readonly ProbeDescription[];
  readonly span: Span;
  readonly predicate: Tree | null;
  readonly steps: readonly Step[];
  readonly needs: ClauseNeeds;
  /** Action number by the start offset of each action. */
  readonly actionOf: (span: Span) => number;
};

export type CheckedProgram = {
  readonly clauses: readonly CheckedClause[];
  readonly actions: readonly ActionDef[];
  readonly variables: readonly Variable[];
  /** Sizes of the regions of the program's memory; null when it has none. */
  readonly memory: MemorySize | null;
  readonly strsize: number;
};
