/** What to say about an option that could not be set: which one was meant, or what it takes. */
import { OPTIONS_BY_NAME, type OptionRow, type OptionType } from './option-table.js';
import { INVALID_NAME, INVALID_VALUE } from './options.js';
import { didYouMean } from './suggest.js';

const TAKES: Readonly<Record<OptionType, string>> = {
  bare: 'no value',
  boolean: 'yes or no',
  count: 'a number',
  number: 'a number',
  size: 'a size such as 512, 64k, 4m',
  rate: 'a time or a rate such as 500ms, 1s, 10hz',
  text: 'a text',
  word: 'a word',
  any: 'a value or none',
  attributes: 'stabilities such as Stable/Stable/Common',
  version: 'a version such as 2.0',
};

/** `names`: those that may be set where the mistake was made. */
export function optionHints(
  name: string,
  value: string,
  why: string,
  names: Iterable<string> = OPTIONS_BY_NAME.keys(),
): string[] {
  if (why === INVALID_NAME) return didYouMean(name, names);
  const row = OPTIONS_BY_NAME.get(name);
  if (row === undefined || why !== INVALID_VALUE) return [];
  const meant = row.words === undefined ? [] : didYouMean(value, row.words);
  return [...meant, `${name}, ${row.doc}, takes ${takes(row)}`];
}

function takes(row: OptionRow): string {
  if (row.type === 'word') return `one of ${row.words?.join(', ')}`;
  const { min, max } = row;
  const bounded = (row.type === 'count' || row.type === 'number') && max !== undefined && max < 2 ** 31 - 1;
  const words = row.words === undefined ? '' : `, or ${row.words.join(', ')}`;
  return `${TAKES[row.type]}${bounded ? ` from ${min ?? 0} to ${max}` : ''}${words}`;
}
