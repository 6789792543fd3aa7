/**
 * Checked expressions to JavaScript text. Every composite stands in parentheses, so that text can be put
 * together without looking at precedence. Nothing here loops or reads a property of an application's value.
 */
import type { Handlers } from '../ast.js';
import type { Tree } from '../tree.js';
import { INTEGERS, type IntType, isInt, promote, type Type, UINT64 } from '../types.js';
import { addressEmitters } from './addresses.js';
import {
  arithmeticCode,
  type Code,
  complementCode,
  negateCode,
  register,
  truncateCode,
} from './arithmetic.js';
import type { Emitter } from './emitter.js';
import { assigned, readPlace, updated } from './places.js';
import { BIT, rangeOfType } from './range.js';

type Node<Kind extends Tree['kind']> = Extract<Tree, { readonly kind: Kind }>;

const EMITTERS: Handlers<Tree, [emitter: Emitter], Code> = {
  variable: readPart,
  element: readPart,
  memory: readPart,
  field: readPart,
  int: (node) => ({
    code: intText(node.value),
    range: typeof node.value === 'number' ? { low: node.value, high: node.value } : null,
  }),
  string: (node) => text(JSON.stringify(node.value)),
  // As a pointer or integer NULL is 0; as a string it is null.
  null: (node) =>
    ['string', 'symbol', 'struct'].includes(node.type.kind)
      ? text('null')
      : { code: '0', range: { low: 0, high: 0 } },
  builtin: (node, emitter) => {
    const code = node.row.code.replace(/\brt\.(\w+)/g, (_, name: string) => emitter.rt(name));
    return { code, range: isInt(node.type) ? rangeOfType(node.type) : null };
  },
  'arg-int': (node, emitter) => text(`${emitter.rt('argInt')}(${emitter.arg(node.index)})`),
  arg: (node, emitter) => {
    if (node.type.kind === 'string' || node.type.kind === 'symbol')
      return text(`${emitter.rt('argString')}(${emitter.arg(node.index)})`);
    return text(
      isInt(node.type) ? `${emitter.rt('argInt')}(${emitter.arg(node.index)})` : emitter.arg(node.index),
    );
  },
  member: (node, emitter) => text(`${emitter.reader(node.record, node.member)}(${emitter.arg(node.index)})`),
  negate: (node, emitter) => negateCode(emit(node.operand, emitter), node.type, emitter),
  complement: (node, emitter) => complementCode(emit(node.operand, emitter), node.type, emitter),
  not: (node, emitter) => ({ code: `(${test(node.operand, emitter)} ? 0 : 1)`, range: BIT }),
  arithmetic: (node, emitter) =>
    arithmeticCode(
      node.operator,
      emit(node.left, emitter),
      emit(node.right, emitter),
      typeOf(node.left),
      node.type,
      () => emitter.span(node.span),
      emitter,
    ),
  compare: (node, emitter) => ({ code: `(${compareCode(node, emitter)} ? 1 : 0)`, range: BIT }),
  logical: (node, emitter) => ({ code: `(${logicalCode(node, emitter)} ? 1 : 0)`, range: BIT }),
  conditional: (node, emitter) => {
    const condition = test(node.test, emitter);
    const yes = inRegister(node.yes, node.type, emitter);
    const no = inRegister(node.no, node.type, emitter);
    const range =
      yes.range === null || no.range === null
        ? null
        : { low: Math.min(yes.range.low, no.range.low), high: Math.max(yes.range.high, no.range.high) };
    return { code: `(${condition} ? ${yes.code} : ${no.code})`, range };
  },
  sequence: (node, emitter) => {
    const first = effect(node.first, emitter);
    const second = emit(node.second, emitter);
    return { code: `(${first}, ${second.code})`, range: second.range };
  },
  assign: (node, emitter) => {
    const { parts, value, range } = assigned(node, true, emitter, emit);
    return { code: `(${[...parts, value].join(', ')})`, range };
  },
  update: (node, emitter) => {
    const { parts, value, range } = updated(node, true, emitter, emit);
    return { code: `(${[...parts, value].join(', ')})`, range };
  },
  convert: (node, emitter) => {
    const operand = emit(node.operand, emitter);
    const type = isInt(node.type) ? node.type : UINT64;
    return truncateCode(operand, typeOf(node.operand), type, emitter);
  },
  text: (node, emitter) => {
    const { operand } = node;
    if (operand.kind !== 'arg' && operand.kind !== 'property') return emit(operand, emitter);
    const arg = emit(operand, emitter).code;
    if (node.full && operand.type.kind === 'record')
      return text(`${emitter.rt('printRecord')}(${arg}, ${JSON.stringify(operand.type.name)})`);
    if (node.full) return text(`${emitter.rt('printValue')}(${arg})`);
    if (operand.kind === 'property') return text(`${emitter.rt('text')}(${arg})`);
    return text(
      `(typeof ${arg} === "string" ? ${emitter.rt('argString')}(${arg}) : ${emitter.rt('describe')}(${arg}))`,
    );
  },
  property: (node, emitter) =>
    text(`${emitter.rt('property')}(${emit(node.object, emitter).code}, ${emit(node.key, emitter).code})`),
  number: (node, emitter) => text(`${emitter.rt('argInt')}(${emit(node.operand, emitter).code})`),
  byte: (node, emitter) => {
    const object = emit(node.object, emitter).code;
    return {
      code: `${emitter.op('byteAt')}(${object}, ${emit(node.at, emitter).code}, ${emitter.span(node.span)})`,
      range: rangeOfType(node.type),
    };
  },
  call: (node, emitter) => {
    const { row } = node;
    const args = node.args.map((arg) => emit(arg, emitter).code);
    if (row.memory) args.unshift(emitter.memory());
    if (row.sized) args.push(String(emitter.strsize));
    if (row.located) args.push(String(emitter.span(node.span)));
    const op = row.op as string;
    const name = op.startsWith('rt.') ? emitter.rt(op.slice(3)) : emitter.op(op);
    return { code: `${name}(${args.join(', ')})`, range: isInt(node.type) ? rangeOfType(node.type) : null };
  },
  strtok: (node, emitter) => {
    emitter.usesStrtok = true;
    const [from, set] = [emitter.temp(), emitter.temp()];
    const given =
      node.text.kind === 'null'
        ? 'tok'
        : isNullable(node.text)
          ? `(${emit(node.text, emitter).code} ?? tok)`
          : emit(node.text, emitter).code;
    const delimiters = emit(node.delimiters, emitter).code;
    const span = emitter.span(node.span);
    const rest = `${emitter.op('strtokRest')}(${from}, ${set}, ${span})`;
    return text(
      `(${from} = ${given}, ${set} = ${delimiters}, tok = ${rest}, ${emitter.op('strtok')}(${from}, ${set}, ${span}))`,
    );
  },
  present: (node, emitter) => {
    const operand = emit(node.operand, emitter);
    if (!isNullable(node.operand)) return operand;
    return text(`${emitter.op('present')}(${operand.code}, ${emitter.span(node.span)})`);
  },
  ...addressEmitters(emit),
  stack: (node, emitter) => text(`${emitter.rt('stack')}(${node.frames})`),
  epid: (_node, emitter) => ({
    code: String(emitter.clause + 1),
    range: { low: emitter.clause + 1, high: emitter.clause + 1 },
  }),
};

