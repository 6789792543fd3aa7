/** Definitions in use: an inline or a member of a translator stands where its name does, its parameters bound once. */
import type { Expression } from '../ast.js';
import type { Local, Tree } from '../tree.js';
import type { Context, Definition } from './context.js';
import { checkKeys, matchesSignature } from './keys.js';
import { unknown } from './operators.js';
import { bring } from './pointers.js';

type Index = Extract<Expression, { readonly kind: 'index' }>;

export function localTree(local: Local, span: Tree['span']): Tree {
  return { kind: 'local', type: local.type, span, local };
}

/** `sum[1, 2]`: every argument is computed once. */
export function checkInlineCall(node: Index, name: string, definition: Definition, context: Context): Tree {
  const parameters = definition.parameters as readonly Local[];
  const args = checkKeys(name, node.keys, context);
  if (args === null) return unknown(node.span);
  const types = parameters.map((local) => local.type);
  if (!matchesSignature(name, types, args, node.span, context)) return unknown(node.span);
  if (definition.needs !== null) context.clause.include(definition.needs);
  return parameters.reduceRight<Tree>(
    (body, local, at) => ({
      kind: 'let',
      type: body.type,
      span: node.span,
      local,
      value: bring(args[at] as Tree, local.type, context),
      body,
    }),
    { ...definition.tree, span: node.span } as Tree,
  );
}

/** An inline that uses inlines doubles with each level; its text has to stay within reason. */
export const MAX_EXPANSION = 2000;

export function treeSize(tree: Tree): number {
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
