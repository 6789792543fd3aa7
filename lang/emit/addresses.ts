/** What has to do with addresses, and values that stand in several places of an expression. */
import type { Tree } from '../tree.js';
import { INT64, isInt, sizeOfType, UINT64 } from '../types.js';
import { type Code, register } from './arithmetic.js';
import type { Emitter } from './emitter.js';
import { type Emit, withField } from './places.js';

type Kind = 'let' | 'local' | 'bounded' | 'spill' | 'alloca' | 'copy' | 'dump' | 'tail' | 'xlate';
type Emitters = {
  readonly [K in Kind]: (node: Extract<Tree, { readonly kind: K }>, emitter: Emitter) => Code;
};

function text(code: string): Code {
  return { code, range: null };
}

export function addressEmitters(emit: Emit): Emitters {
  const signed = (tree: Tree, emitter: Emitter): string =>
    register(emit(tree, emitter), isInt(tree.type) ? tree.type : UINT64, INT64, emitter).code;
  return {
    let: (node, emitter) => {
      const value = emit(node.value, emitter);
      const name = emitter.temp();
      const body = emitter.bind(node.local, { ...value, code: name }, () => emit(node.body, emitter));
      return { code: `(${name} = ${value.code}, ${body.code})`, range: body.range };
    },
    local: (node, emitter) => emitter.bound(node.local),
    bounded: (node, emitter) => ({
      code: `${emitter.op('bounded')}(${signed(node.index, emitter)}, ${node.count}, ${emitter.span(node.span)})`,
      range: { low: 0, high: node.count - 1 },
    }),
    spill: (node, emitter) =>
      text(`${emitter.memory()}.spill(${node.slot}, ${emit(node.operand, emitter).code}, ${node.size})`),
    alloca: (node, emitter) =>
      text(`${emitter.memory()}.alloca(${emit(node.size, emitter).code}, ${emitter.span(node.span)})`),
    copy: (node, emitter) => {
      const [from, to, size] = [node.from, node.to, node.size].map((tree) => emit(tree, emitter).code);
      return text(`${emitter.memory()}.copy(${from}, ${to}, ${size}, ${emitter.span(node.span)})`);
    },
    dump: (node, emitter) => {
      const address = emit(node.address, emitter).code;
      const size = node.size === null ? '-1' : signed(node.size, emitter);
      const memory = emitter.memory();
      return text(
        `${memory}.dump(${address}, ${size}, ${node.limit}, ${node.tagged}, ${emitter.span(node.span)})`,
      );
    },
    tail: (node, emitter) => {
      const [string, offset] = [emit(node.text, emitter).code, signed(node.offset, emitter)];
      return text(`${emitter.op('stringFrom')}(${string}, ${offset}, ${emitter.span(node.span)})`);
    },
    xlate: (node, emitter) => {
      const input = emit(node.input, emitter);
      const name = emitter.temp();
      const total = sizeOfType(node.type, emitter.strsize) ?? 0;
      const whole = emitter.bind(node.local, { ...input, code: name }, () =>
        node.members.reduce((object, { member, value }) => {
          const { code } = emit(value, emitter);
          return withField(member.type, member.bits, object, String(member.offset), code, total, emitter);
        }, '""'),
      );
      return text(`(${name} = ${input.code}, ${whole})`);
    },
  };
}