/** Kinds of tree that have code. */
export const EMITTED_KINDS: readonly string[] = Object.keys(EMITTERS);

/** Code of a value. */
export function emit(tree: Tree, emitter: Emitter): Code {
  return (EMITTERS[tree.kind] as (node: Tree, emitter: Emitter) => Code)(tree, emitter);
}

function text(code: string): Code {
  return { code, range: null };
}

function intText(value: number | bigint): string {
  if (typeof value === 'bigint') return value < 0n ? `(${value}n)` : `${value}n`;
  return value < 0 ? `(${value})` : String(value);
}

function typeOf(tree: Tree): IntType {
  return isInt(tree.type) ? tree.type : UINT64;
}

/** A value as the 64-bit register of another type holds it. */
export function inRegister(tree: Tree, type: Type, emitter: Emitter): Code {
  const code = emit(tree, emitter);
  return isInt(type) ? register(code, typeOf(tree), type, emitter) : code;
}

/** Code of a condition: a JavaScript boolean. */
export function test(tree: Tree, emitter: Emitter): string {
  switch (tree.kind) {
    case 'compare':
      return compareCode(tree, emitter);
    case 'logical':
      return logicalCode(tree, emitter);
    case 'not':
      return `!${test(tree.operand, emitter)}`;
    case 'arg':
    case 'property':
      if (tree.type.kind === 'js') return `${emitter.rt('truth')}(${emit(tree, emitter).code})`;
      break;
  }
  return `(${emit(tree, emitter).code} !== ${tree.type.kind === 'symbol' ? '""' : '0'})`;
}

