/**
 * What option values mean, and the options of one compilation. The compiler reads some of them, the agent and the
 * consumer the others; Program.options carries what was set, as written. The table is option-table.ts.
 */

import { UNIT_NS } from '../wire/rate.js';
import { isAttributes } from './attributes.js';
import { OPTIONS, OPTIONS_BY_NAME, type OptionRow } from './option-table.js';

export { OPTIONS, OPTIONS_BY_NAME };

export const INVALID_NAME = 'Invalid option name';
export const INVALID_VALUE = 'Invalid value for specified option';

/** Why an option cannot be set so; undefined when it can. `value` is '' for a bare name. */
export function checkOption(name: string, value: string): string | undefined {
  const row = OPTIONS_BY_NAME.get(name);
  if (row === undefined) return INVALID_NAME;
  if (row.type === 'version' && value !== '') {
    if (!/^\d+(\.\d+){0,2}$/.test(value)) return 'Version is not properly formatted or is too large';
    return Number.parseFloat(value) <= Number(row.default)
      ? undefined
      : 'Requested version is not supported by compiler';
  }
  if (name === 'iregs' && /^[1-7]$/.test(value)) return 'Insufficient registers to generate code';
  return optionValue(row, value) === undefined ? INVALID_VALUE : undefined;
}

const TRUE_WORDS = ['yes', 'on', 'true', 'set', 'enable', 'enabled'];
const FALSE_WORDS = ['no', 'off', 'false', 'unset', 'disable', 'disabled'];
const SIZE_FACTOR: Readonly<Record<string, number>> = {
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
};

/** The meaning of a value as a number (rates in ns, booleans 0 or 1), or the text itself; undefined if it has none. */
export function optionValue(row: OptionRow, value: string): number | string | undefined {
  if (row.type !== 'size' && row.words?.includes(value)) return value;
  switch (row.type) {
    case 'bare':
      return value === '' ? 1 : value === row.default ? 0 : undefined;
    case 'any':
      return value;
    case 'boolean': {
      const set = switchValue(value);
      return set === undefined ? undefined : Math.min(set, 1);
    }
    case 'count': {
      const set = value === '' ? 0 : switchValue(value);
      return set === undefined ? undefined : inRange(row, set);
    }
    case 'number':
      return /^\d{1,9}$/.test(value) ? inRange(row, Number(value)) : undefined;
    case 'size':
      return row.words?.includes(value) ? row.max : sizeValue(row, value);
    case 'rate':
      return rateValue(row, value);
    case 'word':
      return undefined;
    case 'attributes':
      return isAttributes(value) ? value : undefined;
    case 'text':
    case 'version':
      return value === '' ? undefined : value;
  }
}

/** A number, or a word such as yes; bare is on. */
function switchValue(value: string): number | undefined {
  const word = value.toLowerCase();
  if (value === '' || TRUE_WORDS.includes(word)) return 1;
  return FALSE_WORDS.includes(word) ? 0 : number(value);
}

/** As C writes it: decimal, 0x… or 0…. */
function number(text: string): number | undefined {
  if (/^0[0-7]+$/.test(text)) return Number.parseInt(text, 8);
  return /^(0x[0-9a-f]{1,13}|0|[1-9]\d{0,15})$/i.test(text) ? Number(text) : undefined;
}

function sizeValue(row: OptionRow, value: string): number | undefined {
  if (value === '') return inRange(row, 0);
  const factor = SIZE_FACTOR[value.slice(-1).toLowerCase()];
  const size = number(factor === undefined ? value : value.slice(0, -1));
  return size === undefined ? undefined : inRange(row, size * (factor ?? 1));
}

function rateValue(row: OptionRow, value: string): number | undefined {
  const match = /^(0x[0-9a-f]+|\d+)([a-z]*)$/i.exec(value === '' ? '0' : value);
  const rate = match === null ? undefined : number(match[1] as string);
  if (match === null || rate === undefined) return undefined;
  const unit = (match[2] as string).toLowerCase();
  if (unit === 'hz') return rate === 0 ? 0 : inRange(row, Math.floor(1e9 / rate));
  return inRange(row, rate * (unit === '' ? 1 : (UNIT_NS[unit] ?? Number.NaN)));
}

function inRange(row: OptionRow, value: number): number | undefined {
  return value >= (row.min ?? 0) && value <= (row.max ?? Number.MAX_SAFE_INTEGER) ? value : undefined;
}

/** The options of one compilation: the command line first, pragmas as the text is read; the last one counts. */
export class OptionSet {
  readonly #given: Record<string, string>;

  constructor(given: Readonly<Record<string, string>>) {
    this.#given = { ...given };
  }

  /** Returns why not. */
  set(name: string, value: string): string | undefined {
    const why = checkOption(name, value);
    if (why === undefined) this.#given[name] = value;
    return why;
  }

  number(name: string): number {
    const row = OPTIONS_BY_NAME.get(name) as OptionRow;
    const value = optionValue(row, this.#given[name] ?? row.default) ?? optionValue(row, row.default);
    return value as number;
  }

  /** As it was written, or its default. */
  text(name: string): string {
    return this.#given[name] ?? (OPTIONS_BY_NAME.get(name) as OptionRow).default;
  }

  boolean(name: string): boolean {
    return name in this.#given && this.number(name) !== 0;
  }

  all(): Readonly<Record<string, string>> {
    return { ...this.#given };
  }
}
