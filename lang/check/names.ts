/** Names: variables of the program, built-in ones, constants. They resolve in text order. */
import type { Expression } from '../ast.js';
import { CONSTANTS, VARIABLES_BY_NAME } from '../builtins.js';
import type { Extra } from '../report.js';
import type { Span } from '../source.js';
import type { Scope, Tree, Variable } from '../tree.js';
import {
  INT,
  INTEGERS,
  type IntType,
  pointerTo,
  STRING,
  type Type,
  targetOf,
  typeName,
  UNKNOWN,
} from '../types.js';
import { isWritable } from './addresses.js';
import { integerArg, typedArg } from './args.js';
import type { Context } from './context.js';
import { checkInlineCall } from './expansion.js';
import { elementOfJs, isJs } from './js-values.js';
import { checkKeys, matchesSignature } from './keys.js';
import { addressTree, convert, intTree, notPlain } from './operators.js';
import { indexed } from './pointers.js';
import { undefinedName, undefinedScoped } from './undefined.js';

type Node<Kind extends Expression['kind']> = Extract<Expression, { readonly kind: Kind }>;

const TRACER = 'dtrace';
const ARG = /^arg([0-9])$/;

export function checkName(node: Node<'name'>, context: Context): Tree {
  const { name, span } = node;
  const local = context.locals.get(name);
  if (local !== undefined) return { ...local, span } as Tree;
  // An int, as in dtrace: sizeof(NULL) is 4.
  if (name === 'NULL') return intTree(0, INT, span);
  const variable = context.variable('global', name);
  if (variable !== undefined) return readVariable(variable, span, context);
  const definition = context.definitions.get(name);
  if (definition !== undefined) {
    if (definition.parameters !== null)
      return context.fail(
        'D_IDENT_BADREF',
        span,
        [`inline array '${name}' may not be referenced as scalar`],
        {
          hints: [`give it its arguments: ${name}[…]`],
        },
      );
    if (definition.needs !== null) context.clause.include(definition.needs);
    return { ...definition.tree, span } as Tree;
  }
  const row = VARIABLES_BY_NAME.get(name);
  if (row !== undefined && context.hasBuiltin(name)) {
    // Without a target the tracer traces itself, under the name that scripts ask for.
    if (row.code === 'rt.execname()' && context.target === undefined)
      return { kind: 'string', type: STRING, span, value: TRACER };
    if (row.clock) context.clause.clock = true;
    if (row.graph) context.readsGraph = true;
    if (row.type.kind === 'symbol') context.clause.stack = Math.max(context.clause.stack, 1);
    return { kind: 'builtin', type: row.type, span, row };
  }
  const arg = ARG.exec(name);
  if (arg !== null) return integerArg(Number(arg[1]), span, context);
  if (name === 'epid') return { kind: 'epid', type: INTEGERS.get('uint_t') as IntType, span };
  if (name === 'args')
    return context.fail('D_IDENT_BADREF', span, ["array 'args' may not be referenced as scalar"], {
      hints: ['args[0] is the first argument of the probe'],
    });
  const constant = CONSTANTS.get(name);
  if (constant !== undefined) return intTree(constant, INT, span);
  return undefinedName(name, span, context);
}

export function checkScoped(node: Node<'scoped'>, context: Context): Tree {
  const variable = context.variable(node.scope, node.name);
  if (variable !== undefined) return readVariable(variable, node.span, context);
  return undefinedScoped(node, context);
}

export function readVariable(variable: Variable, span: Span, context: Context): Tree {
  if (variable.keys !== null)
    return context.fail(
      'D_IDENT_BADREF',
      span,
      [`associative array '${variable.name}' may not be referenced as scalar`],
      { hints: [`give it a key: ${shownName(variable)}[…]`] },
    );
  if (!variable.settled) return context.fail('D_VAR_UNDEF', span, [variable.name]);
  return placed(variable, span);
}

