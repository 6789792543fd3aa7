/** Random expressions, well-typed by construction. `depth` bounds them; at 0 only leaves are left. */

import { integerLiteral, textLiteral } from './literals.js';
import { type GenInt, type GenType, LEVEL, type Operand, operand, type Piece, piece } from './piece.js';
import {
  CHAR,
  type GenVariable,
  INT,
  INTS,
  LONG,
  type Places,
  promote,
  type Scope,
  STRING,
  sameType,
  typeText,
  ULONG,
} from './scope.js';

const BINARY: Readonly<Record<string, number>> = {
  '*': LEVEL.product,
  '/': LEVEL.product,
  '%': LEVEL.product,
  '+': LEVEL.sum,
  '-': LEVEL.sum,
  '<<': LEVEL.shift,
  '>>': LEVEL.shift,
  '&': LEVEL['&'],
  '^': LEVEL['^'],
  '|': LEVEL['|'],
};
const COMPARE: Readonly<Record<string, number>> = {
  '<': LEVEL.relation,
  '<=': LEVEL.relation,
  '>': LEVEL.relation,
  '>=': LEVEL.relation,
  '==': LEVEL.equality,
  '!=': LEVEL.equality,
};
const UINT = { kind: 'int', bytes: 4, signed: false } as const;
const LOGICAL = ['&&', '^^', '||'] as const;

export function expression(type: GenType['kind'], depth: number, scope: Scope): Piece {
  return type === 'string' ? text(depth, scope) : integer(depth, scope);
}

/** Of exactly this type. */
export function ofType(type: GenType, depth: number, scope: Scope): Piece {
  const found = expression(type.kind, depth, scope);
  return sameType(found.type, type) ? found : cast(type, found, scope);
}

export function cast(type: GenType, inner: Piece, scope: Scope): Piece {
  return piece(type, LEVEL.unary, `(${typeText(type, scope.random)})`, operand(inner, LEVEL.unary));
}

export function integer(depth: number, scope: Scope): Piece {
  const { random } = scope;
  if (depth <= 0) return integerLeaf(scope);
  const inner = () => integer(depth - 1 - random.below(2), scope);
  return random.weighted<() => Piece>([
    [4, () => integerLeaf(scope)],
    [10, () => binary(random.pick(Object.keys(BINARY)), inner(), inner())],
    [4, () => comparison(depth, scope)],
    [3, () => logical(random.pick(LOGICAL), inner(), inner())],
    [3, () => unary(random.pick(['-', '~', '+', '!']), inner())],
    [4, () => cast(random.pick(INTS), inner(), scope)],
    [3, () => conditional(inner(), inner(), inner())],
    [1, () => sequence(expression(random.pick(['int', 'string']), depth - 1, scope), inner())],
    [2, () => assignment('int', depth, scope)],
    [2, () => update(depth, scope)],
    [scope.places === null ? 0 : 4, () => (scope.places as Places).computed(depth, scope)],
    [6, () => integerCall(depth, scope)],
    [
      1,
      () =>
        piece(
          CHAR,
          LEVEL.postfix,
          operand(text(depth - 1, scope), LEVEL.postfix),
          '[',
          operand(inner(), LEVEL.assign),
          ']',
        ),
    ],
    [
      1,
      () =>
        piece(
          ULONG,
          LEVEL.unary,
          `sizeof(${random.chance(50) ? typeText(random.pick(INTS), random) : 'string'})`,
        ),
    ],
  ])();
}

function integerLeaf(scope: Scope): Piece {
  const { random } = scope;
  const variables = scope.readable('int');
  const args = scope.args.filter((arg) => arg.type.kind === 'int');
  const names = scope.names.filter(([, type]) => type.kind === 'int');
  return random.weighted<() => Piece>([
    [6, () => integerLiteral(scope)],
    [variables.length > 0 ? 9 : 0, () => read(random.pick(variables), 0, scope)],
    [args.length > 0 ? 4 : 0, () => random.pick(args)],
    [1, () => named(random.pick(names))],
    [1, () => piece(INT, LEVEL.primary, random.pick(['$1', '$2', '$target', '$pid']))],
    [1, () => random.pick(BUILTINS)],
    [scope.places === null ? 0 : 2, () => (scope.places as Places).leaf(scope)],
  ])();
}

const ALWAYS = piece(INT, LEVEL.equality, 'timestamp == timestamp');
const BUILTINS: readonly Piece[] = [
  piece(INT, LEVEL.primary, 'pid'),
  piece(INT, LEVEL.primary, 'tid'),
  piece({ kind: 'int', bytes: 4, signed: false }, LEVEL.primary, 'uid'),
  piece({ kind: 'int', bytes: 4, signed: false }, LEVEL.primary, 'id'),
  piece({ kind: 'int', bytes: 4, signed: false }, LEVEL.primary, 'epid'),
  piece(INT, LEVEL.primary, 'cpu'),
  ALWAYS,
];

