/**
 * Checked expressions to JavaScript text. Every composite stands in parentheses, so that text can be put
 * together without looking at precedence. Nothing here loops or reads a property of an application's value.
 */
import type { Handlers } from '../ast.js';
import type { Place, Tree } from '../tree.js';
import { INTEGERS, type IntType, isInt, promote, type Type, UINT64 } from '../types.js';
import {
  arithmeticCode,
  type Code,
  complementCode,
  negateCode,
  register,
  truncateCode,
} from './arithmetic.js';
import { type Emitter, initial } from './emitter.js';
import { valueGoesFirst } from './order.js';
import { BIT, type Range, rangeOfType } from './range.js';

type Node<Kind extends Tree['kind']> = Extract<Tree, { readonly kind: Kind }>;

const EMITTERS: Handlers<Tree, [emitter: Emitter], Code> = {
  variable: readPlace,
  element: readPlace,
  int: (node) => ({
    code: intText(node.value),
    range: typeof node.value === 'number' ? { low: node.value, high: node.value } : null,
  }),
  string: (node) => text(JSON.stringify(node.value)),
  // As a pointer or integer NULL is 0; as a string it is null.
  null: (node) =>
    node.type.kind === 'string' || node.type.kind === 'symbol'
      ? text('null')
      : { code: '0', range: { low: 0, high: 0 } },
  builtin: (node, emitter) => {
    const code = node.row.code.replace(/\brt\.(\w+)/g, (_, name: string) => emitter.rt(name));
    return { code, range: isInt(node.type) ? rangeOfType(node.type) : null };
  },
  'arg-int': (node, emitter) => text(`${emitter.rt('argInt')}(${emitter.arg(node.index)})`),
  arg: (node, emitter) => {
    if (node.type.kind === 'string') return text(`${emitter.rt('argString')}(${emitter.arg(node.index)})`);
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
    const { setup, code, range } = storeCode(node, emitter);
    const stored = store(node.place, setup.keys, code, true, emitter);
    return { code: `(${[...setup.parts, stored].join(', ')})`, range };
  },
  update: (node, emitter) => {
    const { setup, before, after, range } = updateCode(node, emitter);
    if (node.prefix)
      return {
        code: `(${[...setup.parts, store(node.place, setup.keys, after(before), true, emitter)].join(', ')})`,
        range,
      };
    const old = emitter.temp();
    return {
      code: `(${[...setup.parts, `${old} = ${before}`, store(node.place, setup.keys, after(old), false, emitter), old].join(', ')})`,
      range,
    };
  },
  convert: (node, emitter) => {
    const operand = emit(node.operand, emitter);
    const type = isInt(node.type) ? node.type : UINT64;
    return truncateCode(operand, typeOf(node.operand), type, emitter);
  },
  text: (node, emitter) => {
    const { operand } = node;
    if (operand.kind !== 'arg') return emit(operand, emitter);
    const arg = emitter.arg(operand.index);
    if (node.full) return text(`${emitter.rt('describe')}(${arg})`);
    return text(
      `(typeof ${arg} === "string" ? ${emitter.rt('argString')}(${arg}) : ${emitter.rt('describe')}(${arg}))`,
    );
  },
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
  stack: (node, emitter) => text(`${emitter.rt('stack')}(${node.frames})`),
  epid: (_node, emitter) => ({
    code: String(emitter.clause + 1),
    range: { low: emitter.clause + 1, high: emitter.clause + 1 },
  }),
};

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
    default:
      return `(${emit(tree, emitter).code} !== ${tree.type.kind === 'symbol' ? '""' : '0'})`;
  }
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
    default:
      return false;
  }
}

/** Code of an expression whose value nobody wants. */
export function effect(tree: Tree, emitter: Emitter): string {
  if (tree.kind === 'assign') {
    const { setup, code } = storeCode(tree, emitter);
    if (tree.operator !== null || !valueGoesFirst(tree.place, tree.value))
      return [...setup.parts, store(tree.place, setup.keys, code, false, emitter)].join(', ');
    const kept = emitter.temp();
    return `${kept} = ${code}, ${store(tree.place, setup.keys, kept, false, emitter)}`;
  }
  if (tree.kind === 'update') {
    const { setup, before, after } = updateCode(tree, emitter);
    return [...setup.parts, store(tree.place, setup.keys, after(before), false, emitter)].join(', ');
  }
  return emit(tree, emitter).code;
}

