/**
 * Checked expressions, interpreted: one handler per kind of tree, left to right. To add a kind, add its row here
 * and, with code, in lang/emit/expression.ts; the property test then compares the two.
 */
import type { Place, Tree } from '../../lang/tree.js';
import { isInt } from '../../lang/types.js';
import { addressHandlers, type Evaluator, inMemory, inValue, type Located, widthOf } from './addresses.js';
import { call } from './calls.js';
import { type Argument, type Datum, type Machine, NotInterpreted, STACK } from './machine.js';
import {
  arithmetic,
  ClauseFault,
  compares,
  complement,
  cutBits,
  cutTo,
  FAULT,
  type Register,
  register,
  valueOf,
} from './registers.js';
import { order, type Text, token } from './strings.js';

/** Where a fault came from: set by the innermost expression that can fault. */
export class PlacedFault {
  readonly code: number;
  readonly tree: Tree;
  readonly address: bigint;
  constructor(code: number, tree: Tree, address = 0n) {
    this.code = code;
    this.tree = tree;
    this.address = address;
  }
}

type Handler<Kind extends Tree['kind']> = (node: Extract<Tree, { kind: Kind }>, machine: Machine) => Datum;
type Table = { readonly [Kind in Tree['kind']]?: Handler<Kind> };

const EVALUATOR: Evaluator = { evaluate, integer, located, placed };

const HANDLERS: Table = {
  int: (node) => register(BigInt(node.value)),
  string: (node) => node.value,
  null: (node) => (['string', 'symbol', 'struct'].includes(node.type.kind) ? null : 0n),
  ...addressHandlers(EVALUATOR),
  variable: (node, machine) => machine.read(node.variable),
  memory: (node, machine) => located(node, machine).get(),
  element: (node, machine) => machine.element(node.variable, keyOf(node.keys, machine)),
  builtin: (node, machine) => builtin(node.row.name, machine),
  epid: (_node, machine) => BigInt(machine.clause + 1),
  stack: () => STACK,
  'arg-int': (node, machine) => integerView(machine.firing.args[node.index]),
  arg: (node, machine) => {
    const given = machine.firing.args[node.index];
    if (node.type.kind === 'string' || node.type.kind === 'symbol')
      return typeof given === 'string' ? textOf(given, machine) : '';
    return integerView(given);
  },
  member: (node, machine) => {
    const given = machine.firing.args[node.index];
    const value = typeof given === 'object' ? given.record[node.member] : undefined;
    if (node.type.kind === 'int') return integerView(value);
    return typeof value === 'string' ? textOf(value, machine) : '';
  },
  text: (node, machine) => {
    if (node.operand.type.kind === 'js') throw new NotInterpreted('text of a JavaScript value');
    return evaluate(node.operand, machine);
  },
  property: () => {
    throw new NotInterpreted('a member of a JavaScript value');
  },
  number: () => {
    throw new NotInterpreted('number of a JavaScript value');
  },
  negate: (node, machine) => register(-integer(node.operand, machine)),
  complement: (node, machine) => complement(integer(node.operand, machine)),
  not: (node, machine) => (truth(node.operand, machine) ? 0n : 1n),
  arithmetic: (node, machine) => {
    const left = integer(node.left, machine);
    const right = integer(node.right, machine);
    return placed(node, () => arithmetic(node.operator, left, right, node.type.signed));
  },
  compare: (node, machine) => {
    const left = evaluate(node.left, machine);
    const right = evaluate(node.right, machine);
    return compares(node.operator, comparison(node, left, right)) ? 1n : 0n;
  },
  logical: (node, machine) => {
    const left = truth(node.left, machine);
    if (node.operator === '&&') return left && truth(node.right, machine) ? 1n : 0n;
    if (node.operator === '||') return left || truth(node.right, machine) ? 1n : 0n;
    return left !== truth(node.right, machine) ? 1n : 0n;
  },
  conditional: (node, machine) => evaluate(truth(node.test, machine) ? node.yes : node.no, machine),
  sequence: (node, machine) => {
    evaluate(node.first, machine);
    return evaluate(node.second, machine);
  },
  assign: (node, machine) => {
    const { place, operator } = node;
    const { type } = place;
    const width = widthOf(type);
    if (operator === null || width === null) {
      // The value comes before the key.
      const value = evaluate(node.value, machine);
      return kept(place, located(place, machine).set(value));
    }
    const { get, set } = located(place, machine);
    const old = get() as Register;
    const value = integer(node.value, machine);
    const signed = operator === '<<' || operator === '>>' ? width.signed : joinedSign(width, node.value);
    const result = placed(node, () => arithmetic(operator, old, value, signed));
    return kept(place, set(cutTo(result, width)));
  },
  update: (node, machine) => {
    const { get, set } = located(node.place, machine);
    const old = get() as Register;
    const width = widthOf(node.type) as NonNullable<ReturnType<typeof widthOf>>;
    const changed = set(cutTo(register(old + BigInt(node.by)), width));
    return node.prefix ? kept(node.place, changed) : old;
  },
  convert: (node, machine) => {
    const value = evaluate(node.operand, machine);
    return isInt(node.type) && typeof value === 'bigint' ? cutTo(value, node.type) : value;
  },
  present: (node, machine) => {
    const value = evaluate(node.operand, machine);
    if (value === null) throw new PlacedFault(FAULT.address, node);
    return value;
  },
  byte: (node, machine) => {
    const object = evaluate(node.object, machine) as Text | null;
    const at = valueOf(integer(node.at, machine), isInt(node.at.type) && node.at.type.signed);
    if (object === null) throw new PlacedFault(FAULT.address, node, at);
    const code = at >= 0n && at < BigInt(object.length) ? BigInt(object.charCodeAt(Number(at))) : 0n;
    return cutTo(code, { bytes: 1, signed: true });
  },
  call: (node, machine) => {
    const args = node.args.map((arg) => evaluate(arg, machine));
    return placed(node, () => call(node.row.name, args, machine));
  },
  strtok: (node, machine) => {
    const given = node.text.kind === 'null' ? null : (evaluate(node.text, machine) as Text | null);
    const left = given ?? machine.tokens;
    const delimiters = evaluate(node.delimiters, machine) as Text | null;
    if (left === null || delimiters === null) throw new PlacedFault(FAULT.address, node);
    const { found, rest } = token(left, delimiters);
    machine.tokens = rest;
    return found;
  },
};

