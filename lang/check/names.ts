/** Names: variables of the program, built-in ones, probe arguments, constants. They resolve in text order. */
import type { Expression } from '../ast.js';
import {
  ABSENT_VARIABLES,
  CONSTANTS,
  FUNCTIONS,
  SPECIAL_VARIABLES,
  VARIABLES,
  VARIABLES_BY_NAME,
} from '../builtins.js';
import type { Span } from '../source.js';
import { didYouMean } from '../suggest.js';
import type { Place, Scope, Tree, Variable } from '../tree.js';
import {
  compatible,
  INT,
  INT64,
  INTEGERS,
  type IntType,
  NULL_TYPE,
  scalarType,
  type Type,
  typeName,
  UNKNOWN,
} from '../types.js';
import type { Context } from './context.js';
import { convert, intTree, notPlain } from './operators.js';

type Node<Kind extends Expression['kind']> = Extract<Expression, { readonly kind: Kind }>;

const ARG = /^arg([0-9])$/;
/** A clause is called with so many arguments; argN beyond them is 0. */
const MAX_ARGS = 6;

export function checkName(node: Node<'name'>, context: Context): Tree {
  const { name, span } = node;
  if (name === 'NULL') return { kind: 'null', type: NULL_TYPE, span };
  const variable = context.variable('global', name);
  if (variable !== undefined) return readVariable(variable, span, context);
  const definition = context.definitions.get(name);
  if (definition !== undefined) {
    if (definition.needs !== null) context.clause.include(definition.needs);
    return { ...definition.tree, span } as Tree;
  }
  const row = VARIABLES_BY_NAME.get(name);
  if (row !== undefined) {
    if (row.clock) context.clause.clock = true;
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

function undefinedName(name: string, span: Span, context: Context): Tree {
  const absent = ABSENT_VARIABLES[name];
  if (absent !== undefined) return context.fail('D_UNSUPPORTED', span, [`${name} (${absent}) is`]);
  if (name.includes('`')) {
    return context.fail('D_IDENT_UNDEF', span, [name, 'Unknown symbol name'], {
      hints: ['ntrace traces JavaScript: there are no kernel symbols'],
    });
  }
  const own = [...context.variables.values()]
    .filter((variable) => variable.scope === 'global')
    .map((variable) => variable.name);
  const known = [
    ...own,
    ...VARIABLES.map((row) => row.name),
    ...SPECIAL_VARIABLES,
    ...context.definitions.keys(),
    ...CONSTANTS.keys(),
  ];
  const hints = didYouMean(name, known);
  if (FUNCTIONS.some((row) => row.name === name)) hints.unshift(`${name} is a function: ${name}(…)`);
  return context.fail('D_IDENT_UNDEF', span, [name, 'Unknown variable name'], {
    hints:
      hints.length > 0
        ? hints
        : ['a variable exists from its first assignment in the text of the program on'],
  });
}

/** argN, the integer view: numbers truncated, records by their integer member. */
function integerArg(index: number, span: Span, context: Context): Tree {
  if (index >= MAX_ARGS) return intTree(0, INT64, span);
  context.clause.args.add(index);
  for (const { probe, types } of context.clause.matched) {
    const def = probe.args[index];
    if (def?.readsClock) context.clause.clock = true;
    const record = types.find((type) => type.name === def?.type);
    if (record !== undefined) readMember(record.name, record.integer, context);
  }
  return { kind: 'arg-int', type: INT64, span, index };
}

function readMember(record: string, member: string, context: Context): void {
  context.clause.members.add(`${record}.${member}`);
  for (const { types } of context.clause.matched) {
    const type = types.find((candidate) => candidate.name === record);
    if (type?.members.find((candidate) => candidate.name === member)?.readsClock) context.clause.clock = true;
  }
}

export function checkScoped(node: Node<'scoped'>, context: Context): Tree {
  const variable = context.variable(node.scope, node.name);
  if (variable !== undefined) return readVariable(variable, node.span, context);
  const known = [...context.variables.values()]
    .filter((other) => other.scope === node.scope)
    .map((other) => `${node.scope}->${other.name}`);
  const shown = `${node.scope}->${node.name}`;
  const hints = didYouMean(shown, known);
  return context.fail('D_IDENT_UNDEF', node.span, [shown, 'Unknown variable name'], {
    hints:
      hints.length > 0
        ? hints
        : ['a variable exists from its first assignment in the text of the program on'],
  });
}

function readVariable(variable: Variable, span: Span, context: Context): Tree {
  if (variable.keys !== null)
    return context.fail(
      'D_IDENT_BADREF',
      span,
      [`associative array '${variable.name}' may not be referenced as scalar`],
      { hints: [`give it a key: ${shownName(variable)}[…]`] },
    );
  if (!variable.settled) return context.fail('D_VAR_UNDEF', span, [variable.name]);
  return { kind: 'variable', type: variable.type, span, variable };
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
    if (variable !== undefined && (variable.keys !== null || variable.type.kind !== 'string'))
      return element(variable, keys, span, context);
    if (
      variable === undefined &&
      scope !== 'this' &&
      !(object.kind === 'name' && isBuiltin(object.name, context))
    ) {
      return undefinedName(shownName({ scope, name: object.name }), object.span, context);
    }
  }
  const text = context.expression(object);
  const at = keys[0] === undefined ? null : context.expression(keys[0]);
  if (text.type.kind === 'unknown' || at === null) return { kind: 'null', type: UNKNOWN, span };
  if (text.type.kind !== 'string' || keys.length !== 1 || at.type.kind !== 'int') {
    if (notPlain(text, context)) return { kind: 'null', type: UNKNOWN, span };
    return context.fail('D_OP_ARRFUN', span, [typeName(text.type)]);
  }
  return { kind: 'byte', type: INTEGERS.get('char') as IntType, span, object: text, at };
}

function isBuiltin(name: string, context: Context): boolean {
  return VARIABLES_BY_NAME.has(name) || context.definitions.has(name);
}

/** Checks keys against the signature that the first use gave the array. */
function element(variable: Variable, nodes: readonly Expression[], span: Span, context: Context): Tree {
  if (variable.keys === null) return context.fail('D_ARR_BADREF', span, [variable.name]);
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

/** Key expressions of `what[…]`: anything that can be printed, but no aggregations and no actions. */
export function checkKeys(
  what: string,
  nodes: readonly Expression[],
  context: Context,
): readonly Tree[] | null {
  let good = true;
  const keys = nodes.map((node, at) => {
    const tree =
      node.kind === 'aggregation'
        ? ({ kind: 'null', type: { kind: 'aggregation' }, span: node.span } as Tree)
        : context.expression(node);
    const { kind } = tree.type;
    if (kind === 'unknown') good = false;
    else if (kind === 'void' || kind === 'aggregation') {
      context.report('D_KEY_TYPE', node.span, [typeName(tree.type), what, at + 1]);
      good = false;
    } else if (notPlain(tree, context)) good = false;
    return tree;
  });
  return good ? keys : null;
}

export function matchesSignature(
  what: string,
  signature: readonly Type[],
  keys: readonly Tree[],
  span: Span,
  context: Context,
): boolean {
  if (keys.length !== signature.length) {
    context.report('D_PROTO_LEN', span, [`${what}[ ]`, 'key', keys.length, '', signature.length]);
    return false;
  }
  return keys.every((key, at) => {
    const wanted = signature[at] as Type;
    if (compatible(wanted, key.type)) return true;
    context.report('D_PROTO_ARG', key.span, [
      `${what}[ ]`,
      'key',
      at + 1,
      typeName(wanted),
      typeName(key.type),
    ]);
    return false;
  });
}

/** args[n]: the index is a constant, the type that of all probes of the clause. */
function typedArg(node: Node<'index'>, context: Context): Tree {
  const [first] = node.keys;
  const at = first === undefined ? null : context.expression(first);
  if (at === null || node.keys.length !== 1) {
    return context.fail('D_PROTO_LEN', node.span, ['args[ ]', 'arg', node.keys.length, '', 1]);
  }
  if (at.kind !== 'int') {
    if (at.type.kind === 'unknown') return at;
    return context.fail('D_PROTO_ARG', node.span, [
      'args[ ]',
      'argument',
      1,
      'integer constant',
      typeName(at.type),
    ]);
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

/** `args[0]->origin`, `args[0].origin`. */
export function checkMember(node: Node<'member'>, context: Context): Tree {
  const object = context.expression(node.object);
  const operator = node.arrow ? '->' : '.';
  if (object.type.kind === 'unknown') return { kind: 'null', type: UNKNOWN, span: node.span };
  if (object.type.kind !== 'record' || object.kind !== 'arg') {
    if (object.type.kind === 'js') {
      return context.fail('D_OP_SOU', node.span, [operator, typeName(object.type)], {
        hints: ['members of JavaScript values are not read: a getter of the application could run'],
      });
    }
    if (node.arrow && object.type.kind !== 'pointer') return context.fail('D_OP_PTR', node.span, [operator]);
    return context.fail('D_OP_SOU', node.span, [operator, typeName(object.type)]);
  }
  const record = object.type.name;
  const type = context.clause.matched
    .flatMap(({ types }) => types)
    .find((candidate) => candidate.name === record);
  const member = type?.members.find((candidate) => candidate.name === node.name);
  if (type === undefined || member === undefined) {
    const known = type?.members.map((candidate) => candidate.name) ?? [];
    return context.fail('D_TYPE_MEMBER', node.span, [node.name, record], {
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

/** What an assignment stores to; the first one in the text declares a variable of the value's type. */
export function checkPlace(
  node: Expression,
  operator: string,
  valueType: Type | null,
  context: Context,
): Place | null {
  const target = node.kind === 'index' ? node.object : node;
  if (target.kind === 'aggregation') {
    context.report('D_OP_LVAL', node.span, [operator]);
    return null;
  }
  if (target.kind !== 'name' && target.kind !== 'scoped') {
    const tree = context.expression(node);
    if (tree.type.kind !== 'unknown') context.report('D_OP_LVAL', node.span, [operator]);
    return null;
  }
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
  if (node.kind === 'index') return { kind: 'element', type: variable.type, span: node.span, variable, keys };
  return { kind: 'variable', type: variable.type, span: node.span, variable };
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
  if (fresh) variable.keys = keys.map((key) => (key.type.kind === 'pointer' ? INT64 : key.type));
  if (variable.keys === null) {
    context.report('D_ARR_BADREF', node.span, [variable.name]);
    return null;
  }
  if (!matchesSignature(shown, variable.keys, keys, node.span, context)) return null;
  return keys.map((key, at) => convert(key, variable.keys?.[at] as Type));
}

/** Built-in names and constants are not the program's to write. */
function writable(target: Node<'name'>, operator: string, context: Context): boolean {
  const { name, span } = target;
  const known = VARIABLES_BY_NAME.has(name) || SPECIAL_VARIABLES.includes(name) || name in ABSENT_VARIABLES;
  if (known) context.report('D_OP_WRITE', span, [operator], { hints: [`${name} is a built-in variable`] });
  else if (context.definitions.has(name) || CONSTANTS.has(name) || name === 'NULL')
    context.report('D_OP_LVAL', span, [operator]);
  else if (name.includes('`')) undefinedName(name, span, context);
  else return true;
  return false;
}