type Setup = { readonly parts: readonly string[]; readonly keys: readonly string[] };

/** Keys of a place; with `twice` they are put into temporaries, since they are read and stored under. */
function setupKeys(place: Place, twice: boolean, emitter: Emitter): Setup {
  if (place.kind === 'variable') return { parts: [], keys: [] };
  const parts: string[] = [];
  const keys = place.keys.map((key) => {
    const { code } = emit(key, emitter);
    if (!twice || key.kind === 'int' || key.kind === 'string') return code;
    const name = emitter.temp();
    parts.push(`${name} = ${code}`);
    return name;
  });
  return { parts, keys };
}

function storeCode(node: Node<'assign'>, emitter: Emitter): { setup: Setup; code: string; range: Range } {
  const setup = setupKeys(node.place, node.operator !== null, emitter);
  const { type } = node.place;
  if (node.operator === null || !isInt(type)) {
    const value = emit(node.value, emitter);
    return { setup, code: value.code, range: value.range };
  }
  const old: Code = { code: read(node.place, setup.keys, emitter), range: rangeOfType(type) };
  const joined = node.operator === '<<' || node.operator === '>>' ? type : promote(type, typeOf(node.value));
  const result = arithmeticCode(
    node.operator,
    old,
    emit(node.value, emitter),
    type,
    joined,
    () => emitter.span(node.span),
    emitter,
  );
  const stored = truncateCode(result, joined, type, emitter);
  return { setup, code: stored.code, range: stored.range };
}

function updateCode(
  node: Node<'update'>,
  emitter: Emitter,
): { setup: Setup; before: string; after: (old: string) => string; range: Range } {
  const setup = setupKeys(node.place, true, emitter);
  const { type } = node;
  const one: Code = { code: '1', range: { low: 1, high: 1 } };
  const after = (old: string) => {
    const sum = arithmeticCode(
      node.by === 1 ? '+' : '-',
      { code: old, range: rangeOfType(type) },
      one,
      type,
      type,
      () => 0,
      emitter,
    );
    return truncateCode(sum, type, type, emitter).code;
  };
  return { setup, before: read(node.place, setup.keys, emitter), after, range: rangeOfType(type) };
}

function readPlace(place: Place, emitter: Emitter): Code {
  const keys = place.kind === 'element' ? place.keys.map((key) => emit(key, emitter).code) : [];
  return { code: read(place, keys, emitter), range: isInt(place.type) ? rangeOfType(place.type) : null };
}

function read(place: Place, keys: readonly string[], emitter: Emitter): string {
  const { variable } = place;
  if (place.kind === 'variable') {
    if (variable.scope !== 'self') return emitter.scalar(variable);
    return `(${emitter.rt('selfGet')}(${emitter.selfSlot(variable)}) ?? ${initial(variable)})`;
  }
  return `(${arrayOf(place, emitter)}.${arity('get', keys)} ?? ${initial(variable)})`;
}

/** Stores; with `asValue` the code also gives what was stored. */
function store(
  place: Place,
  keys: readonly string[],
  code: string,
  asValue: boolean,
  emitter: Emitter,
): string {
  const { variable } = place;
  if (place.kind === 'variable' && variable.scope !== 'self') return `${emitter.scalar(variable)} = ${code}`;
  const kept = asValue ? emitter.temp() : code;
  const call =
    place.kind === 'variable'
      ? `${emitter.rt('selfSet')}(${emitter.selfSlot(variable)}, ${kept})`
      : `${arrayOf(place, emitter)}.${arity('set', keys, kept)}`;
  return asValue ? `${kept} = ${code}, ${call}, ${kept}` : call;
}

function arrayOf(place: Place, emitter: Emitter): string {
  const { variable } = place;
  return variable.scope === 'self'
    ? `${emitter.rt('selfAssociative')}(${emitter.selfSlot(variable)})`
    : emitter.array(variable);
}

/** `get1(k)`, `set2(k, l, v)`, `getN([…])`. */
function arity(method: 'get' | 'set', keys: readonly string[], ...rest: readonly string[]): string {
  if (keys.length === 1 || keys.length === 2)
    return `${method}${keys.length}(${[...keys, ...rest].join(', ')})`;
  return `${method}N(${[`[${keys.join(', ')}]`, ...rest].join(', ')})`;
}
