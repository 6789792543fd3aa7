/** Order of evaluation where JavaScript's is not D's: which expressions can be moved past each other. */
import type { Place, Tree } from '../tree.js';

/**
 * D computes the value of `a[key] = value` before the key. Code may compute them the other way round when that
 * shows nowhere: when one is a constant, or neither stores nor faults.
 */
export function valueGoesFirst(place: Place, value: Tree): boolean {
  // A part is stored by storing the whole, which the value may change.
  if (place.kind === 'field' && !isStill(value)) return true;
  const parts = partsOf(place);
  if (isConstant(value) || parts.every(isConstant)) return false;
  return !(isStill(value) && parts.every(isStill));
}

/** What has to be computed to find a place. */
function partsOf(place: Tree): readonly Tree[] {
  switch (place.kind) {
    case 'element':
      return place.keys;
    case 'memory':
      return [place.address];
    case 'field':
      return [...partsOf(place.object), place.offset];
    default:
      return [];
  }
}

function isConstant(tree: Tree): boolean {
  return tree.kind === 'int' || tree.kind === 'string' || tree.kind === 'null';
}

/** Neither stores anything nor can fault. What is not listed may do either. */
function isStill(tree: Tree): boolean {
  switch (tree.kind) {
    case 'int':
    case 'string':
    case 'null':
    case 'variable':
    case 'builtin':
    case 'arg-int':
    case 'arg':
    case 'member':
    case 'epid':
    case 'stack':
    case 'local':
      return true;
    case 'property':
      return isStill(tree.object) && isStill(tree.key);
    case 'memory':
      return tree.address.kind === 'int';
    case 'element':
      return tree.keys.every(isStill);
    case 'negate':
    case 'complement':
    case 'not':
    case 'convert':
    case 'text':
    case 'number':
      return isStill(tree.operand);
    case 'arithmetic':
      return tree.operator !== '/' && tree.operator !== '%' && isStill(tree.left) && isStill(tree.right);
    case 'compare':
    case 'logical':
      return isStill(tree.left) && isStill(tree.right);
    case 'conditional':
      return isStill(tree.test) && isStill(tree.yes) && isStill(tree.no);
    default:
      return false;
  }
}
