/** Probe arguments: argN, the integer view, and args[n] with its members. */
import type { Expression } from '../ast.js';
import type { Span } from '../source.js';
import { didYouMean, nearest } from '../suggest.js';
import type { Tree } from '../tree.js';
import { INT64, scalarType, type Type, typeName, UNKNOWN } from '../types.js';
import type { Context, Matched } from './context.js';
import { intTree } from './operators.js';

type Node<Kind extends Expression['kind']> = Extract<Expression, { readonly kind: Kind }>;

/** A clause is called with so many arguments; argN beyond them is 0. */
const MAX_ARGS = 6;

/** argN, the integer view: numbers truncated, records by their integer member. */
export function integerArg(index: number, span: Span, context: Context): Tree {
  if (index >= MAX_ARGS) return intTree(0, INT64, span);
  context.clause.args.add(index);
  if (!context.clause.integers.has(index)) readInteger(index, context);
  return { kind: 'arg-int', type: INT64, span, index };
}

/** Once for a clause: it may match some hundred probes. */
function readInteger(index: number, context: Context): void {
  context.clause.integers.add(index);
  let last: Matched | undefined;
  for (const matched of context.clause.matched) {
    const { probe, types } = matched;
    const def = probe.args[index];
    if (def === undefined) continue;
    if (def.readsClock) context.clause.clock = true;
    // Neighbours are of one provider, and alike.
    const alike = last?.types === types && last.probe.args[index]?.type === def.type;
    last = matched;
    if (alike) continue;
    const record = types.find((type) => type.name === def.type);
    if (record !== undefined) readMember(record.name, record.integer, context);
  }
}

function readMember(record: string, member: string, context: Context): void {
  const { members } = context.clause;
  if (members.has(`${record}.${member}`)) return;
  members.add(`${record}.${member}`);
  for (const { types } of context.clause.matched) {
    const type = types.find((candidate) => candidate.name === record);
    if (type?.members.find((candidate) => candidate.name === member)?.readsClock) context.clause.clock = true;
  }
}

/** print(args[n]) shows what the type declares. */
export function readAllMembers(record: string, context: Context): void {
  for (const { types } of context.clause.matched)
    for (const { name } of types.find((type) => type.name === record)?.members ?? [])
      readMember(record, name, context);
}

/** args[n]: the index is a constant, the type that of all probes of the clause. */
export function typedArg(node: Node<'index'>, context: Context): Tree {
  const [first] = node.keys;
  const at = first === undefined ? null : context.expression(first);
  if (at === null || node.keys.length !== 1) {
    return context.fail('D_PROTO_LEN', node.span, ['args[ ]', 'arg', node.keys.length, '', 1]);
  }
  if (at.kind !== 'int') {
    if (at.type.kind === 'unknown') return at;
    return context.fail(
      'D_PROTO_ARG',
      node.span,
      ['args[ ]', 'argument', 1, 'integer constant', typeName(at.type)],
      { hints: ['which argument it is, the text says: args[0]'] },
    );
  }
  if (!context.clause.certain) return { kind: 'null', type: UNKNOWN, span: node.span };
  const index = Number(at.value);
  const found = index < 0 || index >= MAX_ARGS ? 'none' : context.clause.arg(index);
  if (found === 'mixed') return context.fail('D_ARGS_TYPE', node.span, [index]);
  if (found === 'none') {
    const lacking =
      context.clause.matched.find(({ probe }) => probe.args[index] === undefined) ??
      context.clause.matched[0];
    const probe = lacking?.probe;
    const shown =
      probe === undefined
        ? 'this probe'
        : `${probe.provider}:${probe.module}:${probe.function}:${probe.name}`;
    const given = probe?.args.length ?? 0;
    return context.fail('D_ARGS_IDX', node.span, [String(at.value), shown], {
      hints: [
        given === 0
          ? 'this probe has no arguments'
          : `it has ${probe?.args.map((arg, n) => `args[${n}] ${arg.name}`).join(', ')}`,
      ],
    });
  }
  context.clause.args.add(index);
  if (found.def.readsClock) context.clause.clock = true;
  const type: Type =
    found.record === undefined
      ? scalarType(found.def.type as Parameters<typeof scalarType>[0])
      : { kind: 'record', name: found.record.name };
  return { kind: 'arg', type, span: node.span, index };
}

/** The name behind the `.` or `->`. */
export function memberSpan({ name, span }: Node<'member'>): Span {
  return { ...span, start: Math.max(span.start, span.end - name.length) };
}

/** `args`, without an index. */
export function isBareArgs(node: Expression, context: Context): boolean {
  return node.kind === 'name' && node.name === 'args' && context.variable('global', 'args') === undefined;
}

/** `args.delay`: bpftrace's way, and that of hands in a hurry. */
export function bareArgs(node: Node<'member'>, context: Context): Tree {
  const records = [0, 1, 2, 3, 4, 5].flatMap((index) => {
    const found = context.clause.certain ? context.clause.arg(index) : 'none';
    const record = typeof found === 'string' ? undefined : found.record;
    return record === undefined ? [] : [{ index, members: record.members.map(({ name }) => name) }];
  });
  const meant = records.find(({ members }) => members.includes(node.name));
  const [near] = records.flatMap(({ index, members }) =>
    nearest(node.name, members).map((name) => `args[${index}]->${name}`),
  );
  const exact = meant === undefined ? near : `args[${meant.index}]->${node.name}`;
  const hint =
    exact !== undefined ? `did you mean ${exact}?` : `args is an array: args[0]->${node.name}, args[1], …`;
  return context.fail('D_IDENT_BADREF', node.object.span, ["array 'args' may not be referenced as scalar"], {
    hints: [hint],
  });
}

/** `args[0]->origin`, `args[0].origin`; other members are in members.ts. */
export function argumentMember(node: Node<'member'>, object: Tree, context: Context): Tree {
  if (object.type.kind !== 'record' || object.kind !== 'arg') {
    const operator = node.arrow ? '->' : '.';
    return context.fail('D_OP_SOU', node.span, [operator, `type "${typeName(object.type)}"`, '']);
  }
  const record = object.type.name;
  const type = context.clause.matched
    .flatMap(({ types }) => types)
    .find((candidate) => candidate.name === record);
  const member = type?.members.find((candidate) => candidate.name === node.name);
  if (type === undefined || member === undefined) {
    const known = type?.members.map((candidate) => candidate.name) ?? [];
    return context.fail('D_TYPE_MEMBER', memberSpan(node), [node.name, record], {
      hints: [...didYouMean(node.name, known), `members of ${record}: ${known.join(', ')}`],
    });
  }
  readMember(record, node.name, context);
  return {
    kind: 'member',
    type: scalarType(member.type),
    span: node.span,
    index: object.index,
    record,
    member: node.name,
  };
}
