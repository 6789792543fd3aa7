/**
 * Which JavaScript runtime a process is, by reading its executable, never by running it: renamed binaries,
 * nvm, single-executable applications and distributions with libnode.so are told apart by what they contain.
 */
import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { linkOf, readCommand, readProc } from './status.js';

export type RuntimeName = 'node' | 'bun' | 'deno' | 'electron' | 'other';

export type Runtime = {
  readonly name: RuntimeName;
  /** Without the leading v; undefined when it cannot be read. */
  readonly version: string | undefined;
  /** False when the executable was not ours to read, so that the name is all we go by. */
  readonly proven: boolean;
  /** Built without the inspector: there is nothing to attach to. */
  readonly inspector: boolean;
};

/**
 * `node.js/vX.Y.Z` is the Browser field of /json/version (src/inspector_socket_server.cc): every Node that
 * has an inspector contains it, and Electron, which embeds Node.
 */
const NODE_MARKER = Buffer.from('node.js/v');
const ELECTRON_MARKER = Buffer.from('ELECTRON_RUN_AS_NODE');
const OTHER_MARKERS: readonly (readonly [RuntimeName, Buffer])[] = [
  ['bun', Buffer.from('BUN_INSTALL')],
  ['deno', Buffer.from('DENO_DIR')],
];

const NODE_NAME = /^(node|nodejs)$/;

/** No JavaScript runtime is smaller; saves reading every shell and daemon of the machine. */
const SMALLEST_RUNTIME_BYTES = 20 * 1024 * 1024;

const OTHER: Runtime = { name: 'other', version: undefined, proven: true, inspector: false };
const known = new Map<string, Runtime>();

export function runtimeOf(pid: number): Runtime {
  const path = executablePath(pid);
  if (path === undefined) return runtimeByName(pid);
  let key: string;
  try {
    const { dev, ino, size, mtimeMs } = statSync(path);
    key = `${dev}:${ino}:${size}:${mtimeMs}`;
    const own = statSync(process.execPath);
    if (dev === own.dev && ino === own.ino && size === own.size && !('bun' in process.versions)) {
      return {
        name: 'node',
        version: process.versions.node,
        proven: true,
        inspector: process.features.inspector,
      };
    }
  } catch {
    return runtimeByName(pid);
  }
  let runtime = known.get(key);
  if (runtime === undefined) {
    try {
      runtime = recognise(path, basename(executableName(pid)));
    } catch {
      return runtimeByName(pid);
    }
    known.set(key, runtime);
  }
  return runtime;
}

/** The file that holds the runtime: the executable, or libnode.so where a distribution splits it off. */
function executablePath(pid: number): string | undefined {
  if (linkOf(pid, 'exe') === undefined) return undefined;
  if (!NODE_NAME.test(basename(executableName(pid)))) return `/proc/${pid}/exe`;
  const library = /\/\S*\/libnode\.so[.\d]*$/m.exec(readProc(pid, 'maps') ?? '');
  return library === null ? `/proc/${pid}/exe` : `/proc/${pid}/root${library[0]}`;
}

/** What the executable is called; '' when that is not ours to see. */
export function executableName(pid: number): string {
  return (linkOf(pid, 'exe') ?? '').replace(/ \(deleted\)$/, '');
}

/** For processes of other users: the names of the program and of its threads are all there is. */
function runtimeByName(pid: number): Runtime {
  const names = [basename(readCommand(pid)[0]?.split(' ')[0] ?? ''), ...threadNames(pid)];
  const is = (pattern: RegExp) => names.some((name) => pattern.test(name));
  const name = is(NODE_THREAD) ? 'node' : is(/^bun$/) ? 'bun' : is(/^deno$/) ? 'deno' : 'other';
  return { name, version: undefined, proven: false, inspector: name === 'node' };
}

/** Node 20 and 22 leave threads the program's name; newer ones name them. */
const NODE_THREAD = /^(node|nodejs|(node-)?MainThread|(node-)?SignalInspector)$/;

function threadNames(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map((tid) => (readProc(pid, `task/${tid}/comm`) ?? '').trimEnd());
  } catch {
    return [];
  }
}

/** @throws when the file cannot be read. */
export function recognise(path: string, name: string): Runtime {
  const fd = openSync(path, 'r');
  try {
    if (fstatSync(fd).size < SMALLEST_RUNTIME_BYTES) return OTHER;
    const version = search(fd, NODE_MARKER);
    if (version !== undefined) {
      const electron = !NODE_NAME.test(name) && search(fd, ELECTRON_MARKER) !== undefined;
      return {
        name: electron ? 'electron' : 'node',
        version: version || undefined,
        proven: true,
        inspector: true,
      };
    }
    for (const [runtime, marker] of OTHER_MARKERS) {
      if (search(fd, marker) !== undefined) {
        return { name: runtime, version: undefined, proven: true, inspector: false };
      }
    }
    return NODE_NAME.test(name) ? { ...OTHER, name: 'node' } : OTHER;
  } finally {
    closeSync(fd);
  }
}

const CHUNK_BYTES = 1 << 20;
const OVERLAP_BYTES = 64;

/** What follows the marker, as far as it reads like a version; '' if it does not; undefined if not found. */
function search(fd: number, marker: Buffer): string | undefined {
  const buffer = Buffer.allocUnsafe(OVERLAP_BYTES + CHUNK_BYTES);
  let kept = 0;
  let position = 0;
  for (;;) {
    const read = readSync(fd, buffer, kept, CHUNK_BYTES, position);
    if (read === 0) return undefined;
    position += read;
    const view = buffer.subarray(0, kept + read);
    const at = view.indexOf(marker);
    // A hit too close to the end is looked at again with the next chunk behind it.
    if (at >= 0 && (at + OVERLAP_BYTES <= view.length || read < CHUNK_BYTES)) {
      const rest = view.toString('latin1', at + marker.length, at + OVERLAP_BYTES);
      return /^\d+\.\d+\.\d+[-\w.]*/.exec(rest)?.[0] ?? '';
    }
    kept = Math.min(OVERLAP_BYTES, view.length);
    view.copyWithin(0, view.length - kept);
  }
}
