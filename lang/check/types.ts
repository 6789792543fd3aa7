/** Types as a program writes them: C's words, enumerations, pointers, and what ntrace has no values of. */
import type { Declarator, TypeName, TypeSpecifier } from '../ast.js';
import type { Span } from '../source.js';
import { INT, INTEGERS, isInt, STRING, TYPEDEF_NAMES, type Type, typeName, UNKNOWN, VOID } from '../types.js';
import type { Context } from './context.js';
import { intTree, isUnknown } from './operators.js';

/** A type that is used: what ntrace has no values of is refused here, where it is wanted. */
export function typeFromName(name: TypeName, context: Context): Type {
  return usable(
    declaredType(typeFromSpecifier(name.specifier, context), name.declarator),
    name.span,
    context,
  );
}

/** A header may declare structures and arrays that no clause uses; a variable or cast of one is refused. */
export function usable(type: Type, span: Span, context: Context): Type {
  if (type.kind !== 'opaque') return type;
  context.report('D_UNSUPPORTED', span, [`${type.name} is`], { hints: [type.hint] });
  return UNKNOWN;
}

function opaque(name: string, hint: string): Type {
  return { kind: 'opaque', name, hint };
}

/** A declarator on top of a type. */
export function declaredType(base: Type, declarator: Declarator): Type {
  const suffix = declarator.suffixes[0];
  if (suffix?.kind === 'array')
    return opaque('an array of fixed size', 'an associative array needs no size: a[i] = 1;');
  if (suffix?.kind === 'function') return opaque('a function type', 'D has no functions of the program');
  if (declarator.pointers === 0) return base;
  const isText = isInt(base) && base.bytes === 1;
  return isText ? STRING : { kind: 'pointer', name: `${typeName(base)} ${'*'.repeat(declarator.pointers)}` };
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
  return opaque(`a ${specifier.kind}`, 'members of probe arguments are read as args[0]->member');
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
    return opaque('floating-point arithmetic', 'D computes with 64-bit integers');
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
