/** Structures, fixed arrays and pointers of generated programs: fixed declarations, random uses. */
import { integer, text } from './expressions.js';
import { LEVEL, type Operand, operand, type Piece, piece } from './piece.js';
import { CHAR, type GenVariable, INT, LONG, type Places, type Scope, STRING, ULONG } from './scope.js';
import type { GenStatement } from './statements.js';

export const STRUCTURES: readonly string[] = [
  'struct inner { char c; short v[3]; };',
  'struct outer { int a; char b; unsigned int f : 5; int g : 3; uint64_t wide : 33; uint64_t d; struct inner n; char buf[6]; string str; };',
  'union both { int i; unsigned char c[4]; short s; };',
  'struct outer ga; struct outer gb; this struct outer ta; self struct outer sa; struct outer ma[int];',
  'union both ua; int arr[4]; unsigned char bytes[8]; uint64_t wides[3]; struct in6_addr v6; int8_t mac[8];',
  'int *ip; short *sp; char *cp; struct outer *op; uint64_t *al;',
  'struct out { int x; uint64_t y; string s; }; struct out res; self struct out sres;',
  // This one first: a constant 0 would be a pointer to the other.
  'translator struct out < int n > { x = n; y = n + 1; s = "number"; };',
  'translator struct out < struct outer *p > { x = p->a + 1; y = p->d * p->f; s = p->str; };',
  'inline int square[int x] = x * x; inline long mixed[int a, long b] = a < 0 ? b : a - b;',
  'inline string twice[string t] = strjoin(t, t);',
];

const SHORT = { kind: 'int', bytes: 2, signed: true } as const;
const UCHAR = { kind: 'int', bytes: 1, signed: false } as const;
const UINT = { kind: 'int', bytes: 4, signed: false } as const;

/** Members of `struct outer` that are numbers, as they are written behind it. */
const MEMBERS: readonly (readonly [text: string, type: Piece['type']])[] = [
  ['a', INT],
  ['b', CHAR],
  ['f', UINT],
  ['g', INT],
  ['wide', ULONG],
  ['d', ULONG],
  ['n.c', CHAR],
];

/** Places that are written like variables. */
function structureVariables(): GenVariable[] {
  const at = (where: string, scope: GenVariable['scope']): GenVariable[] =>
    MEMBERS.map(([member, type]) => ({
      text: `${where}.${member}`,
      scope,
      type,
      keys: null,
      declared: true,
    }));
  const global = (where: string, type: Piece['type']): GenVariable => ({
    text: where,
    scope: 'global',
    type,
    keys: null,
    declared: true,
  });
  return [
    ...at('ga', 'global'),
    ...at('gb', 'global'),
    ...at('this->ta', 'this'),
    ...at('self->sa', 'self'),
    ...at('ma[1]', 'global'),
    global('ga.n.v[1]', SHORT),
    global('ua.i', INT),
    global('ua.c[2]', UCHAR),
    global('ua.s', SHORT),
    global('arr[2]', INT),
    global('bytes[5]', UCHAR),
    global('wides[1]', ULONG),
    global('ga.str', STRING),
  ];
}

/** Places behind an index or a pointer that is computed: any of them may fault. */
function computedPlace(depth: number, scope: Scope): Piece {
  const { random } = scope;
  const masked = (mask: number): Operand =>
    operand(
      piece(INT, LEVEL['&'], operand(integer(depth - 1, scope), LEVEL['&']), ` & ${mask}`),
      LEVEL.assign,
    );
  return random.weighted<() => Piece>([
    [4, () => piece(INT, LEVEL.postfix, 'arr[', masked(3), ']')],
    [1, () => piece(INT, LEVEL.postfix, 'arr[', operand(integer(depth - 1, scope), LEVEL.assign), ']')],
    [2, () => piece(UCHAR, LEVEL.postfix, 'bytes[', masked(7), ']')],
    [2, () => piece(ULONG, LEVEL.postfix, 'wides[', masked(1), ']')],
    [2, () => piece(SHORT, LEVEL.postfix, 'ga.n.v[', masked(1), ']')],
    [2, () => piece(INT, LEVEL.unary, '*ip')],
    [2, () => piece(INT, LEVEL.postfix, 'ip[', masked(1), ']')],
    [2, () => piece(SHORT, LEVEL.unary, '*sp')],
    [2, () => piece(INT, LEVEL.postfix, 'op->a')],
    [2, () => piece(ULONG, LEVEL.postfix, 'op->d')],
    [1, () => piece(UINT, LEVEL.postfix, 'op->f')],
    [1, () => piece(CHAR, LEVEL.postfix, 'op->n.c')],
    [2, () => piece(ULONG, LEVEL.postfix, 'al[', masked(1), ']')],
    [1, () => piece(INT, LEVEL.postfix, `ma[${random.below(3)}].a`)],
    [1, () => piece(INT, LEVEL.postfix, 'res.x')],
    [1, () => piece(ULONG, LEVEL.postfix, 'self->sres.y')],
  ])();
}

