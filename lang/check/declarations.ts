/** Declarations: variables, typedefs and inline definitions. */
import type { Declaration, Declarator, InlineDefinition } from '../ast.js';
import { CONSTANTS, FUNCTIONS_BY_NAME, SPECIAL_VARIABLES, VARIABLES_BY_NAME } from '../builtins.js';
import { didYouMean } from '../suggest.js';
import type { Scope, Tree } from '../tree.js';
import { compatible, isInt, type Type, typeName } from '../types.js';
import { ClauseState, type Context } from './context.js';
import { shownName } from './names.js';
import { convert, isNullConstant, isUnknown } from './operators.js';
import { declaredType, typeFromName, typeFromSpecifier, usable } from './types.js';

/** `int x;`, `self string y;`, `int a[string, int];`, `typedef int t;`, `enum e { … };` */
export function checkDeclaration(node: Declaration, context: Context): void {
  const classes = node.classes.filter((word) => word !== 'extern');
  if (classes.length > 1) context.report('D_DECL_CLASS', node.span, []);
  else if (classes.some((word) => word === 'static' || word === 'auto' || word === 'register'))
    context.report('D_DECL_BADCLASS', node.span, []);
  const base = typeFromSpecifier(node.specifier, context);
  if (node.declarators.length === 0) {
    if (node.specifier.kind === 'words' || classes.length > 0)
      context.report('D_DECL_USELESS', node.span, []);
    return;
  }
  for (const declarator of node.declarators) {
    if (node.classes.includes('typedef')) defineType(base, declarator, context);
    else declareVariable(node.classes, base, declarator, context);
  }
}

function defineType(base: Type, declarator: Declarator, context: Context): void {
  const type = declaredType(base, declarator);
  if (context.typedefs.has(declarator.name))
    context.report('D_DECL_TYPERED', declarator.span, [declarator.name]);
  context.typedefs.set(declarator.name, isInt(type) ? { ...type, name: declarator.name } : type);
}

function declareVariable(
  classes: Declaration['classes'],
  base: Type,
  declarator: Declarator,
  context: Context,
): void {
  const scope: Scope = classes.includes('self') ? 'self' : classes.includes('this') ? 'this' : 'global';
  const { name, span } = declarator;
  const [suffix] = declarator.suffixes;
  if (suffix?.kind === 'function') return; // a prototype declares nothing that could be called
  if (suffix?.kind === 'array' && suffix.size === null) {
    context.report('D_DECL_ARRNULL', span, [name]);
    return;
  }
  const keyed = suffix?.kind === 'keys';
  const plain = keyed ? { ...declarator, suffixes: declarator.suffixes.slice(1) } : declarator;
  const type = usable(declaredType(base, plain), span, context);
  if (type.kind === 'void') {
    context.report('D_DECL_VOIDOBJ', span, [name]);
    return;
  }
  if (keyed && scope === 'this') {
    context.report('D_DECL_LOCASSC', span, [name]);
    return;
  }
  const keys = keyed ? suffix.types.map((key) => typeFromName(key, context)) : null;
  const badKey = keys?.findIndex((key) => key.kind === 'void') ?? -1;
  if (badKey !== -1) context.report('D_DECL_PROTO_TYPE', span, ['void', badKey + 1]);
  const previous = describePrevious(scope, name, context);
  const existing = context.variable(scope, name);
  const same =
    existing !== undefined &&
    compatible(existing.type, type) &&
    compatible(type, existing.type) &&
    (existing.keys === null) === (keys === null);
  if (previous !== undefined && !same) {
    context.report(
      'D_DECL_IDRED',
      declarator.nameSpan,
      [name, `${typeName(type)} ${shownName({ scope, name })}`, previous.text],
      previous.span === undefined ? {} : { related: { span: previous.span, message: 'defined here' } },
    );
    return;
  }
  if (existing === undefined) context.declare(scope, name, declarator.nameSpan, type, keys, true);
}

function describePrevious(
  scope: Scope,
  name: string,
  context: Context,
): { text: string; span?: Declaration['span'] } | undefined {
  const variable = context.variable(scope, name);
  if (variable !== undefined)
    return {
      text: variable.keys === null ? `${typeName(variable.type)} scalar` : 'associative array',
      span: variable.declared,
    };
  if (scope !== 'global') return undefined;
  const definition = context.definitions.get(name);
  if (definition !== undefined)
    return { text: definition.kind === 'inline' ? 'scalar inline' : 'enumerator', span: definition.span };
  if (VARIABLES_BY_NAME.has(name) || SPECIAL_VARIABLES.includes(name)) return { text: 'built-in variable' };
  if (FUNCTIONS_BY_NAME.has(name)) return { text: 'built-in function' };
  return CONSTANTS.has(name) || name === 'NULL' ? { text: 'built-in constant' } : undefined;
}

/** `inline int N = 5;` — the expression stands wherever the name does. */
export function checkInline(node: InlineDefinition, context: Context): void {
  const { declarator } = node;
  if (declarator.suffixes.length > 0) {
    context.report('D_UNSUPPORTED', declarator.span, ['an inline with arguments is']);
    return;
  }
  const type = usable(
    declaredType(typeFromSpecifier(node.specifier, context), declarator),
    declarator.span,
    context,
  );
  const outer = context.clause;
  const needs = new ClauseState([]);
  context.clause = needs;
  const value = context.expression(node.value);
  context.clause = outer;
  if (treeSize(value) > MAX_INLINE) {
    context.report('D_SYNTAX', node.span, [
      `inline definition expands to more than ${MAX_INLINE} operations`,
    ]);
    return;
  }
  const previous = describePrevious('global', declarator.name, context);
  if (previous !== undefined) {
    context.report(
      'D_DECL_IDRED',
      declarator.nameSpan,
      [declarator.name, 'inline definition', previous.text],
      previous.span === undefined ? {} : { related: { span: previous.span, message: 'defined here' } },
    );
    return;
  }
  if (
    !isUnknown(value) &&
    !compatible(type, value.type) &&
    !(type.kind === 'string' && isNullConstant(value))
  ) {
    context.report(
      'D_OP_INCOMPAT',
      node.span,
      [typeName(type), '=', typeName(value.type), `inline ${declarator.name} definition uses`],
      {
        hints: didYouMean(typeName(value.type), [typeName(type)]),
      },
    );
  }
  context.definitions.set(declarator.name, {
    kind: 'inline',
    tree: convert(value, type),
    span: declarator.nameSpan,
    needs,
  });
}

/** An inline that uses inlines doubles with each level; its text has to stay within reason. */
const MAX_INLINE = 2000;

function treeSize(tree: Tree): number {
  let size = 1;
  for (const part of Object.values(tree)) {
    const children = Array.isArray(part) ? part : [part];
    for (const child of children) if (isTree(child)) size += treeSize(child);
  }
  return size;
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && 'kind' in value && 'span' in value;
}
