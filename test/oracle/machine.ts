/**
 * What an interpreted program has: variables, frames of self->, what the firing under way is about, and the
 * events that it gave. The expressions (expressions.ts) and steps (interpreter.ts) work on it.
 */
import type { Local, Variable } from '../../lang/tree.js';
import type { Sample } from './aggregates.js';
import { OracleMemory, type Sizes } from './memory.js';
import type { Register } from './registers.js';
import { Speculations } from './speculations.js';
import type { Text } from './strings.js';

/** Something that the oracle does not know yet. */
export class NotInterpreted extends Error {}

/** A register, a text, NULL; or a stack, of which nothing is known but that it is one. */
export type Datum = Register | Text | null | Stack;
export type Stack = { readonly stack: true };
export const STACK: Stack = { stack: true };

/** An argument of a probe: a number or text of JavaScript, or a record with members of these. */
export type Scalar = number | bigint | boolean | string | undefined;
export type Argument =
  | Scalar
  | { readonly record: Readonly<Record<string, Scalar>>; readonly integer: string };

export type Firing = {
  /** provider:module:function:name */
  readonly probe: string;
  readonly args: readonly Argument[];
  /** Number of the frame of self-> that it happens in; 0: the outermost, all others are below it. */
  readonly frame: number;
};

/** Values of built-in variables that are the same throughout a run. */
export type Surroundings = {
  readonly builtins: Readonly<Record<string, bigint | string>>;
  /** Number of each probe. */
  readonly probeIds: ReadonlyMap<string, number>;
};

export type Keyed = Map<string, Datum>;

export class Machine {
  readonly surroundings: Surroundings;
  readonly strsize: number;
  readonly #globals = new Map<Variable, Datum>();
  #locals = new Map<Variable, Datum>();
  readonly #arrays = new Map<Variable, Keyed>();
  readonly #frames = new Map<number, Map<Variable, Datum | Keyed>>();
  /** What strtok() goes on with; null: nothing. */
  tokens: Text | null = null;
  firing: Firing = { probe: ':::', args: [], frame: 0 };
  clause = 0;
  /** aggregation → key → what was added. */
  readonly cells: Map<string, Sample[]>[] = [];

  /** What speculations hold, as what is to be done when they are committed. */
  readonly speculations: Speculations<() => void>;

  readonly memory: OracleMemory;
  readonly #bound = new Map<Local, Datum>();

  constructor(strsize: number, nspec: number, memory: Sizes | null, surroundings: Surroundings) {
    this.strsize = strsize;
    this.memory = new OracleMemory(memory ?? { statics: 0, locals: 0, scratch: 0 });
    this.speculations = new Speculations(nspec);
    this.surroundings = surroundings;
  }

  /** this-> and strtok() live for one firing. */
  begin(firing: Firing): void {
    this.firing = firing;
    this.#locals = new Map();
    this.tokens = null;
    this.memory.beginFiring();
  }

  /** While `work` is done, a local stands for a value. */
  with<T>(local: Local, value: Datum, work: () => T): T {
    const outer = this.#bound.get(local);
    this.#bound.set(local, value);
    const result = work();
    if (outer !== undefined) this.#bound.set(local, outer);
    return result;
  }

  local(local: Local): Datum {
    return this.#bound.get(local) as Datum;
  }

  read(variable: Variable): Datum {
    const found =
      variable.scope === 'self'
        ? this.#holder(variable)?.get(variable)
        : (variable.scope === 'this' ? this.#locals : this.#globals).get(variable);
    return found === undefined || found instanceof Map ? unset(variable, variable.scope === 'self') : found;
  }

  write(variable: Variable, value: Datum): void {
    if (variable.scope === 'self') {
      const holder = this.#holder(variable) ?? this.#own();
      // Zero takes no room: the variable is gone.
      if (value === 0n || value === null) holder.delete(variable);
      else holder.set(variable, value);
    } else (variable.scope === 'this' ? this.#locals : this.#globals).set(variable, value);
  }

  element(variable: Variable, key: string): Datum {
    return this.#array(variable).get(key) ?? unset(variable, true);
  }

  setElement(variable: Variable, key: string, value: Datum): void {
    const array = this.#array(variable);
    if (value === 0n || value === null) array.delete(key);
    else array.set(key, value);
  }

  /** Elements that exist. */
  sizeOf(variable: Variable): number {
    return this.#array(variable).size;
  }

  #array(variable: Variable): Keyed {
    const holder: Map<Variable, unknown> =
      variable.scope === 'self' ? (this.#holder(variable) ?? this.#own()) : this.#arrays;
    let array = holder.get(variable) as Keyed | undefined;
    if (array === undefined) holder.set(variable, (array = new Map()));
    return array;
  }

  #frame(number: number): Map<Variable, Datum | Keyed> {
    let frame = this.#frames.get(number);
    if (frame === undefined) this.#frames.set(number, (frame = new Map()));
    return frame;
  }

  #own(): Map<Variable, Datum | Keyed> {
    return this.#frame(this.firing.frame);
  }

  /** The nearest frame, from the firing's own outwards, that has the variable. */
  #holder(variable: Variable): Map<Variable, Datum | Keyed> | undefined {
    return [this.#own(), this.#frame(0)].find((frame) => frame.has(variable));
  }
}

/** A string that takes no room while it is unset is NULL; one that has its own place is empty. */
function unset({ type: { kind } }: Variable, dynamic: boolean): Datum {
  if (kind === 'string' && !dynamic) return '';
  if (kind === 'string' || kind === 'struct' || kind === 'array') return null;
  return kind === 'symbol' ? '' : 0n;
}
