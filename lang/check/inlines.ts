/** `inline int N = 5;`, `inline int sum[int a, int b] = a + b;`: expressions that stand wherever their names do. */
import type { InlineDefinition, Parameter } from '../ast.js';
import { didYouMean } from '../suggest.js';
import type { Local, Tree } from '../tree.js';
import { compatible, type Type, typeName } from '../types.js';
import { ClauseState, type Context } from './context.js';
import { definedAt, describePrevious } from './declarations.js';
import { localTree, MAX_EXPANSION, treeSize } from './expansion.js';
import { isNullConstant, isUnknown } from './operators.js';
import { bring } from './pointers.js';
import { isIncomplete } from './structs.js';
import { checkPrototype, declaredType, typeFromSpecifier } from './types.js';

export function checkInline(node: InlineDefinition, context: Context): void {
  const { declarator } = node;
  const { name, nameSpan, modifiers } = declarator;
  const last = modifiers.at(-1);
  if (last?.kind === 'array') {
    context.report('D_DECL_ARRNULL', declarator.span, [name]);
    return;
  }
  const keys = last?.kind === 'keys' ? last.parameters : null;
  const base = typeFromSpecifier(node.specifier, context);
  const plain = keys === null ? declarator : { ...declarator, modifiers: modifiers.slice(0, -1) };
  const type = declaredType(base, plain, context);
  const parameters = keys === null ? null : parametersOf(keys, context);
  const outer = context.clause;
  const needs = new ClauseState([]);
  context.clause = needs;
  for (const local of parameters ?? []) context.locals.set(local.name, localTree(local, nameSpan));
  const value = context.expression(node.value);
  context.locals.clear();
  context.clause = outer;
  if (treeSize(value) > MAX_EXPANSION) {
    context.report('D_SYNTAX', node.span, [
      `inline definition expands to more than ${MAX_EXPANSION} operations`,
    ]);
    return;
  }
  const previous = describePrevious('global', name, context);
  if (previous !== undefined) {
    const current = 'inline definition';
    context.report(
      'D_DECL_IDRED',
      nameSpan,
      [`identifier redefined: ${name}`, current, previous.kind],
      definedAt(previous.span),
    );
    return;
  }
  if (type.kind === 'void') context.report('D_DECL_VOIDOBJ', declarator.span, [`inline: ${name}`]);
  else if (isIncomplete(type)) context.report('D_DECL_INCOMPLETE', declarator.span, [typeName(type), name]);
  else if (!isUnknown(value) && !compatible(type, value.type) && !emptiesPointer(type, value)) {
    const what = `inline ${name} definition uses`;
    context.report('D_OP_INCOMPAT', node.span, [typeName(type), '=', typeName(value.type), what], {
      hints: didYouMean(typeName(value.type), [typeName(type)]),
    });
  }
  context.definitions.set(name, {
    kind: 'inline',
    tree: bring(value, type, context),
    span: nameSpan,
    needs,
    parameters,
  });
}

function emptiesPointer(type: Type, value: Tree): boolean {
  return (type.kind === 'string' || type.kind === 'pointer') && isNullConstant(value);
}

function parametersOf(keys: readonly Parameter[], context: Context): readonly Local[] {
  const types = checkPrototype('array', keys, context);
  return keys.map((key, at) => ({
    name: key.kind === 'type' ? key.declarator.name : '',
    type: types[at] as Type,
  }));
}
