/** What all functions share: that they exist, how many arguments they take and of which types. */
import type { Expression } from '../ast.js';
import { FUNCTIONS_BY_NAME, type FunctionRow, type Parameter } from '../builtins.js';
import type { Tree } from '../tree.js';
import { compatible, INTEGERS, STRING, type Type, typeName } from '../types.js';
import type { Context } from './context.js';
import { plain } from './js-values.js';
import { argumentHints } from './mismatch.js';
import { isNullConstant, isUnknown, notPlain } from './operators.js';
import { bring } from './pointers.js';
import { POINTERS } from './prelude.js';
import { functionHints } from './undefined.js';

type Call = Extract<Expression, { readonly kind: 'call' }>;

export function findFunction(node: Call, context: Context): FunctionRow | null {
  const row = FUNCTIONS_BY_NAME.get(node.callee);
  if (row !== undefined && context.hasBuiltin(node.callee)) return row;
  const isVariable = context.variable('global', node.callee) !== undefined;
  context.report(
    isVariable ? 'D_FUNC_IDENT' : 'D_FUNC_UNDEF',
    node.calleeSpan,
    [isVariable ? `${node.callee} is not a function` : node.callee],
    {
      hints: context.reporter.full ? [] : functionHints(node.callee),
    },
  );
  return null;
}

/** Right number of arguments? */
export function checkArity(row: FunctionRow, node: Call, context: Context): boolean {
  const given = node.args.length;
  const least = row.parameters.filter((parameter) => !parameter.optional).length;
  const most = row.variadic ? Number.POSITIVE_INFINITY : row.parameters.length;
  if (given >= least && given <= most) return true;
  const bound = least === most ? '' : given < least ? 'at least ' : 'at most ';
  context.report(
    'D_PROTO_LEN',
    node.span,
    [`${node.callee}( )`, 'arg', given, bound, given < least ? least : most],
    {
      hints: [`${node.callee}(${prototypeText(row)}): ${row.doc}`],
    },
  );
  return false;
}

function prototypeText(row: FunctionRow): string {
  const parts = row.parameters.map((parameter) =>
    parameter.optional ? `[${parameter.type}]` : parameter.type.replace('@', '…'),
  );
  return [...parts, ...(row.variadic ? ['…'] : [])].join(', ');
}

/** What a parameter's type takes; undefined: anything. */
function parameterType(parameter: Parameter): Type | undefined {
  if (parameter.type === '@') return undefined;
  if (parameter.type.includes('char *') || parameter.type === 'string') return STRING;
  if (parameter.type === 'symbol') return { kind: 'symbol' };
  return POINTERS.get(parameter.type) ?? INTEGERS.get(parameter.type);
}

/** Checks arguments against the prototype; null when one does not fit. */
export function checkArguments(row: FunctionRow, node: Call, context: Context): readonly Tree[] | null {
  let good = true;
  const trees = node.args.map((arg, at) => {
    const parameter = row.parameters[at];
    const wanted = parameter === undefined ? undefined : parameterType(parameter);
    const given = context.expression(arg);
    const tree = wanted === undefined ? given : plain(given, wanted);
    if (isUnknown(tree)) good = false;
    else if (wanted !== undefined && !fits(wanted, tree)) {
      good = false;
      if (!notPlain(tree, context)) {
        context.report(
          'D_PROTO_ARG',
          arg.span,
          [`${node.callee}( )`, 'argument', at + 1, parameter?.type ?? '', typeName(tree.type)],
          {
            hints: argumentHints(wanted, tree.type, arg.span, context),
          },
        );
      }
    }
    return wanted === undefined || !good || row.wide ? tree : bring(tree, wanted, context);
  });
  return good ? trees : null;
}

/** NULL is a pointer and a string; a frame is text. */
function fits(wanted: Type, tree: Tree): boolean {
  if (compatible(wanted, tree.type)) return true;
  if (isNullConstant(tree)) return wanted.kind === 'string' || wanted.kind === 'pointer';
  return wanted.kind === 'string' && tree.type.kind === 'symbol';
}

/** A function that Node has no use for: its reason, where the call stands, once nothing else is wrong. */
export function refuse(row: FunctionRow, node: Call, context: Context): Tree {
  context.atEnd.push(() =>
    context.report('D_UNSUPPORTED', node.calleeSpan, [`${row.name}( ) is`], {
      hints: [row.missing as string],
    }),
  );
  return { kind: 'null', type: row.returns, span: node.span };
}