function logicalCode(node: Node<'logical'>, emitter: Emitter): string {
  const operator = node.operator === '^^' ? '!==' : node.operator;
  const left = test(node.left, emitter);
  return `(${left} ${operator} ${test(node.right, emitter)})`;
}

function compareCode(node: Node<'compare'>, emitter: Emitter): string {
  const { operator, left, right } = node;
  if (isTextual(left) || isTextual(right)) return compareTexts(node, emitter);
  const type = promote(typeOf(left), typeOf(right));
  const wide: IntType = { ...(type.signed ? (INTEGERS.get('int64_t') as IntType) : UINT64) };
  const a = inRegister(left, wide, emitter).code;
  const b = inRegister(right, wide, emitter).code;
  const shown = operator === '==' ? '===' : operator === '!=' ? '!==' : operator;
  return `(${a} ${shown} ${b})`;
}

function isTextual(tree: Tree): boolean {
  return tree.type.kind === 'string' || tree.type.kind === 'symbol';
}

/** Bytes compare as the chars that hold them; NULL comes before every string. */
function compareTexts(node: Node<'compare'>, emitter: Emitter): string {
  const side = (tree: Tree) => (tree.kind === 'null' ? 'null' : emit(tree, emitter).code);
  const a = side(node.left);
  const b = side(node.right);
  switch (node.operator) {
    case '==':
      return `(${a} === ${b})`;
    case '!=':
      return `(${a} !== ${b})`;
    default: {
      if (!isNullable(node.left) && !isNullable(node.right)) return `(${a} ${node.operator} ${b})`;
      // Two functions, so that the left side is always computed first.
      const name = emitter.op(node.operator === '<' || node.operator === '>=' ? 'before' : 'after');
      return `${node.operator.endsWith('=') ? '!' : ''}${name}(${a}, ${b})`;
    }
  }
}

const GIVES_NULL: ReadonlySet<string> = new Set(['json', 'strchr', 'strrchr', 'strstr']);

function isNullable(tree: Tree): boolean {
  switch (tree.kind) {
    case 'null':
    case 'variable':
    case 'element':
    case 'strtok':
      return true;
    case 'call':
      return GIVES_NULL.has(tree.row.name);
    case 'conditional':
      return isNullable(tree.yes) || isNullable(tree.no);
    case 'assign':
      return isNullable(tree.value);
    case 'sequence':
      return isNullable(tree.second);
    case 'let':
      return isNullable(tree.body);
    case 'local':
      return true;
    default:
      return false;
  }
}

/** Code of an expression whose value nobody wants. */
export function effect(tree: Tree, emitter: Emitter): string {
  if (tree.kind === 'assign') return assigned(tree, false, emitter, emit).parts.join(', ');
  if (tree.kind === 'update') return updated(tree, false, emitter, emit).parts.join(', ');
  return emit(tree, emitter).code;
}

function readPart(node: Node<'variable' | 'element' | 'memory' | 'field'>, emitter: Emitter): Code {
  return readPlace(node, emitter, emit);
}
