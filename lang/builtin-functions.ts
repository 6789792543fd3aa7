/**
 * Functions, a row each: the checks, the emitter, "did you mean" and the reference read them. To add one, add its row
 * (and, when it computes, an export of wire/bytes.ts or wire/int64.ts).
 */
import type { FramePart } from '../wire/value.js';
import { CHAR, INT, INTEGERS, type IntType, STRING, type Type, VOID, VOID_POINTER } from './types.js';

const SYMBOL: Type = { kind: 'symbol' };

/** `subroutine` computes; `action` and `aggregating` have their checks in check/. */
export type FunctionKind = 'subroutine' | 'action' | 'aggregating';

export type Parameter = { readonly type: string; readonly optional: boolean };

export type FunctionRow = {
  readonly name: string;
  readonly kind: FunctionKind;
  readonly returns: Type;
  readonly parameters: readonly Parameter[];
  /** Takes any number of further arguments. */
  readonly variadic: boolean;
  readonly doc: string;
  /** Function of `rt.ops` (or `rt.…`) that computes a subroutine. */
  readonly op?: string;
  /** Is handed strsize after the arguments. */
  readonly sized?: true;
  /** Is handed the index of its span last: it may fault. */
  readonly located?: true;
  /** Is handed the program's memory first: it takes addresses. */
  readonly memory?: true;
  /** Gives a part of a frame; as a statement it prints it. */
  readonly part?: FramePart | 'whole';
  /** Values of arguments that are left out, from the first optional one on. */
  readonly defaults?: readonly ('strsize' | number)[];
  readonly destructive?: true;
  /** DTrace has no such function: a program may declare a variable of that name. */
  readonly ours?: true;
  /** Its integers are not cut to the types of the parameters: what is too large is seen to be. */
  readonly wide?: true;
  /** Why a program cannot use it; its prototype is checked all the same, and it is refused once all else is right. */
  readonly missing?: string;
};

const RETURNS: Readonly<Record<string, Type>> = {
  void: VOID,
  'void *': VOID_POINTER,
  string: STRING,
  int: INT,
  symbol: SYMBOL,
  char: CHAR,
  stack: { kind: 'stack', user: true, frames: 0 },
};

/** `string(char *, [int])`: types as messages print them; @ is anything, `...` more of it. */
function fn(
  name: string,
  kind: FunctionKind,
  prototype: string,
  doc: string,
  extra: Partial<FunctionRow> = {},
): FunctionRow {
  const [, returns, list] = /^(.+?)\((.*)\)$/.exec(prototype) as unknown as [string, string, string];
  const types = list === '' ? [] : list.split(', ');
  const variadic = types[types.length - 1] === '...';
  const parameters = (variadic ? types.slice(0, -1) : types).map((type) => ({
    type: type.replace(/^\[(.*)\]$/, '$1'),
    optional: type.startsWith('['),
  }));
  return {
    name,
    kind,
    returns: RETURNS[returns] ?? (INTEGERS.get(returns) as IntType),
    parameters,
    variadic,
    doc,
    ...extra,
  };
}

const text = { located: true } as const;
const network = { memory: true, sized: true, located: true } as const;
const sized = { sized: true, located: true } as const;
const destructive = { destructive: true } as const;
const NO_KERNEL = { missing: 'it asks the kernel about a kernel object' } as const;

