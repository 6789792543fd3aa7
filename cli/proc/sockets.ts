/**
 * Which sockets a process holds: TCP ports it listens on, by inode (/proc/PID/fd against /proc/PID/net/tcp
 * and tcp6), who holds a port, and Unix sockets with a name. No connection is made.
 */
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { linkOf, listPids, readProc } from './status.js';

export type ListeningSocket = {
  /** As the kernel has it: 127.0.0.1, 0.0.0.0, ::1, ::, … */
  readonly address: string;
  readonly port: number;
  readonly inode: string;
};

/** Inodes of all sockets the process has open; undefined when its descriptors are not ours to see. */
export function socketInodes(pid: number): ReadonlySet<string> | undefined {
  let fds: string[];
  try {
    fds = readdirSync(`/proc/${pid}/fd`);
  } catch {
    return undefined;
  }
  const inodes = new Set<string>();
  for (const fd of fds) {
    const match = /^socket:\[(\d+)\]$/.exec(linkOf(pid, `fd/${fd}`) ?? '');
    if (match !== null) inodes.add(match[1] as string);
  }
  return inodes;
}

/** Ports the process listens on. Empty when its descriptors cannot be read. */
export function listeningSockets(pid: number, own = socketInodes(pid)): ListeningSocket[] {
  const all = listeningInNamespaceOf(pid);
  return own === undefined ? [] : all.filter((socket) => own.has(socket.inode));
}

/** Everything that listens in the network namespace of `pid`. */
export function listeningInNamespaceOf(pid: number): ListeningSocket[] {
  return [...parseTcp(readListening(pid, 'net/tcp')), ...parseTcp(readListening(pid, 'net/tcp6'))];
}

/**
 * The kernel shows listening sockets before all others (tcp_seq_start in net/ipv4/tcp_ipv4.c): on a server
 * with many connections the first page will do.
 */
function readListening(pid: number, file: string): string {
  let text = '';
  let fd: number | undefined;
  try {
    fd = openSync(`/proc/${pid}/${file}`, 'r');
    const page = Buffer.allocUnsafe(PAGE_BYTES);
    for (let read = -1; read !== 0 && !OTHER_STATE.test(text); ) {
      read = readSync(fd, page);
      text += page.toString('latin1', 0, read);
    }
  } catch {
    // gone, or not ours to read
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
  return text;
}

const PAGE_BYTES = 1 << 16;
/** A row of a socket that does not listen: number, two addresses with ports, state. */
const OTHER_STATE = /^ *\d+: \S+ \S+ (?!0A )/m;

const LISTEN = '0A';

export function parseTcp(table: string): ListeningSocket[] {
  const sockets: ListeningSocket[] = [];
  for (const line of table.split('\n').slice(1)) {
    const columns = line.trim().split(/\s+/);
    const [address, port] = (columns[1] ?? '').split(':');
    if (columns[3] !== LISTEN || address === undefined || port === undefined) continue;
    sockets.push({
      address: parseAddress(address),
      port: Number.parseInt(port, 16),
      inode: columns[9] ?? '',
    });
  }
  return sockets;
}

/** Words of 32 bits in the machine's byte order (little-endian), in hexadecimal. */
function parseAddress(hex: string): string {
  const bytes: number[] = [];
  for (let word = 0; word < hex.length; word += 8) {
    for (let at = 6; at >= 0; at -= 2) bytes.push(Number.parseInt(hex.slice(word + at, word + at + 2), 16));
  }
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.slice(0, 15).every((byte) => byte === 0)) return bytes[15] === 1 ? '::1' : '::';
  const groups: string[] = [];
  for (let i = 0; i < 16; i += 2)
    groups.push((((bytes[i] as number) << 8) | (bytes[i + 1] as number)).toString(16));
  return groups.join(':');
}

const ANY_ADDRESS = new Set(['127.0.0.1', '0.0.0.0', '::', '::1', '0:0:0:0:0:ffff:7f00:1']);

/**
 * What listens on a loopback or wildcard port among `listening`; `pid` of the answer is undefined when the
 * holder belongs to another user.
 */
export function holderOfPort(
  listening: readonly ListeningSocket[],
  port: number,
): { readonly pid: number | undefined } | undefined {
  const socket = listening.find((one) => one.port === port && ANY_ADDRESS.has(one.address));
  if (socket === undefined) return undefined;
  return { pid: listPids().find((one) => socketInodes(one)?.has(socket.inode) === true) };
}

/** Paths of the named Unix sockets on which the process itself listens, as it sees them. */
export function listeningUnixPaths(pid: number, own = socketInodes(pid)): string[] {
  const table = readProc(pid, 'net/unix') ?? '';
  if (own === undefined) return [];
  const paths: string[] = [];
  for (const line of table.split('\n').slice(1)) {
    // Num RefCount Protocol Flags Type St Inode Path; flag 0x10000 is __SO_ACCEPTCON.
    const match = /^\S+ \S+ \S+ (\S+) \S+ \S+ +(\d+) (\/.*)$/.exec(line);
    if (match === null || (Number.parseInt(match[1] as string, 16) & 0x10000) === 0) continue;
    if (own.has(match[2] as string)) paths.push(match[3] as string);
  }
  return paths;
}
