/**
 * The directory of private sockets: ntrace-UID, mode 0700, in XDG_RUNTIME_DIR, else in the temporary
 * directory. Whoever could get into it could enable programs in a target, so its owner and mode are checked
 * each time. Holds PID.sock (dormant preloads), PID-RANDOM.sock and .json (consumers), PID.by.PID (traced).
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, lchownSync, lstatSync, mkdirSync, readdirSync, statSync, unlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliError } from './error.js';
import { readStatus } from './proc/status.js';

/** sun_path has 108 bytes with its zero; Node 20 and 22 would cut a longer path silently. */
export const MAX_PATH_BYTES = 107;
/** `PID-RANDOM.sock` */
const LONGEST_NAME_BYTES = '4194304-0123456789ab.sock'.length;

/** For whom, and seen through which root (`/proc/PID/root` for a process that sees other mounts). */
export type DirectoryOf = {
  readonly uid: number;
  readonly gid: number;
  readonly root: string;
};

export function ownIdentity(): DirectoryOf {
  return { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0, root: '' };
}

/** The directory as its owner sees it. Created when it is missing. @throws CliError when it is unsafe. */
export function socketDirectory(of: DirectoryOf = ownIdentity()): string {
  const name = `ntrace-${of.uid}`;
  const own = of.root === '' && of.uid === ownIdentity().uid;
  const bases = own ? [process.env['XDG_RUNTIME_DIR'], tmpdir(), '/tmp'] : ['/tmp'];
  const fitting = bases.filter(
    (base): base is string => base?.startsWith('/') === true && fits(of.root + join(base, name)),
  );
  for (const base of fitting) {
    if (isTrustworthy(of.root + base, of)) {
      secureDirectory(of.root + join(base, name), of);
      return join(base, name);
    }
  }
  throw new CliError(
    'socket-directory',
    `no directory for the private socket: tried ${bases.filter(Boolean).join(', ')}`,
    {
      hint: `set XDG_RUNTIME_DIR or TMPDIR to an existing directory with a path of at most ${MAX_PATH_BYTES - LONGEST_NAME_BYTES - name.length - 2} bytes`,
      exitCode: 4,
    },
  );
}

function fits(directory: string): boolean {
  return Buffer.byteLength(directory) + 1 + LONGEST_NAME_BYTES <= MAX_PATH_BYTES;
}

/**
 * A directory in which nobody but its owner, us or root can replace ours: sticky, or not writable by others.
 * Below the root of another process symbolic links are not followed: they would lead anywhere on our side.
 */
function isTrustworthy(base: string, of: DirectoryOf): boolean {
  try {
    const stat = of.root === '' ? statSync(base) : lstatSync(base);
    if (!stat.isDirectory()) return false;
    if ((stat.mode & 0o1000) !== 0) return true;
    return (stat.mode & 0o022) === 0 && (stat.uid === of.uid || stat.uid === 0);
  } catch {
    return false;
  }
}

function secureDirectory(path: string, of: DirectoryOf): void {
  try {
    mkdirSync(path, { mode: 0o700 });
    if (of.uid !== ownIdentity().uid) lchownSync(path, of.uid, of.gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw new CliError('socket-directory', `cannot create ${path}: ${(error as Error).message}`, {
        hint: 'set XDG_RUNTIME_DIR or TMPDIR to a directory you can write to',
        exitCode: 4,
      });
    }
  }
  const stat = lstatSync(path);
  const unsafe = (what: string) =>
    new CliError('socket-directory', `${path} ${what}: somebody may have planted it`, {
      hint: `look at it, then remove it: rm -r ${path}`,
      exitCode: 4,
    });
  if (stat.isSymbolicLink()) throw unsafe('is a symbolic link');
  if (!stat.isDirectory()) throw unsafe('is not a directory');
  if (stat.uid !== of.uid) throw unsafe(`belongs to user ${stat.uid}, not to ${of.uid}`);
  // Opened up by somebody's umask or chmod: it is ours, so it can be put right.
  if ((stat.mode & 0o077) !== 0) chmodSync(path, 0o700);
}

/** A name that nobody can guess, which tells the sweeper whose it is. */
export function randomName(extension: 'sock' | 'json'): string {
  return `${process.pid}-${randomBytes(6).toString('hex')}.${extension}`;
}

/** Marks a target as traced by a process, for `ps` and `doctor`. */
export function tracedMark(pid: number, tracer: number = process.pid): string {
  return `${pid}.by.${tracer}`;
}

/** Who traces whom, by our own user's marks. */
export function tracers(): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  let names: string[] = [];
  try {
    names = readdirSync(socketDirectory());
  } catch {
    // no safe directory: nobody of ours traces
  }
  for (const name of names) {
    const [, target, tracer] = /^(\d+)\.by\.(\d+)$/.exec(name) ?? [];
    if (target === undefined || !isAlive(Number(tracer))) continue;
    found.set(Number(target), [...(found.get(Number(target)) ?? []), Number(tracer)]);
  }
  return found;
}

const OWNED = /^(?:\d+\.by\.)?(\d+)(?:-[0-9a-f]{12})?(?:\.sock|\.json)?$/;

/** Removes what dead processes left. Never throws: a file that cannot be removed stays. */
export async function sweep(directory: string): Promise<void> {
  let names: string[];
  try {
    names = readdirSync(directory);
  } catch {
    return;
  }
  for (const name of names) {
    const owner = OWNED.exec(name)?.[1];
    if (owner === undefined || isAlive(Number(owner))) continue;
    const path = join(directory, name);
    // A process of another PID namespace looks dead from here; its socket then still answers.
    if (await answers(path.replace(/\.json$/, '.sock'))) continue;
    try {
      unlinkSync(path);
    } catch {
      // swept by somebody else in the meantime
    }
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A signal reaches what has ended too, until its parent has looked.
    const state = readStatus(pid)?.state;
    return state !== 'Z' && state !== 'X';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function answers(path: string): Promise<boolean> {
  if (!path.endsWith('.sock')) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      socket.destroy();
      resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT');
    });
  });
}
