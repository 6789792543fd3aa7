/** Places: what an assignment stores to. The first one in the text declares a variable of the value's type. */
import type { Expression } from '../ast.js';
import { ABSENT_VARIABLES, CONSTANTS, isReservedVariable } from '../builtins.js';
import type { Place, Scope, Tree, Variable } from '../tree.js';
import { isAddress, pointerTo, type Type, typeName, UNKNOWN } from '../types.js';
import type { Context } from './context.js';
import { checkKeys, matchesSignature } from './keys.js';
import { storeHints } from './mismatch.js';
import { readVariable, scalarSince, shownName } from './names.js';
import { addressTree, convert } from './operators.js';
import { undefinedName } from './undefined.js';

type Node<Kind extends Expression['kind']> = Extract<Expression, { readonly kind: Kind }>;

/** `valueType` settles a variable that has no type yet; null leaves that to the caller. */
export function checkPlace(
  node: Expression,
  operator: string,
  valueType: Type | null,
  context: Context,
): Place | null {
  const target = node.kind === 'index' ? node.object : node;
  if (target.kind === 'aggregation') {
    context.report('D_OP_LVAL', node.span, [operator], { hints: storeHints(operator) });
    return null;
  }
  if ((target.kind !== 'name' && target.kind !== 'scoped') || isPart(node, target, context))
    return partPlace(node, operator, context);
  const scope: Scope = target.kind === 'name' ? 'global' : target.scope;
  const existing = context.variable(scope, target.name);
  if (existing === undefined && target.kind === 'name' && !writable(target, operator, context)) return null;
  const variable = existing ?? context.declare(scope, target.name, target.span, UNKNOWN, null, false);
  const keys = node.kind === 'index' ? keysOf(variable, existing === undefined, node, context) : [];
  if (keys === null) {
    // Nothing is known of what was to be declared: no further message about it.
    if (existing === undefined) variable.settled = true;
    return null;
  }
  if (node.kind !== 'index' && variable.keys !== null) {
    readVariable(variable, node.span, context);
    return null;
  }
  if (!variable.settled && valueType !== null) {
    variable.type = valueType;
    variable.settled = true;
  }
  if (node.kind !== 'index' && variable.type.kind === 'array') {
    context.report('D_OP_ARRFUN', node.span, [typeName(variable.type), operator]);
    return null;
  }
  if (node.kind === 'index') return { kind: 'element', type: variable.type, span: node.span, variable, keys };
  return { kind: 'variable', type: variable.type, span: node.span, variable };
}

/** `a[i]` where a is a fixed array, a pointer or a string: a part of it, no element of an associative array. */
function isPart(node: Expression, target: Node<'name' | 'scoped'>, context: Context): boolean {
  if (target.kind === 'name' && context.locals.has(target.name)) return true;
  if (node.kind !== 'index') return false;
  const variable = context.variable(target.kind === 'name' ? 'global' : target.scope, target.name);
  if (variable === undefined) return false;
  return variable.keys === null && (isAddress(variable.type) || variable.type.kind === 'string');
}

/** What is reached through a pointer, an index or a member. */
function partPlace(node: Expression, operator: string, context: Context): Place | null {
  const root = node.kind === 'index' && node.object.kind === 'index' ? node.object.object : node;
  if (root.kind === 'name' && root !== node && isUnseen(root.name, context)) {
    context.report('D_IDENT_UNDEF', root.span, [root.name, 'Unknown variable name'], {
      hints: [`keys stand in one pair of brackets: ${root.name}[k1, k2]`],
    });
    return null;
  }
  const tree = context.expression(node);
  if (tree.type.kind === 'unknown') return null;
  if ((tree.kind !== 'memory' && tree.kind !== 'field') || tree.type.kind === 'array') {
    if (tree.type.kind === 'array' && operator === '=')
      context.report('D_OP_ARRFUN', node.span, [typeName(tree.type), operator]);
    else
      context.report('D_OP_LVAL', node.span, [operator], {
        hints: ['variables, elements and members can be stored to'],
      });
    return null;
  }
  const whole = rootOf(tree);
  if (whole === null) context.report('D_OP_LVAL', node.span, [operator]);
  else if (whole.kind === 'memory' && !whole.writable)
    context.report('D_OP_WRITE', node.span, [operator], {
      hints: ['keep the pointer in a variable, and write through that'],
    });
  else return tree;
  return null;
}

function isUnseen(name: string, context: Context): boolean {
  return (
    context.variable('global', name) === undefined &&
    !context.definitions.has(name) &&
    !context.locals.has(name) &&
    !isReservedVariable(name)
  );
}

/** What has to be stored anew when a part of it changes. */
function rootOf(tree: Tree): Place | null {
  if (tree.kind === 'field') return rootOf(tree.object);
  return tree.kind === 'memory' || tree.kind === 'variable' || tree.kind === 'element' ? tree : null;
}

/** A place under the type that its variable has by now: a structure or array in memory is its place there. */
export function placed(place: Place): Place {
  if (place.kind !== 'variable' && place.kind !== 'element') return place;
  const { variable, span } = place;
  const { type, address } = variable;
  if (address === null) return { ...place, type };
  return {
    kind: 'memory',
    type,
    span,
    address: addressTree(address, pointerTo(type), span),
    bits: null,
    writable: true,
  };
}

function keysOf(
  variable: Variable,
  fresh: boolean,
  node: Node<'index'>,
  context: Context,
): readonly Tree[] | null {
  const shown = shownName(variable);
  if (variable.scope === 'this') {
    context.report('D_ARR_LOCAL', node.span, [variable.name]);
    return null;
  }
  const keys = checkKeys(shown, node.keys, context);
  if (keys === null) return null;
  if (fresh) variable.keys = keys.map((key) => key.type);
  if (variable.keys === null) {
    context.report('D_ARR_BADREF', node.span, [variable.name], scalarSince(variable));
    return null;
  }
  if (!matchesSignature(shown, variable.keys, keys, node.span, context)) return null;
  return keys.map((key, at) => convert(key, variable.keys?.[at] as Type));
}

/** Built-in names and constants are not the program's to write. */
function writable(target: Node<'name'>, operator: string, context: Context): boolean {
  const { name, span } = target;
  const known = isReservedVariable(name) || ABSENT_VARIABLES.has(name);
  const compare = operator === '=' ? '; == compares' : '';
  if (known)
    context.report('D_OP_WRITE', span, [operator], { hints: [`${name} is a built-in variable${compare}`] });
  else if (context.definitions.has(name) || CONSTANTS.has(name) || name === 'NULL')
    context.report('D_OP_LVAL', span, [operator]);
  else if (name.includes('`')) undefinedName(name, span, context);
  else return true;
  return false;
}