export const INTERPRETED_KINDS: readonly string[] = Object.keys(HANDLERS);

export function evaluate(tree: Tree, machine: Machine): Datum {
  const handler = HANDLERS[tree.kind] as ((node: Tree, machine: Machine) => Datum) | undefined;
  if (handler === undefined) throw new NotInterpreted(`trees of kind ${tree.kind}`);
  return handler(tree, machine);
}

/** A register; NULL where an address is wanted is 0. */
export function integer(tree: Tree, machine: Machine): Register {
  const value = evaluate(tree, machine);
  if (typeof value === 'bigint') return value;
  if (value === null) return 0n;
  throw new NotInterpreted(`${tree.kind} as an integer`);
}

/** Is it not 0? A frame that is not there is the empty text. */
export function truth(tree: Tree, machine: Machine): boolean {
  const value = evaluate(tree, machine);
  return value !== 0n && value !== '' && value !== null;
}

/** The parts of a key, told apart by kind. */
export function keyOf(keys: readonly Tree[], machine: Machine): string {
  return JSON.stringify(
    keys.map((tree) => {
      const value = evaluate(tree, machine);
      return typeof value === 'bigint' ? { int: value.toString() } : value;
    }),
  );
}

function placed<T>(tree: Tree, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof ClauseFault ? new PlacedFault(error.code, tree, error.address) : error;
  }
}

/** The usual conversions: the wider type wins, unsigned where both are as wide. */
function joinedSign(left: { bytes: number; signed: boolean }, value: Tree): boolean {
  const right = isInt(value.type) ? value.type : { bytes: 8, signed: false };
  if (left.bytes === right.bytes) return left.signed && right.signed;
  return left.bytes > right.bytes ? left.signed : right.signed;
}

function comparison(node: Extract<Tree, { kind: 'compare' }>, left: Datum, right: Datum): number {
  const textual = [node.left, node.right].some(
    ({ type }) => type.kind === 'string' || type.kind === 'symbol',
  );
  if (textual) {
    // NULL has no bytes and comes before every text, the empty one included.
    const [a, b] = [left, right].map((side) => (side === 0n ? null : side)) as [Text | null, Text | null];
    if (a === null || b === null) return Number(a !== null) - Number(b !== null);
    return order(a, b);
  }
  const signed = isInt(node.left.type) && joinedSign(node.left.type, node.right);
  const [a, b] = [valueOf(left as Register, signed), valueOf(right as Register, signed)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Keys are computed once, before anything is read or stored. */
function located(place: Place, machine: Machine): Located {
  if (place.kind === 'variable')
    return {
      get: () => machine.read(place.variable),
      set: (value) => {
        machine.write(place.variable, value);
        return value;
      },
    };
  if (place.kind === 'memory') return inMemory(place, machine, EVALUATOR);
  if (place.kind === 'field') return inValue(place, machine, EVALUATOR);
  const key = keyOf(place.keys, machine);
  return {
    get: () => machine.element(place.variable, key),
    set: (value) => {
      machine.setElement(place.variable, key, value);
      return value;
    },
  };
}

/** The value of a store is what is there afterwards: of a bit-field, what fits into it. */
function kept(place: Place, value: Datum): Datum {
  const bits = place.kind === 'memory' || place.kind === 'field' ? place.bits : null;
  if (bits === null) return value;
  return cutBits(value as Register, bits, isInt(place.type) && place.type.signed);
}

function builtin(name: string, machine: Machine): Datum {
  const parts = machine.firing.probe.split(':');
  const at = ['probeprov', 'probemod', 'probefunc', 'probename'].indexOf(name);
  if (at !== -1) return textOf(parts[at] as string, machine);
  if (name === 'id') return BigInt(machine.surroundings.probeIds.get(machine.firing.probe) as number);
  const value = machine.surroundings.builtins[name];
  if (value === undefined) throw new NotInterpreted(`the variable ${name}`);
  return typeof value === 'bigint' ? register(value) : textOf(value, machine);
}

/** argN: numbers lose their fraction, what has no 64 bits is 0, a record counts by its number. */
function integerView(given: Argument): Register {
  if (typeof given === 'object') return integerView(given.record[given.integer]);
  if (typeof given === 'bigint') return register(given);
  if (typeof given === 'boolean') return given ? 1n : 0n;
  if (typeof given !== 'number' || !(Math.abs(given) < 2 ** 63)) return 0n;
  return register(BigInt(Math.trunc(given)));
}

/** UTF-8, up to the first NUL. */
function textOf(value: string, machine: Machine): Text {
  const bytes = Buffer.from(value, 'utf8');
  const end = bytes.indexOf(0);
  return bytes
    .subarray(0, end === -1 ? bytes.length : end)
    .subarray(0, machine.strsize)
    .toString('latin1');
}