/** A structure or array in memory is what lies there. */
function placed(variable: Variable, span: Span): Tree {
  const { type, address } = variable;
  if (address === null) return { kind: 'variable', type, span, variable };
  const at = addressTree(address, pointerTo(type), span);
  return { kind: 'memory', type, span, address: at, bits: null, writable: true };
}

export function shownName(variable: { readonly scope: Scope; readonly name: string }): string {
  return variable.scope === 'global' ? variable.name : `${variable.scope}->${variable.name}`;
}

/** args[n], an associative array, or a byte of a string. */
export function checkIndex(node: Node<'index'>, context: Context): Tree {
  const { object, keys, span } = node;
  if (object.kind === 'aggregation') return context.fail('D_AGG_MDIM', span, []);
  if (object.kind === 'name' && object.name === 'args' && context.variable('global', 'args') === undefined)
    return typedArg(node, context);
  if (object.kind === 'name' || object.kind === 'scoped') {
    const scope = object.kind === 'name' ? 'global' : object.scope;
    const variable = context.variable(scope, object.name);
    if (variable !== undefined && (variable.keys !== null || targetOf(variable.type) === null))
      return element(variable, keys, span, context);
    if (variable !== undefined && keys.length !== 1)
      return context.fail('D_ARR_BADREF', span, [variable.name], scalarSince(variable));
    const definition = object.kind === 'name' ? context.definitions.get(object.name) : undefined;
    if (definition !== undefined && definition.parameters !== null && variable === undefined)
      return checkInlineCall(node, object.name, definition, context);
    if (
      variable === undefined &&
      scope !== 'this' &&
      !(object.kind === 'name' && isBuiltin(object.name, context))
    ) {
      return object.kind === 'scoped'
        ? undefinedScoped(object, context)
        : undefinedName(object.name, object.span, context);
    }
  }
  const text = context.expression(object);
  const at = keys[0] === undefined ? null : context.expression(keys[0]);
  if (text.type.kind === 'unknown' || at === null || at.type.kind === 'unknown')
    return { kind: 'null', type: UNKNOWN, span };
  if (isJs(text) && keys.length === 1 && (isJs(at) || ['int', 'string'].includes(at.type.kind)))
    return elementOfJs(text, at, span);
  if (targetOf(text.type) !== null && keys.length === 1 && at.type.kind !== 'int')
    return context.fail('D_OP_INCOMPAT', span, [typeName(text.type), '[ ]', typeName(at.type)]);
  if (targetOf(text.type) === null || keys.length !== 1 || at.type.kind !== 'int') {
    if (notPlain(text, context)) return { kind: 'null', type: UNKNOWN, span };
    return context.fail('D_OP_ARRFUN', span, [typeName(text.type), '[]']);
  }
  return indexed(text, at, isWritable(object, context), span, context);
}

function isBuiltin(name: string, context: Context): boolean {
  return VARIABLES_BY_NAME.has(name) || context.definitions.has(name) || context.locals.has(name);
}

/** It was first used without keys. */
export function scalarSince({ name, declared }: Variable): Extra {
  return { related: { span: declared, message: `${name} is first used here, without a key` } };
}

/** Checks keys against the signature that the first use gave the array. */
function element(variable: Variable, nodes: readonly Expression[], span: Span, context: Context): Tree {
  if (variable.keys === null)
    return context.fail('D_ARR_BADREF', span, [variable.name], scalarSince(variable));
  const keys = checkKeys(shownName(variable), nodes, context);
  if (keys === null) return { kind: 'null', type: UNKNOWN, span };
  if (!matchesSignature(shownName(variable), variable.keys, keys, span, context))
    return { kind: 'null', type: UNKNOWN, span };
  if (!variable.settled) return context.fail('D_VAR_UNDEF', span, [variable.name]);
  return {
    kind: 'element',
    type: variable.type,
    span,
    variable,
    keys: keys.map((key, at) => convert(key, variable.keys?.[at] as Type)),
  };
}