/** Inlines with parameters, translated members, bytes behind a pointer to char: nothing of it can be stored to. */
function computedValue(depth: number, scope: Scope): Piece {
  const { random } = scope;
  const int = () => operand(integer(depth - 1, scope), LEVEL.assign);
  const string = (least: number) => operand(text(depth - 1, scope), least);
  return random.weighted<() => Piece>([
    [3, () => piece(INT, LEVEL.postfix, 'square[', int(), ']')],
    [2, () => piece(LONG, LEVEL.postfix, 'mixed[', int(), ', ', int(), ']')],
    [2, () => piece(INT, LEVEL.postfix, 'xlate <struct out *>(op)->x')],
    [2, () => piece(ULONG, LEVEL.postfix, 'xlate <struct out *>(op)->y')],
    [2, () => piece(ULONG, LEVEL.postfix, 'xlate <struct out>(', int(), ').y')],
    [2, () => piece(CHAR, LEVEL.unary, '*cp')],
    [2, () => piece(CHAR, LEVEL.postfix, 'cp[', int(), ']')],
    [
      1,
      () =>
        piece(
          ULONG,
          LEVEL.primary,
          'strlen(',
          string(LEVEL.sum),
          ' + ',
          operand(integer(depth - 1, scope), LEVEL.product),
          ')',
        ),
    ],
  ])();
}

/** Texts that come from inlines, translators, memory, or begin inside of another. */
function computedText(depth: number, scope: Scope): Piece {
  const { random } = scope;
  const string = (least: number) => operand(text(depth - 1, scope), least);
  return random.weighted<() => Piece>([
    [3, () => piece(STRING, LEVEL.postfix, 'twice[', string(LEVEL.assign), ']')],
    [2, () => piece(STRING, LEVEL.postfix, 'xlate <struct out *>(op)->s')],
    [1, () => piece(STRING, LEVEL.postfix, 'res.s')],
    [2, () => piece(STRING, LEVEL.unary, 'stringof(cp)')],
    [2, () => piece(STRING, LEVEL.unary, 'stringof(', string(LEVEL.sum), ` + ${random.below(3)})`)],
  ])();
}

/** Numbers that can be read only. */
function structureLeaf(scope: Scope): Piece {
  const long = { kind: 'int', bytes: 8, signed: true } as const;
  return scope.random.pick([
    piece(ULONG, LEVEL.unary, 'sizeof(struct outer)'),
    piece(ULONG, LEVEL.unary, 'sizeof(ga.n)'),
    piece(ULONG, LEVEL.unary, 'offsetof(struct outer, n)'),
    piece(INT, LEVEL.equality, 'ip == NULL'),
    piece(INT, LEVEL.equality, 'ip != &arr[1]'),
    piece(INT, LEVEL.relation, 'ip < &arr[2]'),
    piece(long, LEVEL.sum, 'ip - arr'),
    piece(long, LEVEL.sum, 'sp - ga.n.v'),
    piece(ULONG, LEVEL.unary, '(uint64_t)ip'),
    piece(ULONG, LEVEL.primary, 'strlen(ga.buf)'),
  ]);
}

export const PLACES: Places = {
  variables: structureVariables(),
  computed: (depth, scope) => (scope.random.chance(60) ? computedPlace : computedValue)(depth, scope),
  text: computedText,
  leaf: structureLeaf,
};

