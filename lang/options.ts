/**
 * Options of -x, `#pragma D option` and setopt(): one row each, with type, default and range. The compiler reads
 * some, the agent and the consumer the others; Program.options carries what was set, as written.
 */

import { UNIT_NS } from '../wire/rate.js';

export type OptionType = 'boolean' | 'count' | 'size' | 'rate' | 'text' | 'policy' | 'version';

export type OptionRow = {
  readonly name: string;
  readonly type: OptionType;
  /** As it would be written. */
  readonly default: string;
  readonly min?: number;
  readonly max?: number;
  /** For `policy`: the words it takes. */
  readonly words?: readonly string[];
  /** setopt() may change it while tracing. */
  readonly dynamic?: true;
  /** Only on the command line, not in a program. */
  readonly commandLine?: true;
  readonly doc: string;
};

const K = 1024;
const MAX_SIZE = Number.MAX_SAFE_INTEGER;

function flag(name: string, doc: string, extra: Partial<OptionRow> = {}): OptionRow {
  return { name, type: 'boolean', default: 'no', doc, ...extra };
}
function count(name: string, standard: number, doc: string, extra: Partial<OptionRow> = {}): OptionRow {
  return { name, type: 'count', default: String(standard), min: 0, max: 2 ** 31 - 1, doc, ...extra };
}
function size(
  name: string,
  standard: string,
  min: number,
  doc: string,
  extra: Partial<OptionRow> = {},
): OptionRow {
  return { name, type: 'size', default: standard, min, max: MAX_SIZE, doc, ...extra };
}
function rate(name: string, standard: string, doc: string): OptionRow {
  return { name, type: 'rate', default: standard, min: 0, max: Number.MAX_SAFE_INTEGER, dynamic: true, doc };
}
const dynamic = { dynamic: true } as const;
const commandLine = { commandLine: true } as const;

export const OPTIONS: readonly OptionRow[] = [
  rate('aggrate', '1s', 'how often aggregations are read'),
  size('aggsize', '4m', 0, 'memory for the keys of aggregations, per isolate'),
  count('aggsortkeypos', 0, 'which key aggsortkey sorts by, from 0', dynamic),
  count('aggsortpos', 0, 'which aggregation a printa of several sorts by, from 0', dynamic),
  flag('aggsortkey', 'sort aggregations by key instead of value', dynamic),
  flag('aggsortrev', 'sort aggregations in reverse', dynamic),
  flag('agghist', 'draw a bar beside each count, sum, average and deviation', dynamic),
  flag('aggpack', 'print each quantize and lquantize distribution in one line', dynamic),
  flag('aggzoom', 'scale bars to the largest value instead of to the sum', dynamic),
  flag('aggpercent', 'print percentiles under each distribution: bounds, as its buckets give them', dynamic),
  flag('argref', 'do not complain about macro arguments that the program does not use'),
  {
    name: 'bufpolicy',
    type: 'policy',
    default: 'switch',
    words: ['switch', 'fill', 'ring'],
    doc: 'what happens when the record buffer is full',
  },
  size('bufsize', '4m', 0, 'memory for records that wait for the consumer'),
  rate('cleanrate', '101hz', 'how often speculations are cleaned'),
  flag('cpp', 'run the C preprocessor over the program first', commandLine),
  flag('defaultargs', 'read missing macro arguments as 0 and ""'),
  flag('destructive', 'allow destructive actions, as -w does'),
  flag('droptags', 'name the cause of drops by tag'),
  size('dynvarsize', '1m', 0, 'memory for associative arrays and self-> variables'),
  flag('empty', 'accept a program without clauses'),
  {
    name: 'encoding',
    type: 'policy',
    default: 'auto',
    words: ['auto', 'ascii', 'utf8'],
    dynamic: true,
    doc: 'characters of pictures: auto packs in Unicode blocks on a terminal that has them, and draws bars in ASCII',
  },
  flag('errtags', 'print compile errors in the form of dtrace, with tag'),
  flag('flowindent', 'indent entry and return', dynamic),
  count('jstackframes', 50, 'frames of jstack()', { min: 1, max: 1024 }),
  count('jstackstrsize', 512, 'accepted for compatibility'),
  count('maxframes', 127, 'no stack has more frames', { min: 1, max: 1024 }),
  count('nspec', 1, 'speculations that can be active'),
  flag('quiet', 'print only what the program prints', dynamic),
  flag('quietresize', 'do not report that buffers were made smaller', dynamic),
  flag('rawbytes', 'print what trace() is given, and strings that are keys, as bytes', dynamic),
  size('scratchsize', '256', 0, 'memory that alloca() can give to one clause', { max: 16 * K ** 2 }),
  size('specsize', '4m', 0, 'memory of one speculation'),
  count('stackframes', 20, 'frames of stack()', { min: 1, max: 1024 }),
  count('stackindent', 14, 'blanks before each frame of a stack', dynamic),
  rate('statusrate', '1s', 'how often the state of the agents is read'),
  {
    name: 'stdc',
    type: 'policy',
    default: 'a',
    words: ['a', 'c', 's', 't'],
    commandLine: true,
    doc: 'conformance of the preprocessor',
  },
  size('strsize', '256', 2, 'bytes that a string keeps', { max: 64 * K }),
  rate('switchrate', '1s', 'how often records are read'),
  flag('temporal', 'order records of all isolates by time'),
  count('ustackframes', 20, 'frames of ustack()', { min: 1, max: 1024 }),
  flag(
    'unsafehooks',
    'run async-hook probes on a Node where a stack overflow is fatal meanwhile',
    commandLine,
  ),
  flag('verbose', 'print what the compiler made of the program'),
  { name: 'version', type: 'version', default: '2.0', doc: 'version of the D language that is asked for' },
  flag('zdefs', 'accept probe descriptions that match nothing, as -Z does'),
];

