/**
 * Reads /proc/PID/status, stat, cmdline and environ (Linux proc(5)) without touching the process. What the
 * kernel does not let us see is undefined; a process that is gone gives undefined as a whole.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** One letter of proc(5): R running, S sleeping, D disk sleep, T stopped, t traced, Z zombie, X dead, I idle. */
export type ProcessState = string;

export type ProcessStatus = {
  readonly name: string;
  readonly state: ProcessState;
  /** Differs from the pid asked for when that is a thread. */
  readonly tgid: number;
  readonly ppid: number;
  /** Effective user and group. */
  readonly uid: number;
  readonly gid: number;
  /** The debugger that holds the process, 0 if none. */
  readonly tracer: number;
  /** The pid in each namespace from ours inwards; the last is what the process itself sees. */
  readonly namespacePids: readonly number[];
  readonly signals: SignalMasks;
};

export type SignalMasks = { readonly caught: bigint; readonly blocked: bigint; readonly ignored: bigint };

/** Text of /proc/PID/FILE; undefined if the process is gone or the file is not ours to read. */
export function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

export function linkOf(pid: number | 'self', file: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/${file}`);
  } catch {
    return undefined;
  }
}

export function readStatus(pid: number): ProcessStatus | undefined {
  const text = readProc(pid, 'status');
  return text === undefined ? undefined : parseStatus(text);
}

/** Gone, or only its entry is left until the parent looks. */
export function hasEnded(pid: number): boolean {
  const state = readStatus(pid)?.state;
  return state === undefined || state === 'Z' || state === 'X';
}

export function parseStatus(text: string): ProcessStatus {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  const numbers = (name: string) => (fields.get(name) ?? '').split(/\s+/).filter(Boolean).map(Number);
  const mask = (name: string) => BigInt(`0x${fields.get(name) ?? '0'}`);
  return {
    name: fields.get('Name') ?? '',
    state: (fields.get('State') ?? '?').charAt(0),
    tgid: numbers('Tgid')[0] ?? 0,
    ppid: numbers('PPid')[0] ?? 0,
    uid: numbers('Uid')[1] ?? -1,
    gid: numbers('Gid')[1] ?? -1,
    tracer: numbers('TracerPid')[0] ?? 0,
    namespacePids: numbers('NSpid'),
    // A signal is pending for the process or for its main thread; masks are those of the main thread.
    signals: { caught: mask('SigCgt'), blocked: mask('SigBlk'), ignored: mask('SigIgn') },
  };
}

/** SIGUSR1 is signal 10 on Linux x64 and arm64: bit 9. */
const SIGUSR1_BIT = 0x200n;

/**
 * What SIGUSR1 would do. `deadly`: neither caught nor blocked, the process would end. `blocked`: nothing
 * happens. `ignored`: likewise. `caught`: Node opens its inspector, or the application's own handler runs.
 */
export type SignalFate = 'caught' | 'blocked' | 'ignored' | 'deadly';

export function fateOfSigusr1(masks: SignalMasks): SignalFate {
  // A blocked signal with a handler would stay pending: nothing happens either.
  if ((masks.blocked & SIGUSR1_BIT) !== 0n) return 'blocked';
  if ((masks.caught & SIGUSR1_BIT) !== 0n) return 'caught';
  return (masks.ignored & SIGUSR1_BIT) !== 0n ? 'ignored' : 'deadly';
}

/** Words of the command line; empty for kernel threads and zombies. */
export function readCommand(pid: number): readonly string[] {
  const words = (readProc(pid, 'cmdline') ?? '').split('\0');
  while (words.length > 0 && words[words.length - 1] === '') words.pop();
  // process.title overwrites the area with one text padded by zeros or blanks.
  return words.length === 1 ? [(words[0] as string).trimEnd()] : words;
}

/** A command for a message or a table: what it may hold must not steer the terminal. */
export function printable(text: string, maxLength = Number.POSITIVE_INFINITY): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
  const safe = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '?');
  return safe.length > maxLength ? `${safe.slice(0, Math.max(0, maxLength - 1))}…` : safe;
}

/** The environment the process was started with; undefined when it is not ours to read. */
export function readEnvironment(pid: number): ReadonlyMap<string, string> | undefined {
  const text = readProc(pid, 'environ');
  if (text === undefined) return undefined;
  const environment = new Map<string, string>();
  for (const entry of text.split('\0')) {
    const equals = entry.indexOf('=');
    if (equals > 0) environment.set(entry.slice(0, equals), entry.slice(equals + 1));
  }
  return environment;
}

/** Clock ticks since boot at which the process started: with the pid it names a process for good. */
export function startTicks(pid: number): number | undefined {
  return statField(pid, 22);
}

/** Cheaper than the whole status: asked of every process again and again. */
export function parentOf(pid: number): number | undefined {
  return statField(pid, 4);
}

function statField(pid: number, field: number): number | undefined {
  const stat = readProc(pid, 'stat');
  if (stat === undefined) return undefined;
  // The name in parentheses may hold anything; fields count from after its last ')', which is field 2.
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ', field - 2)[field - 3]);
}

/** Linux has reported these ticks at 100 per second (USER_HZ) on every architecture Node supports. */
const TICKS_PER_SECOND = 100;

export function uptimeSeconds(pid: number): number | undefined {
  const started = startTicks(pid);
  if (started === undefined) return undefined;
  const boot = Number.parseFloat(readFileSync('/proc/uptime', 'utf8'));
  return Math.max(0, boot - started / TICKS_PER_SECOND);
}

/** Pids of all processes that /proc shows, ascending. */
export function listPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);
}