function named([name, type]: readonly [string, GenType]): Piece {
  return piece(type, LEVEL.primary, name);
}

/** A variable, or an element under random keys. */
export function read(variable: GenVariable, depth: number, scope: Scope): Piece {
  if (variable.keys === null) return piece(variable.type, LEVEL.primary, variable.text);
  const keys = variable.keys.map((type) => operand(key(type, depth, scope), LEVEL.assign));
  return piece(variable.type, LEVEL.postfix, variable.text, '[', ...commas(keys), ']');
}

/** Few different values, so that keys meet again. */
export function key(type: GenType, depth: number, scope: Scope): Piece {
  const { random } = scope;
  if (depth > 0 && random.chance(40)) return expression(type.kind, depth - 1, scope);
  if (type.kind === 'string') return piece(STRING, LEVEL.primary, random.pick(['"k"', '"a b"', '""', '"1"']));
  return scope.constant(INT, String(random.below(3)));
}

export function commas(operands: readonly Operand[]): (string | Operand)[] {
  return operands.flatMap((each, at) => (at === 0 ? [each] : [', ', each]));
}

function binary(operator: string, left: Piece, right: Piece): Piece {
  const level = BINARY[operator] as number;
  const [a, b] = [left.type as GenInt, right.type as GenInt];
  const type = operator === '<<' || operator === '>>' ? a : promote(a, b);
  return piece(type, level, operand(left, level), ` ${operator} `, operand(right, level + 1));
}

function comparison(depth: number, scope: Scope): Piece {
  const { random } = scope;
  const operator = random.pick(Object.keys(COMPARE));
  const level = COMPARE[operator] as number;
  const kind = random.chance(35) ? 'string' : 'int';
  const left = expression(kind, depth - 1, scope);
  const right =
    kind === 'string' && random.chance(20)
      ? piece(STRING, LEVEL.primary, 'NULL')
      : expression(kind, depth - 1, scope);
  return piece(INT, level, operand(left, level), ` ${operator} `, operand(right, level + 1));
}

function logical(operator: (typeof LOGICAL)[number], left: Piece, right: Piece): Piece {
  const level = LEVEL[operator];
  return piece(INT, level, operand(left, level), ` ${operator} `, operand(right, level + 1));
}

function unary(operator: string, inner: Piece): Piece {
  return piece(operator === '!' ? INT : inner.type, LEVEL.unary, operator, operand(inner, LEVEL.unary));
}

export function conditional(test: Piece, yes: Piece, no: Piece): Piece {
  const type = yes.type.kind === 'int' && no.type.kind === 'int' ? promote(yes.type, no.type) : yes.type;
  return piece(
    type,
    LEVEL.conditional,
    operand(test, LEVEL['||']),
    ' ? ',
    operand(yes, LEVEL.comma),
    ' : ',
    operand(no, LEVEL.conditional),
  );
}

function sequence(first: Piece, second: Piece): Piece {
  return piece(second.type, LEVEL.comma, operand(first, LEVEL.assign), ', ', operand(second, LEVEL.assign));
}

const COMPOUND = ['+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>='];

/** A store as an expression: its value is what was stored. */
export function assignment(kind: GenType['kind'], depth: number, scope: Scope): Piece {
  const { random } = scope;
  const variables = scope.readable(kind);
  if (variables.length === 0) return expression(kind, 0, scope);
  const variable = random.pick(variables);
  const place: Operand = { piece: read(variable, depth - 1, scope), least: LEVEL.unary, fixed: true };
  const compound = kind === 'int' && random.chance(40);
  const empty = kind === 'string' && random.chance(10);
  const value = empty ? piece(STRING, LEVEL.primary, 'NULL') : expression(kind, depth - 1, scope);
  const operator = compound ? random.pick(COMPOUND) : '=';
  return piece(variable.type, LEVEL.assign, place, ` ${operator} `, operand(value, LEVEL.assign));
}

export function update(depth: number, scope: Scope): Piece {
  const { random } = scope;
  const variables = scope.readable('int');
  if (variables.length === 0) return integerLeaf(scope);
  const place: Operand = {
    piece: read(random.pick(variables), depth - 1, scope),
    least: LEVEL.postfix,
    fixed: true,
  };
  const operator = random.pick(['++', '--']);
  const { type } = place.piece;
  return random.chance(50)
    ? piece(type, LEVEL.unary, operator, place)
    : piece(type, LEVEL.postfix, place, operator);
}

function called(type: GenType, name: string, ...args: readonly Piece[]): Piece {
  return piece(
    type,
    LEVEL.primary,
    `${name}(`,
    ...commas(args.map((arg) => operand(arg, LEVEL.assign))),
    ')',
  );
}

