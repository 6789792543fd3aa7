/** Functions that allocate and copy memory: alloca(), bcopy(), copyin() and their kin. */
import type { Expression } from '../ast.js';
import { FUNCTIONS_BY_NAME, type FunctionRow } from '../builtins.js';
import type { Span } from '../source.js';
import type { Local, Tree } from '../tree.js';
import { CHAR_POINTER, INT64, STRING, UINT64, VOID, VOID_POINTER } from '../types.js';
import { isAlloca } from './alloca.js';
import type { Context } from './context.js';
import { localTree } from './expansion.js';
import { compare, convert, intTree, unknown } from './operators.js';
import { bring, memoryAt } from './pointers.js';

type Call = Extract<Expression, { readonly kind: 'call' }>;
type Check = (node: Call, args: readonly Tree[], context: Context) => Tree;

/** By name; the arguments fit the prototype. */
const MEMORY_CALLS: Readonly<Record<string, Check>> = {
  alloca: (node, [size], context) => alloca(size as Tree, node.span, context),
  /**
   * DIFFERS: there is no address space of the application: what a program copies in is D's own memory, and any
   * other address faults, as an unmapped one does in dtrace.
   */
  copyin: (node, [from, size], context) => {
    const { span } = node;
    const count: Local = { name: 'size', type: UINT64 };
    const to: Local = { name: 'to', type: VOID_POINTER };
    const copied = copy(from as Tree, localTree(to, span), localTree(count, span), span);
    const second = localTree(to, span);
    const body: Tree = { kind: 'sequence', type: VOID_POINTER, span, first: copied, second };
    const value = alloca(localTree(count, span), span, context);
    const inner: Tree = { kind: 'let', type: VOID_POINTER, span, local: to, value, body };
    return { kind: 'let', type: VOID_POINTER, span, local: count, value: size as Tree, body: inner };
  },
  copyinstr: (node, [from, limit]) => {
    const text = memoryAt(pointer(from as Tree), STRING, false, node.span);
    if (limit === undefined) return text;
    const zero = intTree(0, INT64, node.span);
    return subroutine('substr', [text, zero, limit], node.span);
  },
  bcopy: (node, [from, to, size], context) => {
    if (!fromAlloca(node, 1, to as Tree, context)) return unknown(node.span);
    return copy(from as Tree, to as Tree, size as Tree, node.span);
  },
  copyinto: (node, [from, size, to], context) => {
    if (!fromAlloca(node, 2, to as Tree, context)) return unknown(node.span);
    return copy(pointer(from as Tree), to as Tree, size as Tree, node.span);
  },
  copyout: (node, [from, to, size]) => copy(from as Tree, pointer(to as Tree), size as Tree, node.span),
  /** The string with its NUL, or as much of it as there is room for. */
  copyoutstr: (node, [from, to, limit], context) => {
    const { span } = node;
    const text: Local = { name: 'text', type: STRING };
    const room: Local = { name: 'room', type: UINT64 };
    const length = subroutine('strlen', [localTree(text, span)], span);
    const one = intTree(1, UINT64, span);
    const whole: Tree = { kind: 'arithmetic', type: UINT64, span, operator: '+', left: length, right: one };
    const fits = compare('<', whole, localTree(room, span), span, context);
    const size: Tree = {
      kind: 'conditional',
      type: UINT64,
      span,
      test: fits,
      yes: whole,
      no: localTree(room, span),
    };
    const source = bring(localTree(text, span), CHAR_POINTER, context);
    const body = copy(source, pointer(to as Tree), size, span);
    const value = limit as Tree;
    const inner: Tree = { kind: 'let', type: VOID, span, local: room, value, body };
    return { kind: 'let', type: VOID, span, local: text, value: from as Tree, body: inner };
  },
};

/** A constant that can never be there is a mistake of the program. */
function alloca(size: Tree, span: Span, context: Context): Tree {
  const limit = context.options.number('scratchsize');
  if (size.kind === 'int' && (size.value > limit || size.value < 0))
    return context.fail('D_ALLOCA_SIZE', span, [String(size.value), limit]);
  context.storage.scratch = true;
  return { kind: 'alloca', type: VOID_POINTER, span, size };
}

function subroutine(name: string, args: readonly Tree[], span: Span): Tree {
  const row = FUNCTIONS_BY_NAME.get(name) as FunctionRow;
  return { kind: 'call', type: row.returns, span, row, args };
}

function copy(from: Tree, to: Tree, size: Tree, span: Span): Tree {
  return { kind: 'copy', type: VOID, span, from, to, size };
}

/** An address that came as an integer. */
function pointer(tree: Tree): Tree {
  return tree.type.kind === 'int' ? convert(tree, VOID_POINTER) : tree;
}

/** As in dtrace, only scratch memory is written to. */
function fromAlloca(node: Call, at: number, tree: Tree, context: Context): boolean {
  if (isAlloca(tree)) return true;
  const { span } = node.args[at] as Expression;
  context.report(
    'D_PROTO_ARG',
    span,
    [`${node.callee}( )`, 'argument', at + 1, 'alloca pointer', 'non-alloca pointer'],
    { hints: ['it writes to what alloca( ) gave'] },
  );
  return false;
}

export function checkMemoryCall(
  row: FunctionRow,
  node: Call,
  args: readonly Tree[],
  context: Context,
): Tree | undefined {
  return MEMORY_CALLS[row.name]?.(node, args, context);
}