export const FUNCTIONS: readonly FunctionRow[] = [
  // Subroutines
  fn('basename', 'subroutine', 'string(char *)', 'last part of a path', { op: 'basename', ...text }),
  fn('cleanpath', 'subroutine', 'string(char *)', 'path without . and .. parts', {
    op: 'cleanpath',
    ...text,
  }),
  fn('dirname', 'subroutine', 'string(char *)', 'path without its last part', { op: 'dirname', ...text }),
  fn('htonl', 'subroutine', 'uint32_t(uint32_t)', '32 bits from host to network byte order', {
    op: 'swap32',
  }),
  fn('htonll', 'subroutine', 'uint64_t(uint64_t)', '64 bits from host to network byte order', {
    op: 'swap64',
  }),
  fn('htons', 'subroutine', 'uint16_t(uint16_t)', '16 bits from host to network byte order', {
    op: 'swap16',
  }),
  fn('index', 'subroutine', 'int(char *, char *, [int])', 'where a string occurs in another, -1 if nowhere', {
    op: 'index',
    defaults: [0],
    ...text,
  }),
  fn('json', 'subroutine', 'string(char *, char *)', 'a member of a JSON text, such as "a.b[0].c", or NULL', {
    op: 'json',
    ...sized,
  }),
  fn('len', 'subroutine', 'int(@)', 'keys of an aggregation', {
    ours: true,
    missing: 'the consumer holds the totals of aggregations: a clause in the target cannot ask about them',
  }),
  fn('lltostr', 'subroutine', 'string(int64_t, [int])', 'an integer as text, to a base', {
    op: 'lltostr',
    defaults: [10],
    ...sized,
  }),
  fn('ntohl', 'subroutine', 'uint32_t(uint32_t)', '32 bits from network to host byte order', {
    op: 'swap32',
  }),
  fn('ntohll', 'subroutine', 'uint64_t(uint64_t)', '64 bits from network to host byte order', {
    op: 'swap64',
  }),
  fn('ntohs', 'subroutine', 'uint16_t(uint16_t)', '16 bits from network to host byte order', {
    op: 'swap16',
  }),
  fn('rand', 'subroutine', 'int()', 'a random integer, not negative', { op: 'rt.rand' }),
  fn(
    'rindex',
    'subroutine',
    'int(char *, char *, [int])',
    'where a string occurs last in another, -1 if nowhere',
    { op: 'rindex', defaults: ['strsize'], ...text },
  ),
  fn('str', 'subroutine', 'string(@, [int])', 'stringof(), or so many bytes of it', { ours: true }),
  fn(
    'strchr',
    'subroutine',
    'string(char *, char)',
    'the string from the first place of a byte on, or NULL',
    { op: 'strchr', ...text },
  ),
  fn(
    'strftime',
    'subroutine',
    'string(char *, int64_t)',
    'a time (walltimestamp) by a format, local to the target',
    {
      op: 'rt.strftime',
      ours: true,
      ...sized,
    },
  ),
  fn('strjoin', 'subroutine', 'string(char *, char *)', 'two strings in one', { op: 'strjoin', ...sized }),
  fn('strlen', 'subroutine', 'size_t(char *)', 'length in bytes', { op: 'strlen', ...text }),
  fn(
    'strrchr',
    'subroutine',
    'string(char *, char)',
    'the string from the last place of a byte on, or NULL',
    { op: 'strrchr', ...text },
  ),
  fn('strstr', 'subroutine', 'string(char *, char *)', 'the string from where another occurs on, or NULL', {
    op: 'strstr',
    ...text,
  }),
  fn(
    'strtok',
    'subroutine',
    'string(char *, char *)',
    'next token of a string; NULL goes on with the string before',
    text,
  ),
  fn('strtoll', 'subroutine', 'int64_t(char *, [int])', 'the integer at the start of a string', {
    op: 'strtoll',
    defaults: [10],
    ...text,
  }),
  fn(
    'substr',
    'subroutine',
    'string(char *, int, [int])',
    'part of a string; a negative start counts from the end',
    { op: 'substr', defaults: ['strsize'], ...text },
  ),
  fn('tolower', 'subroutine', 'string(char *)', 'in lower case', { op: 'tolower', ...text }),
  fn('toupper', 'subroutine', 'string(char *)', 'in upper case', { op: 'toupper', ...text }),
  // Frames: ucaller, args[1]->site
  fn('func', 'subroutine', 'symbol(symbol)', 'function and file of a frame', { part: 'function' }),
  fn('mod', 'subroutine', 'symbol(symbol)', 'file of a frame', { part: 'file' }),
  fn('sym', 'subroutine', 'symbol(symbol)', 'function and file of a frame', { part: 'function' }),
  fn('uaddr', 'subroutine', 'symbol(symbol)', 'a frame whole, with line and column', { part: 'whole' }),
  fn('ufunc', 'subroutine', 'symbol(symbol)', 'function and file of a frame', { part: 'function' }),
  fn('umod', 'subroutine', 'symbol(symbol)', 'file of a frame', { part: 'file' }),
  fn('usym', 'subroutine', 'symbol(symbol)', 'function and file of a frame', { part: 'function' }),
  // Actions
  fn('chill', 'action', 'void(int)', 'lets the application stand still, ns; half a second in each', {
    op: 'rt.chill',
    wide: true,
    ...destructive,
    ...text,
  }),
  fn('clear', 'action', 'void(@)', 'zeroes the values of an aggregation'),
  fn('commit', 'action', 'void(int)', 'sends what a speculation holds', {
    op: 'rt.commitSpeculation',
    ...text,
  }),
  fn('delete', 'action', 'void(@)', 'forgets a key of an aggregation, delete(@a[k]), or all of them', {
    ours: true,
  }),
  fn('denormalize', 'action', 'void(@)', 'takes normalize() back'),
  fn('discard', 'action', 'void(int)', 'throws away what a speculation holds', {
    op: 'rt.discardSpeculation',
    ...text,
  }),
  fn('exit', 'action', 'void(int)', 'ends tracing with a status'),
  fn('freopen', 'action', 'void(@, ...)', 'sends output to a file', destructive),
  fn('ftruncate', 'action', 'void()', 'empties the output file'),
  fn(
    'jstack',
    'action',
    'stack([uint32_t], [uint32_t])',
    'JavaScript stack, with what created the operation',
  ),
  fn('normalize', 'action', 'void(@, uint64_t)', 'divides the printed values of an aggregation'),
  fn('print', 'action', 'void(@)', 'prints a JavaScript value, or what a pointer leads to'),
  fn('printa', 'action', 'void(@, ...)', 'prints aggregations'),
  fn('printf', 'action', 'void(@, ...)', 'prints values by a format'),
  fn('raise', 'action', 'void(int)', 'sends a signal to the application', {
    op: 'rt.raise',
    ...destructive,
    ...text,
  }),
  fn('setopt', 'action', 'void(char *, [char *])', 'sets an option while tracing'),
  fn('speculate', 'action', 'void(int)', 'what follows records into a speculation'),
  fn('speculation', 'subroutine', 'int()', 'a new speculation, 0 when too many are active', {
    op: 'rt.speculation',
  }),
  fn('stack', 'action', 'stack([uint32_t])', 'JavaScript stack'),
  fn('system', 'action', 'void(@, ...)', 'runs a command', destructive),
  fn('trace', 'action', 'void(@)', 'prints a value'),
  fn('trunc', 'action', 'void(@, [int64_t])', 'keeps the largest values of an aggregation only'),
  fn('ustack', 'action', 'stack([uint32_t], [uint32_t])', 'JavaScript stack'),
  fn('tracemem', 'action', 'void(@, size_t, [size_t])', 'prints memory, in hexadecimal'),
  // Memory of the program's own: check/memory-calls.ts
  fn('alloca', 'subroutine', 'void *(size_t)', 'scratch memory until the clause ends'),
  fn('bcopy', 'action', 'void(void *, void *, size_t)', 'copies memory: from, to, how many bytes'),
  fn('copyin', 'subroutine', 'void *(uintptr_t, size_t)', 'a copy of memory'),
  fn('copyinstr', 'subroutine', 'string(uintptr_t, [size_t])', 'the string at an address'),
  fn('copyinto', 'action', 'void(uintptr_t, size_t, void *)', 'copies memory: from, how many bytes, to'),
  fn(
    'copyout',
    'action',
    'void(void *, uintptr_t, size_t)',
    'copies memory: from, to, how many bytes',
    destructive,
  ),
  fn(
    'copyoutstr',
    'action',
    'void(char *, uintptr_t, size_t)',
    'copies a string: from, to, at most',
    destructive,
  ),
  fn('inet_ntoa', 'subroutine', 'string(ipaddr_t *)', 'an IPv4 address as text', {
    op: 'inetNtoa',
    ...network,
  }),
  fn('inet_ntoa6', 'subroutine', 'string(struct in6_addr *, [int])', 'an IPv6 address as text', {
    op: 'inetNtoa6',
    defaults: [0],
    ...network,
  }),
  fn('inet_ntop', 'subroutine', 'string(int, void *)', 'an address of a family as text', {
    op: 'inetNtop',
    ...network,
  }),
  fn('link_ntop', 'subroutine', 'string(int, void *)', 'a hardware address of a kind as text', {
    op: 'linkNtop',
    ...network,
  }),
  // Aggregating functions
  fn('avg', 'aggregating', 'void(@)', 'mean'),
  fn('count', 'aggregating', 'void()', 'how often'),
  fn(
    'llquantize',
    'aggregating',
    'void(@, int32_t, int32_t, int32_t, int32_t, [int])',
    'log-linear distribution: factor, low, high, steps',
  ),
  fn(
    'lquantize',
    'aggregating',
    'void(@, int32_t, int32_t, [int32_t], [int])',
    'linear distribution: base, limit, step',
  ),
  fn('max', 'aggregating', 'void(@)', 'largest value'),
  fn('min', 'aggregating', 'void(@)', 'smallest value'),
  fn('quantize', 'aggregating', 'void(@, [int])', 'distribution by powers of two'),
  fn('stats', 'aggregating', 'void(@)', 'how often, mean and total, in three columns; sorted by the total', {
    ours: true,
  }),
  fn('stddev', 'aggregating', 'void(@)', 'standard deviation'),
  fn('sum', 'aggregating', 'void(@)', 'total'),
  // DTrace's that Node has no use for, or that this version lacks: checked, then refused with the reason
  fn('breakpoint', 'action', 'void()', 'stops in the kernel debugger', {
    ...destructive,
    missing: 'there is no kernel debugger, and a pause in a clause would show ntrace, not the application',
  }),
  fn('getmajor', 'subroutine', 'dev_t(dev_t)', 'major number of a device, such as stat.dev', {
    op: 'getmajor',
  }),
  fn('getminor', 'subroutine', 'dev_t(dev_t)', 'minor number of a device', { op: 'getminor' }),
  fn('mutex_owned', 'subroutine', 'int(struct mutex *)', 'is a mutex owned', NO_KERNEL),
  fn('mutex_owner', 'subroutine', 'void *(struct mutex *)', 'owner of a mutex', NO_KERNEL),
  fn('mutex_type_adaptive', 'subroutine', 'int(struct mutex *)', 'type of a mutex', NO_KERNEL),
  fn('mutex_type_spin', 'subroutine', 'int(struct mutex *)', 'type of a mutex', NO_KERNEL),
  fn('panic', 'action', 'void()', 'panics the kernel', {
    ...destructive,
    missing: 'there is no kernel to panic',
  }),
  fn('pcap', 'action', 'void(uintptr_t, int)', 'records a packet', NO_KERNEL),
  fn('progenyof', 'subroutine', 'int(pid_t)', 'is the process a descendant', NO_KERNEL),
  fn('rw_iswriter', 'subroutine', 'int(rwlock_t *)', 'state of a lock', NO_KERNEL),
  fn('rw_read_held', 'subroutine', 'int(rwlock_t *)', 'state of a lock', NO_KERNEL),
  fn('rw_write_held', 'subroutine', 'int(rwlock_t *)', 'state of a lock', NO_KERNEL),
  fn('stop', 'action', 'void()', 'stops the process', {
    ...destructive,
    missing: 'a stopped process cannot answer ntrace: raise(SIGSTOP) is the same, knowingly',
  }),
];

/** bpftrace's names for the same things. */
const ALIASES: Readonly<Record<string, string>> = {
  hist: 'quantize',
  kstack: 'stack',
  lhist: 'lquantize',
  zero: 'clear',
};

export const FUNCTIONS_BY_NAME: ReadonlyMap<string, FunctionRow> = new Map([
  ...FUNCTIONS.map((row) => [row.name, row] as const),
  ...Object.entries(ALIASES).map(
    ([alias, name]) => [alias, FUNCTIONS.find((row) => row.name === name) as FunctionRow] as const,
  ),
]);

/** Names that a program cannot give to variables of its own. */
export function isReservedFunction(name: string): boolean {
  const row = FUNCTIONS_BY_NAME.get(name);
  return row !== undefined && row.ours !== true && !Object.hasOwn(ALIASES, name);
}
