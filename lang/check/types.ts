/** Types as a program writes them: C's words and declarators; structures and enumerations are in structs.ts. */
import type { Declarator, Modifier, Parameter, TypeName, TypeSpecifier } from '../ast.js';
import type { Span } from '../source.js';
import { arrayOf, INTEGERS, pointerTo, STRING, TYPEDEF_NAMES, type Type, UNKNOWN, VOID } from '../types.js';
import type { Context } from './context.js';
import { isUnknown } from './operators.js';
import { PRELUDE_TYPEDEFS } from './prelude.js';
import { enumeration, structure, type TypeReader } from './structs.js';

const UINT_MAX = 2 ** 32 - 1;

export function typeFromName(name: TypeName, context: Context): Type {
  const base = typeFromSpecifier(name.specifier, context);
  const [keys] = name.declarator.modifiers.filter((modifier) => modifier.kind === 'keys');
  if (keys === undefined) return declaredType(base, name.declarator, context);
  context.report('D_DECL_DYNOBJ', name.declarator.span, ['a type cannot be that of an associative array']);
  return UNKNOWN;
}

/** Modifiers on top of a type: pointers, arrays and functions. Keys of an associative array are the caller's. */
export function declaredType(base: Type, declarator: Declarator, context: Context): Type {
  let type = base;
  for (const modifier of declarator.modifiers) type = modified(type, modifier, declarator.span, context);
  return type;
}

function modified(type: Type, modifier: Modifier, span: Span, context: Context): Type {
  switch (modifier.kind) {
    case 'pointer':
      return pointerTo(type);
    case 'function':
      checkPrototype('function', modifier.parameters, context);
      return { kind: 'function', result: type };
    case 'keys':
      context.report('D_DECL_DYNOBJ', span, ['cannot declare an array of associative arrays']);
      return UNKNOWN;
    case 'array': {
      if (type.kind === 'void') {
        context.report('D_DECL_VOIDOBJ', span, ['array of void']);
        return UNKNOWN;
      }
      if (modifier.size === null) return arrayOf(type, null, context.strsize);
      const count = context.expression(modifier.size);
      if (isUnknown(count)) return UNKNOWN;
      if (count.kind !== 'int' || count.value <= 0) context.report('D_DECL_ARRSUB', modifier.size.span, []);
      else if (count.value > UINT_MAX) context.report('D_DECL_ARRBIG', modifier.size.span, []);
      else return arrayOf(type, Number(count.value), context.strsize);
      return UNKNOWN;
    }
  }
}

/** Parameters of a function's prototype, or keys of an associative array; their types, UNKNOWN for what is wrong. */
export function checkPrototype(
  kind: 'array' | 'function',
  parameters: readonly Parameter[],
  context: Context,
): readonly Type[] {
  const names = new Set<string>();
  const types = parameters.map((parameter, at): Type => {
    if (parameter.kind === 'ellipsis') {
      if (kind === 'array') context.report('D_DECL_PROTO_VARARGS', parameter.span, []);
      return UNKNOWN;
    }
    const { name, nameSpan } = parameter.declarator;
    const refuse = (type: string): Type => {
      context.report('D_DECL_PROTO_TYPE', parameter.span, [kind, type, name || '(anonymous)', at + 1]);
      return UNKNOWN;
    };
    if (name !== '' && names.has(name)) context.report('D_DECL_PROTO_FORM', nameSpan, [kind, name, at + 1]);
    names.add(name);
    const base = typeFromSpecifier(parameter.specifier, context);
    if (parameter.declarator.modifiers.at(-1)?.kind === 'keys') return refuse('dynamic variable');
    const type = declaredType(base, parameter.declarator, context);
    if (type.kind === 'void' && kind === 'array') return refuse('void');
    if (type.kind === 'void' && name !== '') context.report('D_DECL_PROTO_NAME', nameSpan, [name]);
    return type;
  });
  if (kind === 'function' && types.length > 1 && types.some((type) => type.kind === 'void'))
    context.report('D_DECL_PROTO_VOID', (parameters[0] as Parameter).span, []);
  return types;
}

export function typeFromSpecifier(specifier: TypeSpecifier, context: Context): Type {
  switch (specifier.kind) {
    case 'words':
      return typeFromWords(specifier, context);
    case 'enum':
      return enumeration(specifier, context);
    default:
      return structure(specifier, context, INSIDE);
  }
}

const INSIDE: TypeReader = { specifier: typeFromSpecifier, member: memberType };

/** The type of a member, which is complete and has a size. */
function memberType(base: Type, declarator: Declarator, context: Context): Type {
  if (declarator.modifiers.at(-1)?.kind === 'keys') {
    context.report('D_DECL_DYNOBJ', declarator.span, [`cannot have dynamic member: ${declarator.name}`]);
    return UNKNOWN;
  }
  return declaredType(base, declarator, context);
}

function typeFromWords(specifier: Extract<TypeSpecifier, { kind: 'words' }>, context: Context): Type {
  const { words, span } = specifier;
  const [first] = words as [string, ...string[]];
  if (words.length === 1) {
    if (first === 'string') return STRING;
    if (first === 'void') return VOID;
    const known =
      context.typedefs.get(first)?.type ??
      PRELUDE_TYPEDEFS.get(first) ??
      (TYPEDEF_NAMES.has(first) ? INTEGERS.get(first) : undefined);
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
  if (bases.length > 1) return fail('D_DECL_COMBO', UNKNOWN);
  if (
    count('signed') + count('unsigned') > 1 ||
    count('long') > 2 ||
    (count('short') > 0 && count('long') > 0)
  ) {
    context.report('D_UNKNOWN', span, [`failed to resolve type ${words.join(' ')}: Unknown type name`]);
    return UNKNOWN;
  }
  const [base = 'int'] = bases;
  if (base === 'float' || base === 'double') {
    if (count('signed') + count('unsigned') > 0) return fail('D_DECL_SIGNINT', UNKNOWN);
    if (count('short') + count('long') > (base === 'double' ? 1 : 0)) return fail('D_DECL_LONGINT', UNKNOWN);
    const long = count('long') > 0;
    return { kind: 'float', bytes: base === 'float' ? 4 : long ? 16 : 8, name: long ? `long ${base}` : base };
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
