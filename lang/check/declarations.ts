/** Declarations: variables, typedefs and enumerations. Inline definitions are in inlines.ts. */
import type { Declaration, Declarator } from '../ast.js';
import { CONSTANTS, isReservedFunction, isReservedVariable } from '../builtins.js';
import type { Span } from '../source.js';
import type { Scope } from '../tree.js';
import { isInt, sameType, type Type, typeName } from '../types.js';
import type { Context } from './context.js';
import { shownName } from './names.js';
import { isIncomplete } from './structs.js';
import { checkPrototype, declaredType, typeFromSpecifier } from './types.js';

/** `int x;`, `self string y;`, `int a[string, int];`, `typedef int t;`, `struct s { … } v[5];` */
export function checkDeclaration(node: Declaration, context: Context): void {
  const { classes, specifier, declarators } = node;
  if (classes.length > 1) context.report('D_DECL_CLASS', node.span, []);
  const base = typeFromSpecifier(specifier, context);
  if (declarators.length === 0) {
    if (specifier.kind === 'words') context.report('D_DECL_USELESS', node.span, []);
    return;
  }
  for (const declarator of declarators) {
    // A prototype, with or without extern, declares nothing that could be called.
    const prototype = declarator.modifiers.at(-1)?.kind === 'function';
    if (classes.includes('typedef')) defineType(base, declarator, context);
    else if (
      classes.some((word) => word === 'auto' || word === 'register') ||
      (classes.includes('static') && !prototype)
    )
      context.report('D_DECL_BADCLASS', node.span, []);
    else if (classes.includes('extern') || prototype) declareExternal(base, declarator, context);
    else declareVariable(classes, base, declarator, context);
  }
}

function defineType(base: Type, declarator: Declarator, context: Context): void {
  const { name, nameSpan } = declarator;
  const type = declaredType(base, declarator, context);
  const previous = context.typedefs.get(name);
  const variable = context.variable('global', name);
  const taken = previous?.span ?? variable?.declared;
  if (taken !== undefined) {
    const what = previous === undefined ? 'global variable identifier' : 'typedef';
    context.report('D_DECL_IDRED', nameSpan, [`${what} redeclared: ${name}`], definedAt(taken));
  }
  context.typedefs.set(name, { type: named(type, name), span: nameSpan });
}

/** What messages and print() call a type from now on. */
function named(type: Type, name: string): Type {
  if (isInt(type) || type.kind === 'float') return { ...type, name };
  if (type.kind === 'struct' || type.kind === 'array' || type.kind === 'pointer')
    return { ...type, alias: name };
  return type;
}

/** A variable of somebody else, such as the kernel: its type is checked, and there is nothing behind its name. */
function declareExternal(base: Type, declarator: Declarator, context: Context): void {
  const keys = declarator.modifiers.at(-1);
  if (keys?.kind !== 'keys') declaredType(base, declarator, context);
  else {
    checkPrototype('array', keys.parameters, context);
    declaredType(base, { ...declarator, modifiers: declarator.modifiers.slice(0, -1) }, context);
  }
}

function declareVariable(
  classes: Declaration['classes'],
  base: Type,
  declarator: Declarator,
  context: Context,
): void {
  const scope: Scope = classes.includes('self') ? 'self' : classes.includes('this') ? 'this' : 'global';
  const { name, span, nameSpan, modifiers } = declarator;
  const last = modifiers.at(-1);
  if (last?.kind === 'array' && last.size === null) {
    context.report('D_DECL_ARRNULL', span, [name]);
    return;
  }
  const keyed = last?.kind === 'keys';
  const plain = keyed ? { ...declarator, modifiers: modifiers.slice(0, -1) } : declarator;
  const type = declaredType(base, plain, context);
  if (type.kind === 'void') {
    context.report('D_DECL_VOIDOBJ', span, [`object: ${name}`]);
    return;
  }
  if (keyed && scope === 'this') {
    context.report('D_DECL_LOCASSC', span, [name]);
    return;
  }
  const keys = keyed ? checkPrototype('array', last.parameters, context) : null;
  if (isIncomplete(type)) {
    context.report('D_DECL_INCOMPLETE', span, [typeName(type), name]);
    return;
  }
  const typedef = scope === 'global' ? context.typedefs.get(name) : undefined;
  const previous =
    typedef === undefined
      ? describePrevious(scope, name, context)
      : { text: `typedef of ${typeName(typedef.type)}`, span: typedef.span };
  const existing = typedef === undefined ? context.variable(scope, name) : undefined;
  const same = existing !== undefined && sameType(existing.type, type) && sameKeys(existing.keys, keys);
  if (previous !== undefined && !same) {
    const current = `${typeName(type)} ${shownName({ scope, name })}`;
    context.report(
      'D_DECL_IDRED',
      nameSpan,
      [`identifier redeclared: ${name}`, current, previous.text],
      definedAt(previous.span),
    );
    return;
  }
  if (existing === undefined) context.declare(scope, name, nameSpan, type, keys, true);
}

function sameKeys(a: readonly Type[] | null, b: readonly Type[] | null): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((key, at) => sameType(key, b[at] as Type));
}

export function definedAt(span: Span | undefined): { related?: { span: Span; message: string } } {
  return span === undefined ? {} : { related: { span, message: 'defined here' } };
}

/** What a global name stands for already, in words and as dtrace calls it; undefined when it is free. */
export function describePrevious(
  scope: Scope,
  name: string,
  context: Context,
): { text: string; kind: string; span?: Span } | undefined {
  const variable = context.variable(scope, name);
  if (variable !== undefined)
    return {
      text: variable.keys === null ? `${typeName(variable.type)} scalar` : 'associative array',
      kind: variable.keys === null ? 'scalar ' : 'associative array ',
      span: variable.declared,
    };
  if (scope !== 'global') return undefined;
  const definition = context.definitions.get(name);
  if (definition !== undefined)
    return {
      text: definition.kind === 'inline' ? 'scalar inline' : 'enumerator',
      kind: definition.kind === 'inline' ? 'scalar inline' : 'enumerator inline',
      span: definition.span,
    };
  if (!context.hasBuiltin(name)) return undefined;
  if (isReservedVariable(name)) return { text: 'built-in variable', kind: 'scalar ' };
  if (isReservedFunction(name)) return { text: 'built-in function', kind: 'function ' };
  return CONSTANTS.has(name) || name === 'NULL'
    ? { text: 'built-in constant', kind: 'scalar inline' }
    : undefined;
}
