/** Tags: structures, unions and enumerations, defined or only named. */
import type { Declaration, Declarator, TypeSpecifier } from '../ast.js';
import { CONSTANTS } from '../builtins.js';
import { INT, isInt, type StructType, type Structure, sizeOfType, type Type, typeName } from '../types.js';
import type { Context } from './context.js';
import { Layout } from './layout.js';
import { intTree, isUnknown } from './operators.js';
import { PRELUDE_TAGS } from './prelude.js';

type StructSpecifier = Extract<TypeSpecifier, { kind: 'struct' | 'union' }>;
type EnumSpecifier = Extract<TypeSpecifier, { kind: 'enum' }>;
/** How types inside the braces are read; it comes from types.ts, which uses this file. */
export type TypeReader = {
  specifier(specifier: TypeSpecifier, context: Context): Type;
  member(base: Type, declarator: Declarator, context: Context): Type;
};

/** `struct tag`, `struct tag { … }`, `struct { … }`. */
export function structure(specifier: StructSpecifier, context: Context, types: TypeReader): StructType {
  const { kind: keyword, tag, members, span } = specifier;
  const key = `${keyword} ${tag}`;
  const known = tag === null ? undefined : context.tags.get(key);
  const given = PRELUDE_TAGS.get(key);
  // A program may define what every program has; its own definition then holds.
  if (known === undefined && given !== undefined && members === null) return given;
  if (known !== undefined && known.type.kind === 'struct') {
    if (members === null) return known.type;
    if (known.type.structure.members === null) return define(known.type, members, context, types);
    // The parser has said so; the second definition is read all the same: what it declares may be used.
  }
  const body: Structure = { keyword, tag, size: 0, align: 1, members: null };
  const type: StructType = { kind: 'struct', structure: body };
  if (tag !== null && known === undefined) context.tags.set(key, { type, span });
  return members === null ? type : define(type, members, context, types);
}

function define(
  type: StructType,
  declarations: readonly Declaration[],
  context: Context,
  types: TypeReader,
): StructType {
  const { structure: body } = type;
  const layout = new Layout(body.keyword, context.strsize);
  for (const declaration of declarations) {
    const base = types.specifier(declaration.specifier, context);
    if (declaration.classes.length > 0) context.report('D_DECL_BADCLASS', declaration.span, []);
    // DIFFERS: C11's structure without a name, whose members count as those of the one around it.
    if (declaration.declarators.length === 0) {
      if (base.kind === 'struct' && base.structure.tag === null) layout.addAll(base.structure);
      else if (base.kind !== 'unknown') context.report('D_DECL_USELESS', declaration.span, []);
    }
    for (const declarator of declaration.declarators) {
      const type = types.member(base, declarator, context);
      if (type.kind !== 'unknown') addMember(layout, declarator, type, context);
    }
  }
  layout.finish(body);
  return type;
}

function addMember(layout: Layout, declarator: Declarator, type: Type, context: Context): void {
  const { name, nameSpan, span } = declarator;
  const size = sizeOfType(type, context.strsize);
  if (size === undefined && isIncomplete(type)) {
    context.report('D_DECL_INCOMPLETE', span, [typeName(type), name]);
    return;
  }
  if (size === undefined) {
    context.report('D_DECL_VOIDOBJ', span, [`member: ${name}`]);
    return;
  }
  const bits = declarator.bits === null ? null : bitWidth(declarator, type, context);
  if (bits === undefined) return;
  if (name === '') return; // a width without a name only pads, and every bit-field begins at a byte anyway
  if (layout.members.some((member) => member.name === name)) {
    context.report('D_UNKNOWN', nameSpan, [
      `failed to define member '${name}': Duplicate member or variable name`,
    ]);
    return;
  }
  layout.add(name, type, bits);
}

/** A structure that has a tag and no members yet, or an array of such. */
export function isIncomplete(type: Type): boolean {
  if (type.kind === 'array') return isIncomplete(type.element);
  return type.kind === 'struct' && type.structure.members === null;
}

/** Of a bit-field; undefined when it was reported. */
function bitWidth(declarator: Declarator, type: Type, context: Context): number | undefined {
  const node = declarator.bits as NonNullable<Declarator['bits']>;
  const width = context.expression(node);
  if (isUnknown(width)) return undefined;
  const name = declarator.name === '' ? '(anon)' : declarator.name;
  if (width.kind === 'int' && width.value === 0 && declarator.name === '') return 0;
  if (width.kind !== 'int' || width.value <= 0) context.report('D_DECL_BFCONST', node.span, []);
  else if (!isInt(type) || type.enumeration !== undefined)
    context.report('D_DECL_BFTYPE', declarator.span, [name]);
  else if (width.value > type.bytes * 8)
    context.report('D_DECL_BFSIZE', node.span, [name], {
      hints: [`${typeName(type)} has ${type.bytes * 8} bits`],
    });
  else return Number(width.value);
  return undefined;
}

/** `enum tag`, `enum tag { … }`: an int whose values are also constants of the program. */
export function enumeration(specifier: EnumSpecifier, context: Context): Type {
  const { tag, members, span } = specifier;
  const key = `enum ${tag}`;
  const known = tag === null ? undefined : context.tags.get(key);
  if (known !== undefined && isInt(known.type) && known.type.enumeration !== undefined) {
    if (members !== null) {
      if (known.type.enumeration.values.size === 0)
        enumerators(members, known.type.enumeration.values, known.type, context);
    }
    return known.type;
  }
  const values = new Map<string, number>();
  const type: Type = {
    ...INT,
    name: tag === null ? 'enum (anon)' : key,
    enumeration: { tag, values },
  };
  if (tag !== null) context.tags.set(key, { type, span });
  if (members !== null) enumerators(members, values, type, context);
  return type;
}

function enumerators(
  members: NonNullable<EnumSpecifier['members']>,
  values: Map<string, number>,
  type: Type & { readonly kind: 'int' },
  context: Context,
): void {
  let next = 0;
  for (const member of members) {
    const tree = member.value === null ? null : context.expression(member.value);
    if (tree !== null && tree.kind !== 'int') {
      if (!isUnknown(tree)) context.report('D_DECL_ENCONST', member.span, [member.name]);
      continue;
    }
    const value = tree === null ? next : Number(tree.value);
    if (value > 0x7fffffff || value < -0x80000000)
      context.report('D_DECL_ENOFLOW', member.span, [member.name]);
    next = value + 1;
    const previous = context.definitions.get(member.name);
    const related =
      previous === undefined ? {} : { related: { span: previous.span, message: 'defined here' } };
    if (values.has(member.name)) {
      const text = `failed to define enumerator '${member.name}': Duplicate member or variable name`;
      context.report('D_UNKNOWN', member.span, [text], related);
      continue;
    }
    values.set(member.name, value);
    const taken = context.variable('global', member.name) ?? previous;
    if (taken !== undefined || CONSTANTS.has(member.name)) {
      context.report('D_DECL_IDRED', member.span, [`identifier redeclared: ${member.name}`], related);
      continue;
    }
    context.definitions.set(member.name, {
      kind: 'enumerator',
      tree: intTree(value, type, member.span),
      span: member.span,
      needs: null,
      parameters: null,
    });
  }
}