function integerCall(depth: number, scope: Scope): Piece {
  const { random } = scope;
  const int = () => integer(depth - 2, scope);
  const string = () => text(depth - 1, scope);
  const maybe = (make: () => Piece) => (random.chance(50) ? [make()] : []);
  const swapped = (name: string, bytes: 2 | 4 | 8) =>
    called({ kind: 'int', bytes, signed: false }, name, int());
  return random.weighted<() => Piece>([
    [3, () => called(ULONG, 'strlen', string())],
    [3, () => called(INT, 'index', string(), string(), ...maybe(int))],
    [3, () => called(INT, 'rindex', string(), string(), ...maybe(int))],
    [3, () => called(LONG, 'strtoll', string(), ...maybe(() => base(scope)))],
    [2, () => piece(INT, LEVEL.assign, 'spec = speculation()')],
    [1, () => swapped(random.pick(['htons', 'ntohs']), 2)],
    [1, () => swapped(random.pick(['htonl', 'ntohl']), 4)],
    [1, () => swapped(random.pick(['htonll', 'ntohll']), 8)],
    [1, () => called(UINT, random.pick(['getmajor', 'getminor']), int())],
  ])();
}

/** A base for digits; sometimes one that faults. */
function base(scope: Scope): Piece {
  return scope.constant(INT, scope.random.pick(['2', '8', '10', '16', '16', '36', '7', '1', '37']));
}

const DOCUMENTS = [
  '"{\\"a\\": 1, \\"b\\": {\\"c\\": [10, 2.5e3, true]}, \\"s\\": \\"x y\\"}"',
  '"[1, [2, 3], {\\"a\\": null}]"',
  '"{}"',
  '"no json"',
];
const PATHS = ['a', 'b', 'b.c', 'b.c[1]', 'b.c[3]', 's', '[1]', '[1][0]', '[2].a', 'nope', '', 'b.x.y'].map(
  (path) => `"${path}"`,
);

export function text(depth: number, scope: Scope): Piece {
  const { random } = scope;
  if (depth <= 0) return textLeaf(scope);
  const inner = () => text(depth - 1 - random.below(2), scope);
  const int = () => integer(depth - 2, scope);
  const maybe = (make: () => Piece) => (random.chance(50) ? [make()] : []);
  const delimiters = () =>
    random.chance(70) ? piece(STRING, LEVEL.primary, random.pick(['"/"', '", "', '"ab"'])) : inner();
  return random.weighted<() => Piece>([
    [6, () => textLeaf(scope)],
    [3, () => called(STRING, 'strjoin', inner(), inner())],
    [scope.places === null ? 0 : 4, () => (scope.places as Places).text(depth, scope)],
    [3, () => called(STRING, 'substr', inner(), int(), ...maybe(int))],
    [2, () => called(STRING, random.pick(['strchr', 'strrchr']), inner(), int())],
    [2, () => called(STRING, 'strstr', inner(), inner())],
    [
      scope.inError ? 0 : 3,
      () =>
        called(
          STRING,
          'strtok',
          random.chance(40) ? piece(STRING, LEVEL.primary, 'NULL') : inner(),
          delimiters(),
        ),
    ],
    [
      4,
      () => called(STRING, random.pick(['basename', 'dirname', 'cleanpath', 'toupper', 'tolower']), inner()),
    ],
    [
      1,
      () =>
        called(
          STRING,
          'json',
          piece(STRING, LEVEL.primary, random.pick(DOCUMENTS)),
          random.chance(80) ? piece(STRING, LEVEL.primary, random.pick(PATHS)) : inner(),
        ),
    ],
    [3, () => called(STRING, 'lltostr', int(), ...maybe(() => base(scope)))],
    [
      2,
      () => conditional(int(), inner(), random.chance(10) ? piece(STRING, LEVEL.primary, 'NULL') : inner()),
    ],
    [1, () => sequence(expression(random.pick(['int', 'string']), depth - 1, scope), inner())],
    [2, () => assignment('string', depth, scope)],
    [1, () => cast(STRING, inner(), scope)],
    [1, () => piece(STRING, LEVEL.unary, 'stringof ', operand(inner(), LEVEL.unary))],
  ])();
}

function textLeaf(scope: Scope): Piece {
  const { random } = scope;
  const variables = scope.readable('string');
  const args = scope.args.filter((arg) => arg.type.kind === 'string');
  return random.weighted<() => Piece>([
    [5, () => textLiteral(scope)],
    [variables.length > 0 ? 6 : 0, () => read(random.pick(variables), 0, scope)],
    [args.length > 0 ? 4 : 0, () => random.pick(args)],
    [
      1,
      () =>
        piece(
          STRING,
          LEVEL.primary,
          random.pick([
            'probename',
            'probeprov',
            'probemod',
            'probefunc',
            'execname',
            'cwd',
            'root',
            'INLINE_TEXT',
            '$$1',
            '$$3',
            '$4',
            '$0',
          ]),
        ),
    ],
  ])();
}
