/** Trees that have to do with addresses, structures and arrays: where they lie, how they are read and stored. */
import type { Place, Tree } from '../../lang/tree.js';
import { isInt, sizeOfType, type Type } from '../../lang/types.js';
import { type Datum, type Machine, NotInterpreted } from './machine.js';
import { bytesOf, numberOf, textOf, withBytes, withNumber } from './parts.js';
import { ClauseFault, cutBits, cutTo, FAULT, type Register, signedValue } from './registers.js';
import type { Text } from './strings.js';

type Node<Kind extends Tree['kind']> = Extract<Tree, { kind: Kind }>;
/** The functions of expressions.ts, which uses this file. */
export type Evaluator = {
  evaluate(tree: Tree, machine: Machine): Datum;
  integer(tree: Tree, machine: Machine): Register;
  located(place: Place, machine: Machine): Located;
  placed<T>(tree: Tree, work: () => T): T;
};
export type Located = { get(): Datum; set(value: Datum): Datum };

const ADDRESS = { bytes: 8, signed: false } as const;

/** How an integer or address of a type is cut; null for anything else. */
export function widthOf(type: Type): { readonly bytes: 1 | 2 | 4 | 8; readonly signed: boolean } | null {
  if (isInt(type)) return type;
  return type.kind === 'pointer' ? ADDRESS : null;
}

function sizeOf(type: Type, machine: Machine): number {
  const size = sizeOfType(type, machine.strsize);
  if (size === undefined) throw new NotInterpreted(`the size of a ${type.kind}`);
  return size;
}

/** What lies at an address. */
export function inMemory(node: Node<'memory'>, machine: Machine, { integer, placed }: Evaluator): Located {
  const address = integer(node.address, machine);
  const { type, bits } = node;
  const { memory } = machine;
  const width = widthOf(type);
  if (type.kind === 'float') throw new NotInterpreted('a float');
  const get = (): Datum => {
    if (bits !== null && width !== null)
      return cutBits(memory.load(address, Math.ceil(bits / 8), 1), bits, width.signed);
    if (width !== null) return cutTo(memory.load(address, width.bytes, width.bytes), width);
    if (type.kind === 'string') return memory.text(address, machine.strsize);
    return memory.raw(address, sizeOf(type, machine));
  };
  const set = (value: Datum): void => {
    if (bits !== null) {
      const size = Math.ceil(bits / 8);
      const whole = memory.raw(address, size);
      memory.setRaw(address, size, withNumber(whole, 0, bits, value as Register, size));
    } else if (width !== null) memory.store(address, width.bytes, width.bytes, value as Register);
    else memory.setRaw(address, sizeOf(type, machine), value as Text | null);
  };
  return {
    get: () => placed(node, get),
    set: (value) => {
      placed(node, () => set(value));
      return value;
    },
  };
}

/** A part of what another place holds. */
export function inValue(node: Node<'field'>, machine: Machine, evaluator: Evaluator): Located {
  const root = evaluator.located(node.object as Place, machine);
  const offset = Number(evaluator.integer(node.offset, machine));
  return {
    get: () => partOf(node, root.get() as Text | null, offset, machine),
    set: (value) => {
      const total = sizeOf(node.object.type, machine);
      root.set(replaced(node.type, node.bits, root.get() as Text | null, offset, value, total, machine));
      return value;
    },
  };
}

function partOf({ type, bits }: Node<'field'>, whole: Text | null, offset: number, machine: Machine): Datum {
  const width = widthOf(type);
  if (width !== null) return numberOf(whole, offset, bits ?? width.bytes * 8, width.signed);
  if (type.kind === 'string') return textOf(whole, offset, sizeOf(type, machine));
  if (type.kind === 'float') throw new NotInterpreted('a float');
  return bytesOf(whole, offset, sizeOf(type, machine));
}

function replaced(
  type: Type,
  bits: number | null,
  whole: Text | null,
  offset: number,
  value: Datum,
  total: number,
  machine: Machine,
): Text {
  const width = widthOf(type);
  if (width !== null) return withNumber(whole, offset, bits ?? width.bytes * 8, value as Register, total);
  return withBytes(whole, offset, sizeOf(type, machine), value as Text | null, total);
}

type Kind = 'let' | 'local' | 'bounded' | 'spill' | 'alloca' | 'copy' | 'dump' | 'tail' | 'xlate' | 'field';
export type AddressHandlers = { readonly [K in Kind]: (node: Node<K>, machine: Machine) => Datum };

export function addressHandlers(evaluator: Evaluator): AddressHandlers {
  const { evaluate, integer, placed } = evaluator;
  return {
    let: (node, machine) => {
      const value = evaluate(node.value, machine);
      return machine.with(node.local, value, () => evaluate(node.body, machine));
    },
    local: (node, machine) => machine.local(node.local),
    bounded: (node, machine) => {
      const index = signedValue(integer(node.index, machine));
      if (index >= 0n && index < BigInt(node.count)) return index;
      return placed(node, () => {
        throw new ClauseFault(FAULT.bounds, index);
      });
    },
    spill: (node, machine) => {
      const value = evaluate(node.operand, machine) as Text | null;
      if (value === null) return 0n;
      machine.memory.setRaw(BigInt(node.slot), node.size, value);
      return BigInt(node.slot);
    },
    alloca: (node, machine) => {
      const size = integer(node.size, machine);
      return placed(node, () => machine.memory.alloca(size));
    },
    copy: (node, machine) => {
      const [from, to, size] = [node.from, node.to, node.size].map((tree) => integer(tree, machine));
      placed(node, () => machine.memory.copy(from as Register, to as Register, size as Register));
      return 0n;
    },
    dump: (node, machine) => {
      const address = integer(node.address, machine);
      const asked = node.size === null ? -1n : signedValue(integer(node.size, machine));
      const size = asked >= 0n && asked < BigInt(node.limit) ? Number(asked) : node.limit;
      const bytes = size === 0 ? '' : placed(node, () => machine.memory.raw(address, size));
      return node.tagged ? withNumber('', 0, 64, address, 8) + bytes : bytes;
    },
    tail: (node, machine) => {
      const text = evaluate(node.text, machine) as Text | null;
      const offset = signedValue(integer(node.offset, machine));
      return placed(node, () => {
        if (text === null || offset < 0n || offset > BigInt(text.length))
          throw new ClauseFault(FAULT.address, offset);
        return bytesOf(text, Number(offset), text.length - Number(offset));
      });
    },
    xlate: (node, machine) => {
      const total = sizeOf(node.type, machine);
      const input = evaluate(node.input, machine);
      return machine.with(node.local, input, () => {
        let whole: Text = '';
        for (const { member, value } of node.members) {
          const given = evaluate(value, machine);
          whole = replaced(member.type, member.bits, whole, member.offset, given, total, machine);
        }
        return whole;
      });
    },
    field: (node, machine) => {
      const whole = evaluate(node.object, machine) as Text | null;
      return partOf(node, whole, Number(integer(node.offset, machine)), machine);
    },
  };
}
