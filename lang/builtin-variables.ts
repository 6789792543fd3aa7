/** Built-in variables and constants, a row each: the checks, the emitter, "did you mean" and the reference read them. */
import { FAULTS } from '../wire/fault.js';
import { SIGNALS } from './signals.js';
import { INT, INT64, INTEGERS, type IntType, STRING, type Type, UINT64 } from './types.js';

export type VariableRow = {
  readonly name: string;
  readonly type: Type;
  /** JavaScript that reads it, over the runtime's table `rt`. */
  readonly code: string;
  /** It reads the clock of the firing. */
  readonly clock?: true;
  /** The cancel graph knows it: that is on while the program runs. */
  readonly graph?: true;
  /** DTrace has no such variable: a program may have one of its own of that name. */
  readonly ours?: true;
  readonly doc: string;
};

const UINT = INTEGERS.get('uint_t') as IntType;
const SYMBOL: Type = { kind: 'symbol' };

function variable(name: string, type: Type, code: string, doc: string, clock = false): VariableRow {
  return { name, type, code, doc, ...(clock ? { clock: true as const } : {}) };
}

function ours(row: VariableRow): VariableRow {
  return { ...row, ours: true };
}

export const VARIABLES: readonly VariableRow[] = [
  ours(variable('asyncid', INT64, 'rt.asyncid()', 'async id of the operation that runs')),
  ours(
    variable('asynctype', STRING, 'rt.asynctype()', 'type of the async resource that runs, such as TCPWRAP'),
  ),
  variable('caller', SYMBOL, 'rt.caller()', 'nearest frame of the application'),
  ours(variable('comm', STRING, 'rt.execname()', 'execname, as bpftrace calls it')),
  variable('cpu', INT, '0', 'always 0: an isolate runs on one thread'),
  variable('cwd', STRING, 'rt.cwd()', 'current directory'),
  ours(variable('elapsed', UINT64, 'rt.elapsed()', 'ns since the program began in this isolate', true)),
  variable('errno', INT, 'rt.errno()', 'error number of the last operation that failed'),
  variable('execname', STRING, 'rt.execname()', 'name of the process'),
  variable('gid', INTEGERS.get('gid_t') as IntType, 'rt.gid', 'group id'),
  variable('id', UINT, 'rt.probeid()', 'number of the probe'),
  ours(variable('nsecs', UINT64, 'rt.timestamp()', 'timestamp, as bpftrace calls it', true)),
  variable('pid', INTEGERS.get('pid_t') as IntType, 'rt.pid', 'process id'),
  variable('ppid', INTEGERS.get('pid_t') as IntType, 'rt.ppid', 'process id of the parent'),
  variable('probefunc', STRING, 'rt.probefunc()', 'function part of the probe'),
  variable('probemod', STRING, 'rt.probemod()', 'module part of the probe'),
  variable('probename', STRING, 'rt.probename()', 'name part of the probe'),
  variable('probeprov', STRING, 'rt.probeprov()', 'provider part of the probe'),
  ours({
    ...variable(
      'requestid',
      INT64,
      'rt.requestid()',
      "number of the server's request that the code runs for; 0: none",
    ),
    graph: true,
  }),
  variable('root', STRING, '"/"', 'root directory'),
  ours({
    ...variable(
      'route',
      STRING,
      'rt.route()',
      'path of that request, numbers and identifiers folded: /orders/:n; "" for none',
    ),
    graph: true,
  }),
  ours({
    ...variable(
      'signalid',
      INT64,
      'rt.signalid()',
      'number of the abort signal whose listeners run; 0: none',
    ),
    graph: true,
  }),
  variable(
    'stackdepth',
    INTEGERS.get('uint32_t') as IntType,
    'rt.stackdepth()',
    'frames of the JavaScript stack',
  ),
  variable(
    'tid',
    INTEGERS.get('id_t') as IntType,
    'rt.tid',
    'thread id: 0 for the main thread, else that of the worker',
  ),
  variable(
    'timestamp',
    UINT64,
    'rt.timestamp()',
    'ns of the monotonic clock, the same throughout a firing',
    true,
  ),
  ours(
    variable(
      'traceid',
      STRING,
      'rt.traceid()',
      'trace id of the span that is active in the application\'s OpenTelemetry; "" for none',
    ),
  ),
  ours(variable('triggerid', INT64, 'rt.triggerid()', 'async id of what caused the operation that runs')),
  variable('ucaller', SYMBOL, 'rt.caller()', 'nearest frame of the application'),
  variable('uid', INTEGERS.get('uid_t') as IntType, 'rt.uid', 'user id'),
  variable(
    'ustackdepth',
    INTEGERS.get('uint32_t') as IntType,
    'rt.stackdepth()',
    'frames of the JavaScript stack',
  ),
  variable('vtimestamp', UINT64, 'rt.vtimestamp()', 'ns of CPU time of this thread'),
  variable('walltimestamp', INT64, 'rt.walltimestamp()', 'ns since the epoch', true),
];
export const VARIABLES_BY_NAME: ReadonlyMap<string, VariableRow> = new Map(
  VARIABLES.map((row) => [row.name, row]),
);

/** Names that a program cannot give to variables of its own. */
export function isReservedVariable(name: string): boolean {
  const row = VARIABLES_BY_NAME.get(name);
  return SPECIAL_VARIABLES.includes(name) || (row !== undefined && row.ours !== true);
}

/** Variables that the language treats by itself. */
export const SPECIAL_VARIABLES = ['args', 'epid', ...Array.from({ length: 10 }, (_, index) => `arg${index}`)];

/** What DTrace has and Node has not, with the reason. */
export const ABSENT_VARIABLES: ReadonlyMap<string, string> = new Map([
  ['curthread', 'a kernel structure'],
  ['curpsinfo', 'a kernel structure'],
  ['curlwpsinfo', 'a kernel structure'],
  ['curcpu', 'a kernel structure'],
  ['ipl', 'an interrupt level of the kernel'],
  ['uregs', 'the registers of a thread'],
  ['regs', 'the registers of a thread'],
  ['zonename', 'a Solaris zone'],
  ['jailname', 'a FreeBSD jail'],
  ['jid', 'a FreeBSD jail'],
]);

/** Integer constants that every program has. */
export const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ...SIGNALS,
  ['DTRACEFLT_UNKNOWN', FAULTS.unknown],
  ['DTRACEFLT_BADADDR', FAULTS['bad-address']],
  ['DTRACEFLT_BADALIGN', FAULTS['bad-alignment']],
  ['DTRACEFLT_ILLOP', FAULTS['illegal-operation']],
  ['DTRACEFLT_DIVZERO', FAULTS['divide-by-zero']],
  ['DTRACEFLT_NOSCRATCH', FAULTS['no-scratch-space']],
  ['DTRACEFLT_KPRIV', FAULTS['kernel-privilege']],
  ['DTRACEFLT_UPRIV', FAULTS['user-privilege']],
  ['DTRACEFLT_TUPOFLOW', FAULTS['tuple-overflow']],
  ['DTRACEFLT_BADSTACK', FAULTS['bad-stack']],
  ['DTRACEFLT_BADSIZE', FAULTS['bad-size']],
  ['DTRACEFLT_BADINDEX', FAULTS['out-of-bounds']],
  ['AF_INET', 2],
  ['AF_INET6', 10],
  ['ARPHRD_ETHER', 1],
  ['ARPHRD_INFINIBAND', 32],
]);
