/** Hints about values of the wrong type: what was probably meant, and how D spells it. */
import { functionHint } from '../habits.js';
import type { Span } from '../source.js';
import type { Tree } from '../tree.js';
import type { Type } from '../types.js';
import type { Context } from './context.js';

const NOT_READ =
  'D reads no aggregations: keep a number in a variable too, n++; printa(@a) prints the aggregation';

/** Of two operands that do not go together. */
export function mismatchHints(operator: string, left: Tree, right: Tree, context: Context): string[] {
  const kinds = [left.type.kind, right.type.kind];
  if (kinds.includes('aggregation')) return [NOT_READ];
  if (kinds.includes('void'))
    return ['an action and an aggregating function have no value: @a = count(); stands alone'];
  const character = [left, right].flatMap(({ span }) => characterHints(span, context));
  if (character.length > 0) return character;
  if (kinds.includes('stack')) return ['a stack is printed, or a key: @[ustack()] = count();'];
  if (kinds.every((kind) => kind === 'string'))
    return operator === '+' || operator === '+=' ? ['strjoin(a, b) joins two strings'] : [];
  if (kinds.includes('string') && kinds.includes('int'))
    return ['lltostr(n) makes a string of a number, strtoll(s) a number of a string'];
  return [];
}

/** Of an argument: a string where a number is wanted, and the other way round. */
export function argumentHints(wanted: Type, given: Type, span: Span, context: Context): string[] {
  if (given.kind === 'aggregation') return [NOT_READ];
  if (wanted.kind === 'symbol') return ['it takes a frame, such as ucaller or args[1]->site'];
  const character = characterHints(span, context);
  if (character.length > 0) return wanted.kind === 'string' ? character : [];
  if (wanted.kind === 'string' && given.kind === 'int') return ['lltostr(n) makes a string of a number'];
  if (wanted.kind === 'int' && given.kind === 'string') return ['strtoll(s) makes a number of a string'];
  return [];
}

/** `'node'` is a number in D, and was meant as a string. */
export function characterHints(span: Span, context: Context): string[] {
  const text = context.reporter.sources[span.source]?.text.slice(span.start, span.end) ?? '';
  if (!/^'.*'$/.test(text)) return [];
  return [`${text} is a character, which is a number: a string has double quotes, "${text.slice(1, -1)}"`];
}

/** Of what should be true or false and is neither a number nor a pointer. */
export function conditionHints(...trees: readonly Tree[]): string[] {
  const kinds = trees.map((tree) => tree.type.kind);
  if (kinds.includes('aggregation')) return [NOT_READ];
  if (kinds.includes('string'))
    return ['a string is compared: execname == "node", or s != "" for any but the empty one'];
  if (kinds.includes('void')) return ['an action has no value'];
  if (kinds.includes('stack')) return ['stackdepth is the number of frames'];
  return [];
}

/** `@x++`, `@x += n`: an aggregation is no variable. */
export function storeHints(operator: string): string[] {
  if (operator === '++') return ['an aggregation is fed by a function: @x = count();'];
  if (operator === '+=' || operator === '-=') return ['an aggregation is fed by a function: @x = sum(n);'];
  return ['an aggregation is fed by a function: @x = max(n);'];
}

/** Strings and numbers have no members: what JavaScript has as one, D has as a function. */
export function memberHints(object: Type, member: string): string[] {
  if (object.kind !== 'string' && object.kind !== 'int') return [];
  return [functionHint(member) ?? `a ${object.kind === 'int' ? 'number' : 'string'} has no members`];
}
