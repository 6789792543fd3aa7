/** Inputs for the compiler that nobody would write, reproducible by seed and number. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompileInput } from '../../lang/compile.js';
import { OPTIONS } from '../../lang/options.js';
import type { SourceInput, SourceKind } from '../../lang/source.js';
import { ENV, inputFor } from '../oracle/compare.js';
import { generate, programText } from '../oracle/generate/program.js';
import { Random } from '../oracle/generate/random.js';
import { mutate, PIECES, tokens } from './mutate.js';

/** What inputs are made from. Most scripts that compile, since what is made from one with a mistake rarely does. */
export type Seeds = {
  readonly good: readonly string[];
  readonly bad: readonly string[];
  readonly random: readonly string[];
};

const RANDOM_PROGRAMS = 200;

/** Scripts of the repository and of its documents, and some random programs. */
export function readSeeds(root: string): Seeds {
  const files = (folder: string, ending: RegExp): string[] =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => ending.test(file))
      .sort()
      .map((file) => readFileSync(join(root, folder, file), 'utf8'));
  const fences = [readFileSync(join(root, 'README.md'), 'utf8'), ...files('docs', /\.md$/)].flatMap((text) =>
    [...text.matchAll(/^```\w*\n(.*?)^```/gms)].map((match) => match[1] as string),
  );
  return {
    good: files('test/d', /(^|\/)tst\.[^/]*\.d$/),
    bad: [...files('test/d', /(^|\/)err\.[^/]*\.d$/), ...fences.filter((text) => text.includes('{'))],
    random: Array.from({ length: RANDOM_PROGRAMS }, (_, seed) =>
      programText(generate(seed), { full: seed % 5 === 0, hidden: seed % 7 === 0 }),
    ),
  };
}

export type FuzzInput = { readonly what: string; readonly input: CompileInput };

export function fuzzInput(seed: number, index: number, seeds: Seeds): FuzzInput {
  const random = new Random((seed ^ Math.imul(index + 1, 0x9e3779b1)) >>> 0);
  const script = () => random.pick(random.chance(80) ? seeds.good : seeds.bad);
  const [what, text] = random.weighted<() => readonly [string, string]>([
    [6, () => ['bytes', bytes(random)]],
    [8, () => ['pieces', pieces(random)]],
    [50, () => ['mutated script', mutate(script(), random)]],
    [12, () => ['spliced scripts', spliced(random, script(), script())]],
    [5, () => ['mutated program', mutate(random.pick(seeds.random), random)]],
    [2, () => ['nested', nested(random)]],
    [4, () => ['repeated', repeated(random, script(), random.chance(2) ? 20_000 : 1500)]],
    [6, () => ['pragmas', pragmas(random)]],
  ])();
  return { what, input: around(text, random) };
}

/** Everything but the text: kinds of sources, macro arguments, options, flags. */
function around(text: string, random: Random): CompileInput {
  const kinds: readonly SourceKind[] = ['file', '-n', '-n', '-P', '-m', '-f', '-i'];
  const first: SourceInput = { name: 'fuzz.d', text, kind: random.chance(80) ? 'file' : random.pick(kinds) };
  const second: SourceInput = { name: 'more', text: pieces(random), kind: random.pick(kinds) };
  const options = random.several(0, 2, () => [optionName(random), optionValue(random)] as const);
  const isKind = random.chance(80);
  return inputFor(text, {
    sources: random.chance(95) ? [first] : [first, second],
    macroArgs: isKind ? ['1', 'BEGIN', '"text"', '4'] : random.several(0, 3, () => macroArgument(random)),
    options: {
      ...(isKind ? { argref: '', defaultargs: '' } : {}),
      ...(random.chance(15) ? Object.fromEntries(options) : {}),
    },
    destructive: random.chance(80),
    allowZeroMatch: random.chance(60),
    env: random.chance(90) ? ENV : { ...ENV, script: '\0"' },
  });
}

function bytes(random: Random): string {
  return Buffer.from(random.several(0, 120, () => random.below(256))).toString(
    random.chance(50) ? 'latin1' : 'utf8',
  );
}

