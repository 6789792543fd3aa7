/** What is typed after `ntrace run NAME`, as the front door's words: the script's own options become $1, $2, … */
import { nearest } from '../../lang/suggest.js';
import { flagNames, flagOf } from '../front/flags.js';
import { usage } from '../front/values.js';
import { type Header, isText, type ScriptOption } from './header.js';

/** Undefined: its help is wanted. @throws CliError for what cannot be meant. */
export function frontWords(header: Header, file: string, words: readonly string[]): string[] | undefined {
  const front: string[] = [];
  const values = new Map<string, string>();
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  for (let at = 0; at < end; at++) {
    const word = words[at] as string;
    if (word === '-h' || word === '--help') return undefined;
    if (!word.startsWith('-')) throw stray(header, word);
    const [name = '', inline] = word.startsWith('--') ? split(word) : [word];
    const option = header.options.find((each) => `--${each.name}` === name);
    if (option !== undefined) {
      values.set(option.name, checked(header, option, inline ?? (at + 1 < end ? words[++at] : undefined)));
      continue;
    }
    if (word.startsWith('--') && flagOf(name) === undefined) throw unknown(header, name);
    front.push(word);
    if (takesNext(word) && at + 1 < end) front.push(words[++at] as string);
  }
  return ['-s', file, ...macros(header.options, values), ...front, ...words.slice(end)];
}

function split(word: string): [name: string, value?: string] {
  const equals = word.indexOf('=');
  return equals === -1 ? [word] : [word.slice(0, equals), word.slice(equals + 1)];
}

/** Letters may be bundled: the first that takes an argument has the rest of the word, or the next one. */
function takesNext(word: string): boolean {
  if (word.startsWith('--')) return !word.includes('=') && flagOf(word)?.argument !== undefined;
  const letters = [...word].slice(1);
  const taker = letters.findIndex((letter) => flagOf(`-${letter}`)?.argument !== undefined);
  return taker !== -1 && taker === letters.length - 1;
}

/** As many as it takes to give the last of those that were given. */
function macros(options: readonly ScriptOption[], values: ReadonlyMap<string, string>): string[] {
  const last = options.findLastIndex(({ name }) => values.has(name));
  return options.slice(0, last + 1).map((option) => values.get(option.name) ?? option.default);
}

function checked({ name }: Header, option: ScriptOption, value: string | undefined): string {
  const help = `ntrace run ${name} -h`;
  if (value === undefined || value === '')
    throw usage(`option --${option.name} needs a value: --${option.name} ${option.type}`, help);
  if (isText(option) && value.startsWith('-'))
    throw usage(`--${option.name}: a text cannot begin with a dash: ${value}`, help);
  if (!isText(option) && !/^\d{1,9}$/.test(value))
    throw usage(`--${option.name} is a whole number (${option.type}), not ${value}`, help);
  return value;
}

function unknown({ name, options }: Header, option: string): Error {
  const known = [...options.map((each) => `--${each.name}`), ...flagNames()].filter((one) => one.length > 2);
  const [near] = nearest(option, known);
  return usage(
    `no such option of ${name}: ${option}`,
    near === undefined ? `ntrace run ${name} -h` : `did you mean ${near}?`,
  );
}

function stray({ name, options }: Header, word: string): Error {
  const [first] = options;
  return usage(
    `${name}: what is ${word}?`,
    first === undefined ? `ntrace run ${name} -p PID` : `values are named, such as --${first.name} ${word}`,
  );
}