/** Pointers are moved, structures copied, memory is taken and looked at. */
export function structureStatement(depth: number, scope: Scope): GenStatement {
  const { random } = scope;
  const plain = (...parts: readonly (string | Operand)[]): GenStatement => ({ kind: 'plain', parts });
  const store = () => {
    const place: Operand = { piece: computedPlace(depth, scope), least: LEVEL.unary, fixed: true };
    const operator = random.pick(['=', '=', '+=', '-=', '*=', '|=', '<<=', '>>=']);
    return plain(place, ` ${operator} `, operand(integer(depth - 1, scope), LEVEL.assign));
  };
  const step = () => {
    const place: Operand = { piece: computedPlace(depth, scope), least: LEVEL.postfix, fixed: true };
    return random.chance(50)
      ? plain(random.pick(['++', '--']), place)
      : plain(place, random.pick(['++', '--']));
  };
  const number = () => operand(integer(depth - 1, scope), LEVEL.assign);
  return random.weighted<() => GenStatement>([
    [6, store],
    [3, step],
    [6, () => plain(random.pick(MOVES))],
    [
      2,
      () =>
        plain(
          'ip += ',
          operand(
            piece(INT, LEVEL['&'], operand(integer(depth - 1, scope), LEVEL['&']), ' & 1'),
            LEVEL.assign,
          ),
        ),
    ],
    [1, () => plain('ip = (int *)', operand(integer(depth - 1, scope), LEVEL.unary))],
    [
      2,
      () =>
        plain(
          'al = alloca(',
          operand(
            piece(INT, LEVEL['&'], operand(integer(depth - 1, scope), LEVEL['&']), ' & 31'),
            LEVEL.assign,
          ),
          ')',
        ),
    ],
    [4, () => plain(random.pick(COPIES))],
    [2, () => plain('cp = ', operand(text(depth - 1, scope), LEVEL.assign))],
    [1, () => plain('bcopy(&ga.a, al, ', number(), ')')],
    [
      1,
      () =>
        plain(
          random.pick([
            'tracemem(&ga.a, 8)',
            'tracemem(ip, 4)',
            'print(&ga.n.c)',
            'print(ip)',
            'trace(ga.n)',
            'trace(stringof(ga.buf))',
          ]),
        ),
    ],
    [1, () => plain('tracemem(&ga.a, 16, ', number(), ')')],
    [2, () => plain('ga.str = ', operand(text(depth - 1, scope), LEVEL.assign))],
    [3, () => plain('trace(', operand(network(scope), LEVEL.assign), ')')],
    [1, () => plain(`${random.pick(['mac', 'v6.in6_u.u6_addr8'])}[${random.below(8)}] = `, number())],
    [1, () => plain(`ga.buf[${random.below(6)}] = `, number())],
  ])();
}

/** An address as text; the memory it lies in, or its family, may be none. */
function network({ random }: Scope): Piece {
  return random.pick([
    piece(STRING, LEVEL.primary, 'inet_ntoa((ipaddr_t *)&arr[1])'),
    piece(STRING, LEVEL.primary, 'inet_ntoa((ipaddr_t *)ip)'),
    piece(STRING, LEVEL.primary, 'inet_ntoa6((struct in6_addr *)&v6.in6_u)'),
    piece(STRING, LEVEL.primary, `inet_ntoa6((struct in6_addr *)&v6.in6_u, ${random.below(2)})`),
    piece(STRING, LEVEL.primary, `inet_ntop(${random.pick(['AF_INET', 'AF_INET6', '7'])}, &arr[0])`),
    piece(STRING, LEVEL.primary, `link_ntop(${random.pick(['ARPHRD_ETHER', '7'])}, &mac[0])`),
  ]);
}

const MOVES = [
  ...[
    'ip = &arr[1]',
    'ip = arr',
    'ip = &ga.a',
    'ip = NULL',
    'ip++',
    'ip--',
    '++ip',
    'ip = &arr[3]',
    'ip = &ua.i',
  ],
  ...[
    'sp = ga.n.v',
    'sp = &ua.s',
    'sp++',
    'sp = NULL',
    'op = (struct outer *)&ga.a',
    'op = (struct outer *)&gb.a',
  ],
  ...['op = NULL', 'al = alloca(16)', 'al = alloca(sizeof(struct inner))', 'ip = (int *)((char *)arr + 2)'],
];
const COPIES = [
  'res = xlate <struct out>(op)',
  'self->sres = xlate <struct out>(ga.a)',
  'res = self->sres',
  'cp = ga.buf',
  'cp++',
  'gb = ga',
  'ga = gb',
  'self->sa = ga',
  'ga = self->sa',
  'ma[1] = ga',
  'ga = ma[2]',
  'this->ta = *op',
  '*op = gb',
  'ga.n = gb.n',
  'ma[2] = self->sa',
];
