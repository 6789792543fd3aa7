/** What to say about names that nothing defines: what was meant, by nearness or by habit, or how it would exist. */
import type { Expression } from '../ast.js';
import {
  ABSENT_VARIABLES,
  CONSTANTS,
  FUNCTIONS_BY_NAME,
  SPECIAL_VARIABLES,
  VARIABLES,
  VARIABLES_BY_NAME,
} from '../builtins.js';
import { functionHint, nameHint } from '../habits.js';
import type { Span } from '../source.js';
import { didYouMean } from '../suggest.js';
import type { Tree } from '../tree.js';
import { UNKNOWN } from '../types.js';
import type { Context } from './context.js';

const FROM_FIRST_USE = 'a variable exists from its first assignment on, in the order of the text: x = 0;';
const LATER = 'it came to D after the version that the program asks for';
const AGGREGATION_FROM_FIRST_USE =
  'an aggregation exists from its first use on, in the order of the text: @a = count();';

/** A global one. */
export function undefinedName(name: string, span: Span, context: Context): Tree {
  const absent = ABSENT_VARIABLES.get(name);
  if (absent !== undefined) return context.fail('D_UNSUPPORTED', span, [`${name} (${absent}) is`]);
  if (name.includes('`')) {
    return context.fail('D_IDENT_UNDEF', span, [name, 'Unknown symbol name'], {
      hints: ['ntrace traces JavaScript: there are no kernel symbols'],
    });
  }
  return unknownVariable(name, name, span, context, () => [
    ...namesOf('global', context),
    ...VARIABLES.map((row) => row.name),
    ...SPECIAL_VARIABLES,
    ...context.definitions.keys(),
    ...CONSTANTS.keys(),
  ]);
}

/** `self->x`, `this->x`. */
export function undefinedScoped(
  { scope, name, span }: Extract<Expression, { readonly kind: 'scoped' }>,
  context: Context,
): Tree {
  return unknownVariable(name, `${scope}->${name}`, span, context, () =>
    namesOf(scope, context).map((known) => `${scope}->${known}`),
  );
}

export function undefinedAggregation(name: string, span: Span, context: Context): Tree {
  if (context.reporter.isLost(`@${name}`)) return { kind: 'null', type: UNKNOWN, span };
  const known = [...context.aggregations.keys()].map((other) => `@${other}`);
  const hints = context.reporter.full ? [] : didYouMean(`@${name}`, known);
  return context.fail('D_IDENT_UNDEF', span, [`@${name}`, 'Unknown aggregation name'], {
    hints: hints.length > 0 ? hints : [AGGREGATION_FROM_FIRST_USE],
  });
}

function namesOf(scope: 'global' | 'self' | 'this', context: Context): string[] {
  return [...context.variables.values()]
    .filter((variable) => variable.scope === scope)
    .map((variable) => variable.name);
}

function unknownVariable(
  bare: string,
  shown: string,
  span: Span,
  context: Context,
  known: () => string[],
): Tree {
  // It stands in a part of the text that was given up: what would have declared it, nobody knows.
  if (context.reporter.isLost(bare)) return { kind: 'null', type: UNKNOWN, span };
  return context.fail('D_IDENT_UNDEF', span, [shown, 'Unknown variable name'], {
    hints: context.reporter.full ? [] : variableHints(shown, context, known()),
  });
}

function variableHints(shown: string, context: Context, known: readonly string[]): string[] {
  if (VARIABLES_BY_NAME.has(shown)) return [LATER];
  const habit = nameHint(shown);
  if (habit !== undefined) return [habit];
  const hints = didYouMean(shown, known);
  const row = FUNCTIONS_BY_NAME.get(shown);
  const takes = row?.parameters.some((parameter) => !parameter.optional) ? '…' : '';
  if (row !== undefined) hints.unshift(`${shown} is a function: ${shown}(${takes})`);
  if (context.aggregations.has(shown)) hints.unshift(`did you mean @${shown}?`);
  const elsewhere = otherScope(shown, context);
  if (elsewhere !== undefined) hints.unshift(`there is ${elsewhere}, which is another variable`);
  return hints.length > 0 ? hints.slice(0, 1) : [FROM_FIRST_USE];
}

/** `x` where `self->x` was stored to. */
function otherScope(shown: string, context: Context): string | undefined {
  const bare = shown.replace(/^(?:self|this)->/, '');
  const [other] = [...context.variables.values()].filter(({ name }) => name === bare);
  return other === undefined ? undefined : other.scope === 'global' ? bare : `${other.scope}->${bare}`;
}

/** Of a function that does not exist. */
export function functionHints(name: string): string[] {
  if (FUNCTIONS_BY_NAME.has(name)) return [LATER];
  const habit = functionHint(name);
  return habit === undefined ? didYouMean(name, FUNCTIONS_BY_NAME.keys()) : [habit];
}
