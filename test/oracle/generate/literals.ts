/** Constants, near the places where widths and signs change. */
import { type GenInt, LEVEL, type Piece, piece } from './piece.js';
import { INT, LONG, type Scope, STRING, ULONG } from './scope.js';

const SMALL = ['0', '1', '2', '3', '5', '7', '10', '63', '64', '65', '100', '127', '128', '255', '256'];
const INT_EDGES = ['32767', '32768', '65535', '65536', '1000000', '2147483647', '0x7fffffff', '0777'];
const UINT_EDGES = ['0u', '1u', '3u', '2147483648u', '4294967295u', '0x80000000', '0xffffffff'];
const LONG_EDGES = [
  '0l',
  '1l',
  '2147483648',
  '4294967296',
  '9007199254740991',
  '9007199254740992',
  '9007199254740993ll',
  '4611686018427387904',
  '9223372036854775807',
  '0x7fffffffffffffff',
];
const ULONG_EDGES = [
  '0ul',
  '1ul',
  '9007199254740991ul',
  '9007199254740993ul',
  '9223372036854775808ul',
  '18446744073709551615ul',
  '0xffffffffffffffff',
  '0x8000000000000000ull',
];
const CHARS = ["'a'", "'/'", "'\\n'", "'\\0'", "'\\377'", "'A'", "' '"];

const UINT = { kind: 'int', bytes: 4, signed: false } as const;

export function integerLiteral(scope: Scope): Piece {
  const { random } = scope;
  const [type, texts] = random.weighted<readonly [GenInt, readonly string[]]>([
    [8, [INT, SMALL]],
    [3, [INT, INT_EDGES]],
    [2, [UINT, UINT_EDGES]],
    [3, [LONG, LONG_EDGES]],
    [3, [ULONG, ULONG_EDGES]],
    [2, [INT, CHARS]],
    [1, [LONG, ["'abcde'", "'abcdefgh'"]]],
  ]);
  const text = random.pick(texts);
  return scope.constant(type, random.chance(20) ? `-${text}` : text);
}

const TEXTS = [
  '',
  'a',
  'abc',
  'Hello, World',
  'a,b,,c',
  '/usr/lib/../bin//node/./x',
  '/',
  '//',
  'a/b/c/',
  '..',
  '-42',
  ' 0x1F rest',
  '0777',
  '9223372036854775808',
  'zZ',
  'äöü€',
  '\\377\\200',
  'tab\\tnew\\nline',
  'quote\\"back\\\\',
  'x'.repeat(40),
];

export function textLiteral(scope: Scope): Piece {
  return piece(STRING, LEVEL.primary, `"${scope.random.pick(TEXTS)}"`);
}
