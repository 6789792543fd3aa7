/** Declarations: types by their words, variables, typedefs, enumerations and inline definitions. */
import type { Declaration, Declarator, InlineDefinition, TypeName, TypeSpecifier } from '../ast.js';
import { CONSTANTS, FUNCTIONS_BY_NAME, SPECIAL_VARIABLES, VARIABLES_BY_NAME } from '../builtins.js';
import { didYouMean } from '../suggest.js';
import type { Scope, Tree } from '../tree.js';
import {
  compatible,
  INT,
  INTEGERS,
  isInt,
  STRING,
  TYPEDEF_NAMES,
  type Type,
  typeName,
  UNKNOWN,
  VOID,
} from '../types.js';
import { ClauseState, type Context } from './context.js';
import { shownName } from './names.js';
import { convert, intTree, isNullConstant, isUnknown } from './operators.js';

export function typeFromName(name: TypeName, context: Context): Type {
  return declared(typeFromSpecifier(name.specifier, context), name.declarator, context);
}

/** A declarator on top of a type: pointers; arrays have no place in ntrace's values. */
function declared(base: Type, declarator: Declarator, context: Context): Type {
  if (declarator.pointers > 0) {
    const isText = isInt(base) && base.bytes === 1;
    return isText
      ? STRING
      : { kind: 'pointer', name: `${typeName(base)} ${'*'.repeat(declarator.pointers)}` };
  }
  const suffix = declarator.suffixes[0];
  if (suffix?.kind === 'array' || suffix?.kind === 'function') {
    context.report(
      'D_UNSUPPORTED',
      declarator.span,
      [suffix.kind === 'array' ? 'an array of fixed size is' : 'a function type is'],
      {
        hints: suffix.kind === 'array' ? ['an associative array needs no size: a[i] = 1;'] : [],
      },
    );
    return UNKNOWN;
  }
  return base;
}

export function sizeOf(type: Type, context: Context): number | undefined {
  if (type.kind === 'int') return type.bytes;
  if (type.kind === 'pointer') return 8;
  if (type.kind === 'string') return context.strsize;
  return type.kind === 'unknown' ? 0 : undefined;
}

export function typeFromSpecifier(specifier: TypeSpecifier, context: Context): Type {
  if (specifier.kind === 'words') return typeFromWords(specifier, context);
  if (specifier.kind === 'enum') {
    let next = 0;
    for (const member of specifier.members ?? []) {
      const tree = member.value === null ? null : context.expression(member.value);
      if (tree !== null && tree.kind !== 'int') {
        if (!isUnknown(tree)) context.report('D_DECL_ENCONST', member.span, [member.name]);
        continue;
      }
      const value = tree === null ? next : Number(tree.value);
      if (value > 0x7fffffff || value < -0x80000000)
        context.report('D_DECL_ENOFLOW', member.span, [member.name]);
      const previous = context.definitions.get(member.name);
      if (previous !== undefined) {
        context.report(
          'D_UNKNOWN',
          member.span,
          [`failed to define enumerator '${member.name}': Duplicate member or variable name`],
          {
            related: { span: previous.span, message: 'defined here' },
          },
        );
      }
      context.definitions.set(member.name, {
        kind: 'enumerator',
        tree: intTree(value, INT, member.span),
        span: member.span,
        needs: null,
      });
      next = value + 1;
    }
    return INT;
  }
  context.report('D_UNSUPPORTED', specifier.span, [`a ${specifier.kind} is`], {
    hints: ['members of probe arguments are read as args[0]->member'],
  });
  return UNKNOWN;
}

function typeFromWords(specifier: Extract<TypeSpecifier, { kind: 'words' }>, context: Context): Type {
  const { words, span } = specifier;
  const [first] = words as [string, ...string[]];
  if (words.length === 1) {
    if (first === 'string') return STRING;
    if (first === 'void') return VOID;
    const known = context.typedefs.get(first) ?? (TYPEDEF_NAMES.has(first) ? INTEGERS.get(first) : undefined);
    if (known !== undefined) return known;
  }
  const count = (word: string) => words.filter((other) => other === word).length;
  const bases = words.filter((word) => !['signed', 'unsigned', 'short', 'long'].includes(word));
  const fail = <T extends Type>(
    tag: 'D_DECL_COMBO' | 'D_DECL_CHARATTR' | 'D_DECL_SIGNINT' | 'D_DECL_LONGINT' | 'D_DECL_VOIDATTR',
    type: T,
  ): T => {
    context.report(tag, span, []);
    return type;
  };
  if (
    bases.length > 1 ||
    count('signed') + count('unsigned') > 1 ||
    count('short') > 1 ||
    count('long') > 2 ||
    (count('short') > 0 && count('long') > 0)
  )
    return fail('D_DECL_COMBO', UNKNOWN);
  const [base = 'int'] = bases;
  if (base === 'float' || base === 'double') {
    if (count('signed') + count('unsigned') > 0) return fail('D_DECL_SIGNINT', UNKNOWN);
    if (count('short') + count('long') > (base === 'double' ? 1 : 0)) return fail('D_DECL_LONGINT', UNKNOWN);
    context.report('D_UNSUPPORTED', span, ['floating-point arithmetic is'], {
      hints: ['D computes with 64-bit integers'],
    });
    return UNKNOWN;
  }
  if (base === 'void') return fail('D_DECL_VOIDATTR', UNKNOWN);
  if (base === 'char') {
    if (count('short') + count('long') > 0) return fail('D_DECL_CHARATTR', UNKNOWN);
    return INTEGERS.get(count('unsigned') > 0 ? 'unsigned char' : 'char') as Type;
  }
  if (base !== 'int')
    return fail(count('signed') + count('unsigned') > 0 ? 'D_DECL_SIGNINT' : 'D_DECL_LONGINT', UNKNOWN);
  const width =
    count('short') > 0 ? 'short' : count('long') === 2 ? 'long long' : count('long') === 1 ? 'long' : 'int';
  return INTEGERS.get(count('unsigned') > 0 ? `unsigned ${width}` : width) as Type;
}

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
  const type = declared(base, declarator, context);
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
  const type = declared(
    base,
    keyed ? { ...declarator, suffixes: declarator.suffixes.slice(1) } : declarator,
    context,
  );
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
  const type = declared(typeFromSpecifier(node.specifier, context), declarator, context);
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
