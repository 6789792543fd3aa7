/** Formats of printf, printa, system and freopen against the values they are given. */
import { type Format, type FormatConversion, parseFormat } from '../../wire/format.js';
import type { Expression } from '../ast.js';
import { join, type Span } from '../source.js';
import { INT64, type Type, typeName, UINT64 } from '../types.js';
import type { Context } from './context.js';
import { characterHints } from './mismatch.js';

const INTEGERS = 'char, short, int, long, or long long';
const STRINGS = 'char [] or string (or use stringof)';

/**
 * DIFFERS: a size letter (%ld, %hd) is accepted with any integer; the type of the argument decides.
 * What a conversion takes: its wording in messages, and the kinds of type that fit.
 */
const TAKES: Readonly<Record<string, readonly [prototype: string, ...kinds: Type['kind'][]]>> = {
  a: ['pointer or integer', 'int', 'pointer', 'symbol'],
  A: ['pointer or integer', 'int', 'pointer', 'symbol'],
  c: ['char, short, or int', 'int'],
  C: ['char, short, or int', 'int'],
  d: [INTEGERS, 'int', 'js'],
  i: [INTEGERS, 'int', 'js'],
  o: [INTEGERS, 'int', 'js'],
  u: [INTEGERS, 'int', 'js'],
  x: [INTEGERS, 'int', 'js'],
  X: [INTEGERS, 'int', 'js'],
  e: ['float, double, or long double', 'float', 'js'],
  E: ['float, double, or long double', 'float', 'js'],
  f: ['float, double, or long double', 'float', 'js'],
  g: ['float, double, or long double', 'float', 'js'],
  G: ['float, double, or long double', 'float', 'js'],
  k: ['stack', 'stack'],
  p: ['pointer or integer', 'int', 'pointer'],
  s: [STRINGS, 'string', 'symbol', 'js'],
  S: [STRINGS, 'string', 'symbol', 'js'],
  T: ['int64_t', 'int'],
  Y: ['int64_t', 'int'],
};

/** The constant string that a format must be; null when it was reported as none. */
export function formatText(
  name: string,
  node: Expression,
  context: Context,
): { readonly text: string; readonly format: Format } | null {
  const tree = context.expression(node);
  if (tree.type.kind === 'unknown') return null;
  if (tree.type.kind !== 'string') {
    context.report('D_PROTO_ARG', node.span, [`${name}( )`, 'argument', 1, 'string', typeName(tree.type)], {
      hints: formatHints(name, node, tree.type, context),
    });
    return null;
  }
  if (tree.kind !== 'string' || node.kind !== 'string') {
    context.report('D_PRINTF_ARG_FMT', node.span, [name, typeName(tree.type)], {
      hints: [`${name}("%s", …) prints a string`],
    });
    return null;
  }
  if (node.value === '') {
    context.report('D_PRINTF_FMT_EMPTY', node.span, [name]);
    return null;
  }
  const parsed = parseFormat(node.value);
  if ('error' in parsed) {
    const hints = parsed.error.includes('undefined')
      ? [
          '%d and %x print integers, %s strings, %c a character, %Y a time, %k a stack, and %% is a percent sign',
        ]
      : [];
    context.report('D_SYNTAX', node.span, [parsed.error], { hints });
    return null;
  }
  return { text: node.value, format: parsed };
}

function formatHints(name: string, node: Expression, type: Type, context: Context): string[] {
  const character = characterHints(node.span, context);
  if (character.length > 0) return character;
  return type.kind === 'int' ? [`a format comes first: ${name}("%d\\n", …)`] : [];
}

/** Places, from 0, of the values that conversions to integers take. */
export function integerPlaces(format: Format): ReadonlySet<number> {
  const places = new Set<number>();
  let next = 0;
  for (const segment of format.segments) {
    if (segment.kind !== 'conversion' || segment.aggregation) continue;
    next += Number(segment.width === '*') + Number(segment.precision === '*');
    if ('diouxXp'.includes(segment.conversion)) places.add(next);
    next++;
  }
  return places;
}

export type Given = { readonly type: Type; readonly span: Span };