export const OPTIONS_BY_NAME: ReadonlyMap<string, OptionRow> = new Map(OPTIONS.map((row) => [row.name, row]));

export const INVALID_NAME = 'Invalid option name';
export const INVALID_VALUE = 'Invalid value for specified option';

/** Why an option cannot be set so; undefined when it can. `value` is '' for a bare name. */
export function checkOption(name: string, value: string): string | undefined {
  const row = OPTIONS_BY_NAME.get(name);
  if (row === undefined) return INVALID_NAME;
  if (row.type === 'version' && /^\d+(\.\d+){0,2}$/.test(value)) {
    return Number.parseFloat(value) <= Number(row.default)
      ? undefined
      : 'Requested version is not supported by compiler';
  }
  return optionValue(row, value) === undefined ? INVALID_VALUE : undefined;
}

const TRUE_WORDS = ['yes', 'on', 'true', 'set', 'enable', 'enabled'];
const FALSE_WORDS = ['no', 'off', 'false', 'unset', 'disable', 'disabled'];
const SIZE_FACTOR: Readonly<Record<string, number>> = { '': 1, k: K, m: K ** 2, g: K ** 3, t: K ** 4 };

/** The meaning of a value as a number (rates in ns, booleans 0 or 1), or the text itself; undefined if it has none. */
export function optionValue(row: OptionRow, value: string): number | string | undefined {
  switch (row.type) {
    case 'boolean': {
      const word = value.toLowerCase();
      if (value === '' || TRUE_WORDS.includes(word)) return 1;
      if (FALSE_WORDS.includes(word)) return 0;
      return /^\d{1,9}$/.test(value) ? Math.min(Number(value), 1) : undefined;
    }
    case 'count':
      return /^\d{1,15}$/.test(value) ? inRange(row, Number(value)) : undefined;
    case 'size': {
      const match = /^(\d{1,15})([kmgt]?)$/i.exec(value);
      return match === null
        ? undefined
        : inRange(row, Number(match[1]) * (SIZE_FACTOR[(match[2] as string).toLowerCase()] as number));
    }
    case 'rate': {
      const match = /^(\d{1,15})([a-z]*)$/i.exec(value);
      if (match === null) return undefined;
      const number = Number(match[1]);
      const unit = (match[2] as string).toLowerCase();
      if (unit === 'hz') return number === 0 ? undefined : inRange(row, Math.floor(1e9 / number));
      return inRange(row, number * (unit === '' ? 1 : (UNIT_NS[unit] ?? Number.NaN)));
    }
    case 'policy':
      return row.words?.includes(value) ? value : undefined;
    case 'text':
    case 'version':
      return value;
  }
}

function inRange(row: OptionRow, value: number): number | undefined {
  return value >= (row.min ?? 0) && value <= (row.max ?? Number.MAX_SAFE_INTEGER) ? value : undefined;
}

/** The options of one compilation: the command line first, pragmas as the text is read. */
export class OptionSet {
  readonly #given: Record<string, string>;

  constructor(given: Readonly<Record<string, string>>) {
    this.#given = { ...given };
  }

  /** Returns why not. The command line wins over the program, as in dtrace. */
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

  boolean(name: string): boolean {
    return this.number(name) !== 0;
  }

  all(): Readonly<Record<string, string>> {
    return { ...this.#given };
  }
}
