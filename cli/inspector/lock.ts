/**
 * One attach at a time per user: two processes cannot open port 9229 together (design.md, 5.8). A file that
 * names its holder by pid and start time, so that a dead or recycled pid does not lock anybody out.
 */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CliError } from '../error.js';
import { startTicks } from '../proc/status.js';
import { randomName, socketDirectory } from '../socket-dir.js';

const POLL_MS = 20;

export type LockOptions = {
  readonly directory?: string;
  readonly deadline: number;
  /** Told once whom we wait for. */
  readonly onWait?: (holder: number) => void;
};

/** Runs `action` under the lock. @throws CliError when another attach holds it past the deadline. */
export async function withAttachLock<T>(options: LockOptions, action: () => Promise<T>): Promise<T> {
  const directory = options.directory ?? socketDirectory();
  const file = join(directory, 'attach.lock');
  const mine = join(directory, randomName('json'));
  const identity = JSON.stringify({ pid: process.pid, started: startTicks(process.pid) });
  let told = false;
  writeFileSync(mine, identity, { mode: 0o600, flag: 'wx' });
  try {
    while (!take(mine, file)) {
      const holder = readHolder(file);
      if (holder === undefined) continue; // released meanwhile
      if (!holder.alive) {
        evict(file, holder.text, directory);
        continue;
      }
      if (!told) options.onWait?.(holder.pid);
      told = true;
      if (Date.now() > options.deadline) {
        throw new CliError('locked', `ntrace process ${holder.pid} is attaching just now`, {
          hint: `retry, or end that one if it hangs; the lock is ${file}`,
          exitCode: 4,
        });
      }
      await delay(POLL_MS);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  try {
    return await action();
  } finally {
    rmSync(file, { force: true });
  }
}

/** A link is made whole or not at all: nobody sees a lock without its holder's name in it. */
function take(mine: string, file: string): boolean {
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new CliError('locked', `cannot take the attach lock: ${(error as Error).message}`, { exitCode: 4 });
  }
}

function readHolder(file: string): { pid: number; alive: boolean; text: string } | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    const { pid, started } = JSON.parse(text) as { pid: number; started?: number };
    return {
      pid,
      alive: Number.isInteger(pid) && startTicks(pid) === started && started !== undefined,
      text,
    };
  } catch {
    return { pid: 0, alive: false, text };
  }
}

/** Moves the stale lock aside; puts it back if it turns out to be somebody's fresh one. */
function evict(file: string, stale: string, directory: string): void {
  const aside = join(directory, randomName('json'));
  try {
    renameSync(file, aside);
    if (readFileSync(aside, 'utf8') !== stale) linkSync(aside, file);
  } catch {
    // somebody else was faster
  } finally {
    rmSync(aside, { force: true });
  }
}
