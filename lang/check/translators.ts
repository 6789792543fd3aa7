/** `translator T < U u > { member = …; };` and `xlate < T > (e)`: members of a structure computed from another value. */
import type { Expression, TranslatorDefinition } from '../ast.js';
import { didYouMean } from '../suggest.js';
import type { Local, Tree } from '../tree.js';
import { compatible, type Member, type StructType, sameType, type Type, typeName } from '../types.js';
import { ClauseState, type Context, type Translator } from './context.js';
import { localTree, MAX_EXPANSION, treeSize } from './expansion.js';
import { isNullConstant, isUnknown, unknown } from './operators.js';
import { bring } from './pointers.js';
import { declaredType, typeFromName, typeFromSpecifier } from './types.js';

type Node<Kind extends Expression['kind']> = Extract<Expression, { readonly kind: Kind }>;
type Translation = Extract<Tree, { readonly kind: 'xlate' }>;

export function checkTranslator(node: TranslatorDefinition, context: Context): void {
  const target = typeFromName(node.target, context);
  const { declarator } = node.source;
  const source = declaredType(typeFromSpecifier(node.source.specifier, context), declarator, context);
  if (target.kind === 'unknown' || source.kind === 'unknown') return;
  const earlier = context.translators.find(
    (one) => sameType(one.local.type, source) && sameType(one.target, target),
  );
  if (earlier !== undefined) {
    context.report('D_XLATE_REDECL', node.span, [typeName(source), typeName(target)], {
      related: { span: earlier.span, message: 'declared here' },
    });
    return;
  }
  if (target.kind !== 'struct') {
    context.report('D_XLATE_SOU', node.target.span, ['translator output type must be a struct or union']);
    return;
  }
  if (target.structure.members === null) {
    context.report('D_XLATE_SOU', node.target.span, [`incomplete struct/union/enum ${typeName(target)}`]);
    return;
  }
  const local: Local = { name: declarator.name, type: source };
  const outer = context.clause;
  const needs = new ClauseState([]);
  context.clause = needs;
  context.locals.set(local.name, localTree(local, node.span));
  const members = new Map<string, { readonly member: Member; readonly value: Tree }>();
  for (const item of node.members) {
    const found = checkTranslation(item.name, item.nameSpan, item.value, target, context);
    if (found !== undefined) members.set(item.name, found);
  }
  context.locals.clear();
  context.clause = outer;
  context.translators.push({ local, target, members, needs, span: node.span });
}

function checkTranslation(
  name: string,
  span: Tree['span'],
  node: Expression,
  target: StructType,
  context: Context,
): { readonly member: Member; readonly value: Tree } | undefined {
  const known = target.structure.members ?? [];
  const member = known.find((candidate) => candidate.name === name);
  if (member === undefined) {
    context.report('D_XLATE_MEMB', span, [name, typeName(target)], {
      hints: didYouMean(
        name,
        known.map((candidate) => candidate.name),
      ),
    });
    return undefined;
  }
  const value = context.expression(node);
  if (isUnknown(value)) return undefined;
  const empties = isNullConstant(value) && (member.type.kind === 'string' || member.type.kind === 'pointer');
  if (!compatible(member.type, value.type) && !empties) {
    context.report('D_XLATE_INCOMPAT', node.span, [name, typeName(member.type), typeName(value.type)]);
    return undefined;
  }
  if (treeSize(value) > MAX_EXPANSION) {
    context.report('D_SYNTAX', node.span, [
      `translator member expands to more than ${MAX_EXPANSION} operations`,
    ]);
    return undefined;
  }
  return { member, value: bring(value, member.type, context) };
}

/** The value, or (`xlate < T * >`) what gives only its members. */
export function checkXlate(node: Node<'xlate'>, context: Context): Tree {
  const wanted = typeFromName(node.type, context);
  const operand = context.expression(node.operand);
  if (wanted.kind === 'unknown' || isUnknown(operand)) return unknown(node.span);
  const target = wanted.kind === 'pointer' ? wanted.target : wanted;
  const translator = target.kind === 'struct' ? find(operand, target, context) : undefined;
  if (translator === undefined || target.kind !== 'struct') {
    return context.fail('D_XLATE_NONE', node.span, [typeName(operand.type), typeName(wanted)], {
      hints: available(target, context),
    });
  }
  context.clause.include(translator.needs);
  return {
    kind: 'xlate',
    type: wanted.kind === 'pointer' ? { kind: 'translated', target } : target,
    span: node.span,
    local: translator.local,
    input: bring(operand, translator.local.type, context),
    members: [...translator.members.values()],
  };
}

/** The same type first, then what would fit as an argument. */
function find(operand: Tree, target: StructType, context: Context): Translator | undefined {
  const candidates = context.translators.filter((one) => sameType(one.target, target));
  return (
    candidates.find((one) => sameType(one.local.type, operand.type)) ??
    candidates.find(
      (one) =>
        compatible(one.local.type, operand.type) ||
        (one.local.type.kind === 'pointer' && isNullConstant(operand)),
    )
  );
}

function available(target: Type, context: Context): string[] {
  const from = context.translators
    .filter((one) => sameType(one.target, target))
    .map((one) => typeName(one.local.type));
  return from.length === 0 ? [] : [`there is a translator to it from ${from.join(' and from ')}`];
}

/** `*xlate < T * > (e)` is the translated structure. */
export function translation(tree: Tree, span: Tree['span']): Tree {
  return tree.type.kind === 'translated' ? ({ ...tree, type: tree.type.target, span } as Tree) : tree;
}

/** `xlate < T > (e).member`: the member's expression alone. */
export function translatedMember(node: Node<'member'>, object: Translation, context: Context): Tree {
  const { name, span } = node;
  const pointer = object.type.kind === 'translated';
  if (node.arrow && !pointer) return context.fail('D_OP_PTR', span, ['->']);
  if (!node.arrow && pointer)
    return context.fail('D_OP_SOU', span, ['.', `type "${typeName(object.type)}"`, '']);
  const target = object.type.kind === 'translated' ? object.type.target : (object.type as StructType);
  const found = object.members.find(({ member }) => member.name === name);
  if (found === undefined) {
    const known = (target.structure.members ?? []).map((member) => member.name);
    if (!known.includes(name))
      return context.fail('D_TYPE_MEMBER', span, [name, typeName(target)], {
        hints: didYouMean(name, known),
      });
    return context.fail('D_XLATE_NOCONV', span, [name]);
  }
  const { value } = found;
  return { kind: 'let', type: value.type, span, local: object.local, value: object.input, body: value };
}