/** printf and its like: one value per conversion, and one more per `*`. */
export function checkPrintf(
  name: string,
  format: Format,
  given: readonly Given[],
  span: Span,
  context: Context,
): boolean {
  const used = checkConversions(name, format, given, null, span, context);
  if (used === null) return false;
  if (used === given.length) return true;
  const extra = join((given[used] as Given).span, (given.at(-1) as Given).span);
  context.report('D_PRINTF_ARG_EXTRA', extra, [name, used]);
  return false;
}

/**
 * printa: `%@` conversions take aggregations, the others and each `*` the keys in order; keys may be left over. The
 * value of an aggregation is an integer to its conversion, a picture too.
 */
export function checkPrinta(
  format: Format,
  keys: readonly Type[],
  counts: boolean,
  span: Span,
  context: Context,
): boolean {
  const given = keys.map((type) => ({ type, span }));
  const result = { type: counts ? UINT64 : INT64, span };
  return checkConversions('printa', format, given, result, span, context) !== null;
}

/** How many values the format takes; null after a mistake. `result`: what `%@` converts; null: nothing. */
function checkConversions(
  name: string,
  format: Format,
  given: readonly Given[],
  result: Given | null,
  span: Span,
  context: Context,
): number | null {
  let next = 0;
  const conversions = format.segments.filter((segment) => segment.kind === 'conversion');
  for (const [at, conversion] of conversions.entries()) {
    if (conversion.aggregation && result === null) {
      context.report('D_PRINTF_AGG_CONV', span, [name]);
      return null;
    }
    for (const [dynamic, shown] of [
      [conversion.width, '*'],
      [conversion.precision, '.*'],
    ] as const) {
      if (dynamic !== '*') continue;
      if (!checkDynamic(name, conversion, at + 1, shown, given[next++], next + 1, span, context)) return null;
    }
    if (conversion.aggregation) {
      if (!checkValue(name, conversion, at + 1, result as Given, 'aggregating action', context)) return null;
      continue;
    }
    const value = given[next++];
    if (value === undefined) {
      const hints =
        result === null
          ? []
          : ['%@d prints the value of the aggregation; conversions without @ print its keys'];
      context.report('D_PRINTF_ARG_PROTO', span, [name, at + 1, conversionName(conversion), 'value'], {
        hints,
      });
      return null;
    }
    if (!checkValue(name, conversion, at + 1, value, `argument #${next + 1}`, context)) return null;
  }
  return next;
}

/** The value of a `*`. */
function checkDynamic(
  name: string,
  conversion: FormatConversion,
  index: number,
  shown: string,
  value: Given | undefined,
  argIndex: number,
  span: Span,
  context: Context,
): boolean {
  if (value === undefined) {
    context.report('D_PRINTF_DYN_PROTO', span, [name, index, conversionName(conversion), shown]);
    return false;
  }
  if (value.type.kind === 'unknown' || value.type.kind === 'int') return true;
  context.report('D_PRINTF_DYN_TYPE', value.span, [
    name,
    argIndex,
    index,
    `${shown} ${conversionName(conversion)}`,
    typeName(value.type),
  ]);
  return false;
}

function conversionName(conversion: FormatConversion): string {
  return `${conversion.size}${conversion.conversion}`;
}

function checkValue(
  name: string,
  conversion: FormatConversion,
  index: number,
  value: Given,
  what: string,
  context: Context,
): boolean {
  const [prototype, ...kinds] = TAKES[conversion.conversion] as (typeof TAKES)[string];
  const { kind } = value.type;
  if (kind === 'unknown' || kinds.includes(kind)) return true;
  context.report(
    'D_PRINTF_ARG_TYPE',
    value.span,
    [name, what, index, conversionName(conversion), prototype, typeName(value.type)],
    { hints: typeHints(value, kinds.includes('string'), context) },
  );
  return false;
}

/** What prints the value, where the conversion does not. */
function typeHints({ type, span }: Given, asText: boolean, context: Context): string[] {
  switch (type.kind) {
    case 'record':
      return ['name a member, as in args[0]->id'];
    case 'js':
      return ['%s prints the text of a JavaScript value'];
    case 'string':
      return ['%s prints a string'];
    case 'stack':
      return ['%k prints a stack'];
    case 'aggregation':
      return ['printa("%@d\\n", @a) prints an aggregation'];
    case 'int': {
      const character = characterHints(span, context);
      if (character.length > 0) return character;
      return asText ? ['%d prints an integer'] : [];
    }
    default:
      return [];
  }
}