function pieces(random: Random): string {
  const start = random.pick([
    '',
    'BEGIN { ',
    'BEGIN / ',
    'int ',
    'struct s { ',
    '#',
    'inline ',
    'translator ',
  ]);
  return start + random.several(0, 60, () => random.pick(PIECES)).join(random.pick(['', '', ' ', '\n']));
}

/** The beginning of one, the end of another. */
function spliced(random: Random, one: string, other: string): string {
  const [head, tail] = [tokens(one), tokens(other)];
  return (
    head.slice(0, random.below(head.length + 1)).join('') + tail.slice(random.below(tail.length + 1)).join('')
  );
}

const OPENERS = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['a[', ']'],
  ['(int)', ''],
  ['-', ''],
  ['!', ''],
  ['*', ''],
  ['&', ''],
  ['1 ? ', ' : 2'],
  ['1 + ', ''],
  ['x = ', ''],
  ['if (1) ', ''],
  ['if (x) { ', '}'],
  ['if (1) x = 1; else ', ''],
  ['sizeof ', ''],
  ['stringof ', ''],
  ['struct { ', '} m;'],
  ['struct s { int m; ', '};'],
  ['strjoin("a", ', ')'],
  ['self->x->', ''],
  ['++', ''],
  ['@a[', ']'],
  ['x.', ''],
  ['(1, ', ')'],
  ['int (*', ')'],
] as const;

function nested(random: Random): string {
  const [open, close] = random.pick(OPENERS);
  const [inner, end] = random.chance(50) ? random.pick(OPENERS) : (['', ''] as const);
  const depth = random.pick([3, 50, 199, 201, 1001, random.chance(2) ? 20_000 : 300]);
  const closed = random.chance(60) ? (end + close).repeat(depth) : '';
  const start = random.pick(['BEGIN { ', 'BEGIN { x = 1; trace(', 'BEGIN / ', 'int ', '', 'enum e { A = ']);
  return `${start}${(open + inner).repeat(depth)}1${closed}${random.pick(['; }', '); }', '/ {}', ';', ''])}`;
}

function repeated(random: Random, script: string, size: number): string {
  const unit = random.chance(50)
    ? random.several(1, 6, () => random.pick(PIECES)).join('')
    : random.pick(tokens(script));
  const start = random.pick(['', 'BEGIN { ', 'BEGIN / 1', '/*', '"', '#pragma D option ']);
  return (
    start +
    unit.repeat(Math.ceil(random.below(size) / Math.max(unit.length, 1))) +
    random.pick(['', ' }', '"', '*/'])
  );
}

function optionName(random: Random): string {
  return random.chance(85)
    ? random.pick(OPTIONS).name
    : random.pick(['', 'nope', '__proto__', 'constructor', 'a=b']);
}

function optionValue(random: Random): string {
  return random.pick([
    '',
    '0',
    '1',
    '-1',
    '2',
    '5',
    '17',
    'on',
    'no',
    '4k',
    '1g',
    '99999999999999999',
    '1hz',
    '0hz',
    '10ms',
    'switch',
    'x',
    '1.6',
    '\0',
    '1e9',
    '65536',
    '2t',
  ]);
}

function macroArgument(random: Random): string {
  return random.pick([
    '',
    '1',
    '-5',
    'name',
    '"text"',
    '0x7fffffffffffffff',
    '99999999999999999999',
    'a b',
    "'",
    '\\',
    '\0',
    'é',
    '$1',
    'BEGIN',
    '*',
    '+3',
    '0778',
    '"',
    'int',
    '__proto__',
  ]);
}

function pragmas(random: Random): string {
  const words = [
    'D',
    'option',
    'attributes',
    'binding',
    'depends_on',
    'error',
    'ident',
    'line',
    'library',
    'provider',
    'x',
    'Stable/Stable/Common',
    '"1.0"',
    '"',
    '=',
    '',
  ];
  const line = () => {
    if (random.chance(50)) return `#pragma D option ${optionName(random)}=${optionValue(random)}`;
    return `#${random.pick(['pragma', 'line', '', 'error', '!', 'ident', 'if', ' 5 "f.d"', '99999999'])} ${random.several(0, 4, () => random.pick(words)).join(' ')}`;
  };
  return `${random.several(1, 6, line).join('\n')}\nBEGIN { trace(sizeof(string)); printf("%s", "abcdefgh"); ustack(); }\n`;
}
