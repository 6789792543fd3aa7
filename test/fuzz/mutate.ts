/** Changes to a text: of its characters, of its tokens. */
import type { Random } from '../oracle/generate/random.js';

export const PIECES: readonly string[] = [
  ...'{}()[]/;,@"\'\\#\n$*&=`.:?<>!~^|%-+ \0',
  ...['/*', '*/', '//', '->', '++', '--', '<<', '>>', '&&', '||', '^^', '==', '<=', '+=', '>>=', '...'],
  ...[
    '$1',
    '$$1',
    '$9',
    '$target',
    '$0',
    'self->',
    'this->',
    'self->x',
    'this->y',
    'x',
    'y',
    'a[1]',
    '@a',
    '@a[1]',
  ],
  ...[
    '0',
    '1',
    '-1',
    '0x',
    '0x7fffffffffffffff',
    '9'.repeat(30),
    '08',
    '1u',
    '1ull',
    '1.5',
    "'a'",
    "''",
    "'abcdefghi'",
  ],
  ...[
    '"a"',
    '"%d\\n"',
    '"%*.*d%@d%k"',
    '"\\',
    '""',
    '\ud800',
    'é',
    '\u2028',
    '__proto__',
    'constructor',
    'toString',
  ],
  ...[
    'args[0]',
    'arg0',
    'args',
    'NULL',
    'BEGIN',
    'END',
    'ERROR',
    'tick-1h',
    'timer::setTimeout:fire',
    'abort:::',
    ':::',
  ],
  ...[
    'if',
    'else',
    'inline',
    'typedef',
    'struct',
    'union',
    'enum',
    'translator',
    'xlate',
    'sizeof',
    'offsetof',
    'stringof',
  ],
  ...['int', 'char', 'unsigned', 'long', 'string', 'void', 'const', 'float', 'int32_t', 'extern', 'static'],
  ...['count()', 'sum(1)', 'quantize(1)', 'lquantize(1,0,9,1)', 'llquantize(1,10,0,3,10)', 'stats(1)'],
  ...[
    'trace(',
    'printf(',
    'print(',
    'printa(',
    'exit(',
    'clear(@a)',
    'trunc(@a,',
    'normalize(@a,',
    'stack()',
    'ustack(3)',
  ],
  ...[
    'strlen(',
    'strtok(',
    'substr(',
    'index(',
    'alloca(',
    'bcopy(',
    'copyin(',
    'tracemem(',
    'speculate(',
    'commit(',
  ],
  ...[
    '#pragma D option ',
    '#line 1',
    '#!',
    'timestamp',
    'probename',
    'execname',
    'pid$target',
    'provider p {',
    '};',
  ],
];

/** Blanks, words, numbers, strings, single characters. */
export function tokens(text: string): string[] {
  return text.match(/\s+|[A-Za-z_]\w*|\d\w*|"[^"\n]*"|'[^'\n]*'|\/\*.*?\*\/|./gs) ?? [''];
}

export function mutate(text: string, random: Random): string {
  return random.weighted([
    [5, gently],
    [3, ofTokens],
    [2, ofCharacters],
  ])(text, random);
}

const KINDS: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    /^\d/,
    ['0', '1', '2', '-1', '64', '255', '2147483648', '0xffffffff', '9223372036854775807', '1ull', "'a'"],
  ],
  [/^"/, ['""', '"a"', '"a,b/c"', '"%d %s\\n"', '"é"', 'NULL', 'probename']],
  [/^(?:[-+*/%&|^]|<<|>>)$/, ['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>']],
  [/^(?:[<>]|[=!<>]=|&&|\|\||\^\^)$/, ['<', '<=', '>', '>=', '==', '!=', '&&', '||', '^^']],
  [
    /^(?:int|char|short|long|string|u?int\d+_t)$/,
    ['int', 'char', 'short', 'long', 'string', 'uint8_t', 'uint64_t'],
  ],
  [
    /^(?:count|sum|min|max|avg|stddev|quantize)$/,
    ['sum', 'min', 'max', 'avg', 'stddev', 'quantize', 'stats'],
  ],
  [/^(?:BEGIN|END|ERROR)$/, ['BEGIN', 'END', 'ERROR', 'tick-1h', 'timer::setTimeout:fire']],
];

/** Tokens by others of their kind, names by names of the script: what comes out often compiles. */
function gently(text: string, random: Random): string {
  const list = text.match(
    /\s+|[A-Za-z_]\w*|\d\w*|"[^"\n]*"|'[^'\n]*'|\/\*.*?\*\/|<<|>>|[=!<>]=|&&|\|\||\^\^|->|\+\+|--|./gs,
  ) ?? [''];
  const names = list.filter((token) => /^[A-Za-z_]/.test(token));
  for (let n = random.pick([1, 1, 2, 3]), tries = 30; n > 0 && tries > 0; tries--) {
    const at = random.below(list.length);
    const token = list[at] as string;
    const others = KINDS.find(([pattern]) => pattern.test(token))?.[1];
    if (others === undefined && (!/^[a-z_]\w*$/i.test(token) || random.chance(60))) continue;
    list[at] = random.pick(others ?? names);
    n--;
  }
  return list.join('');
}

function ofCharacters(text: string, random: Random): string {
  let result = text;
  for (let n = random.pick([1, 1, 1, 2, 3, 4]); n > 0; n--) {
    const at = random.below(result.length + 1);
    const length = random.below(8);
    const piece = random.pick(PIECES);
    result = random.weighted<() => string>([
      [1, () => result.slice(0, at) + result.slice(at + length)],
      [2, () => result.slice(0, at) + piece + result.slice(at)],
      [1, () => result.slice(0, at) + String.fromCharCode(random.below(256)) + result.slice(at + 1)],
      [
        1,
        () =>
          result.slice(0, at) + result.slice(random.below(result.length + 1)).slice(0, 40) + result.slice(at),
      ],
      [1, () => result.slice(0, at)],
    ])();
  }
  return result;
}

function ofTokens(text: string, random: Random): string {
  const list = tokens(text);
  for (let n = random.pick([1, 1, 1, 2, 3, 4]); n > 0; n--) {
    const at = random.below(list.length);
    const other = random.below(list.length);
    random.weighted<() => void>([
      [2, () => void list.splice(at, random.between(1, 3))],
      [2, () => void list.splice(at, 0, random.pick(PIECES))],
      [2, () => void (list[at] = random.pick(PIECES))],
      [2, () => void (list[at] = list[other] ?? '')],
      [1, () => void ([list[at], list[other]] = [list[other] ?? '', list[at] ?? ''])],
      [1, () => void list.splice(at, 0, ...list.slice(other, other + random.below(20)))],
      [1, () => void list.splice(at, 0, (list[at] ?? '').repeat(random.between(2, 40)))],
    ])();
    if (list.length === 0) list.push('');
  }
  return list.join('');
}
