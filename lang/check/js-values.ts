/**
 * Values of the application: `args[0].request.method`. Members are own or inherited data, never what a getter
 * would compute. Where a plain value is wanted they are read as that: a number, or their text.
 */
import type { Expression } from '../ast.js';
import type { Span } from '../source.js';
import type { Tree } from '../tree.js';
import { INT64, isInt, STRING, type Type } from '../types.js';

export function isJs(tree: Tree): boolean {
  return tree.type.kind === 'js';
}

/** Numbers are truncated, booleans 0 and 1; all else is 0. */
export function asNumber(tree: Tree): Tree {
  return isJs(tree) ? { kind: 'number', type: INT64, span: tree.span, operand: tree } : tree;
}

export function asText(tree: Tree): Tree {
  return isJs(tree) ? { kind: 'text', type: STRING, span: tree.span, operand: tree, full: false } : tree;
}

/** As what takes it wants it. */
export function plain(tree: Tree, wanted: Type): Tree {
  if (wanted.kind === 'string') return asText(tree);
  return isInt(wanted) ? asNumber(tree) : tree;
}

/** Compared with text, or with each other, they are text; with anything else numbers. */
export function comparable(left: Tree, right: Tree): readonly [Tree, Tree] {
  const textual = ({ type }: Tree) => type.kind === 'string' || type.kind === 'symbol' || type.kind === 'js';
  const read = textual(left) && textual(right) ? asText : asNumber;
  return [read(left), read(right)];
}

/** `.name` and `->name`. */
export function memberOfJs(node: Extract<Expression, { kind: 'member' }>, object: Tree): Tree {
  const key: Tree = { kind: 'string', type: STRING, span: node.span, value: node.name };
  return property(object, key, node.span);
}

/** `[n]` and `["a name"]`. */
export function elementOfJs(object: Tree, key: Tree, span: Span): Tree {
  return property(object, isJs(key) ? asText(key) : key, span);
}

function property(object: Tree, key: Tree, span: Span): Tree {
  return { kind: 'property', type: { kind: 'js' }, span, object, key };
}
