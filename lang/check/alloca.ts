/** Which values come from alloca(): such pointers live as long as their clause, and must not be mixed with others. */
import type { Tree } from '../tree.js';

/** May the value be a pointer that alloca() gave? Strings are copied and never are. */
export function isAlloca(tree: Tree): boolean {
  if (tree.type.kind === 'string') return false;
  switch (tree.kind) {
    case 'alloca':
      return true;
    case 'variable':
    case 'element':
      return tree.variable.alloca;
    case 'convert':
    case 'negate':
    case 'complement':
      return isAlloca(tree.operand);
    case 'arithmetic':
      return isAlloca(tree.left) || isAlloca(tree.right);
    case 'conditional':
      return isAlloca(tree.yes);
    case 'sequence':
      return isAlloca(tree.second);
    case 'let':
      return isAlloca(tree.body);
    case 'assign':
      return isAlloca(tree.value) || isAlloca(tree.place);
    case 'update':
      return isAlloca(tree.place);
    default:
      return false;
  }
}

/** A choice between such a pointer and another: no variable can hold it. */
export function isMixed(tree: Tree): boolean {
  switch (tree.kind) {
    case 'conditional':
      return isAlloca(tree.yes) !== isAlloca(tree.no) || isMixed(tree.yes) || isMixed(tree.no);
    case 'convert':
      return isMixed(tree.operand);
    case 'arithmetic':
      return isMixed(tree.left) || isMixed(tree.right);
    case 'sequence':
      return isMixed(tree.second);
    default:
      return false;
  }
}
