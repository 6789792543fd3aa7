/**
 * Where the data goes: stdout, the file of -o, or what freopen() opened. Byte strings in, written in pieces of
 * some size; a reader that went away ends ntrace quietly.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { probeName } from '../../wire/probe.js';
import type { Effects } from '../consumer/actions.js';
import { CliError } from '../error.js';
import type { FiredProbe } from '../export/exporter.js';
import { testing } from './say.js';

const PIECE = 64 * 1024;
const STDOUT = 1;

export type OutputEvents = {
  /** Nobody reads our output any more. */
  readonly gone: () => void;
  readonly say: (line: string) => void;
};

export class Output implements Effects {
  readonly #standard: number;
  readonly #home: number;
  #fd: number;
  #pending: string[] = [];
  #size = 0;
  #gone = false;
  readonly #on: OutputEvents;

  /** @throws CliError when the file cannot be opened. */
  constructor(file: string | undefined, on: OutputEvents, standard = STDOUT) {
    this.#standard = standard;
    this.#home = file === undefined ? standard : openForAppend(file);
    this.#fd = this.#home;
    this.#on = on;
  }

  readonly write = (bytes: string): void => {
    this.#pending.push(bytes);
    this.#size += bytes.length;
    if (this.#size >= PIECE) this.flush();
  };

  flush(): void {
    if (this.#size === 0) return;
    const data = Buffer.from(this.#pending.join(''), 'latin1');
    this.#pending = [];
    this.#size = 0;
    for (let at = 0; at < data.length && !this.#gone; ) at += this.#writeSome(data, at);
  }

  #writeSome(data: Buffer, at: number): number {
    try {
      return writeSync(this.#fd, data, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EAGAIN') {
        waitMs(5); // a pipe that is non-blocking and full: its reader will come
        return 0;
      }
      if (code !== 'EPIPE')
        throw new CliError('output', `cannot write: ${(error as Error).message}`, { exitCode: 1 });
      this.#gone = true;
      this.#on.gone();
      return 0;
    }
  }

  system(command: string): void {
    this.flush();
    const result = spawnSync('/bin/sh', ['-c', command], { stdio: ['inherit', this.#fd, 'inherit'] });
    if (result.error !== undefined) this.#on.say(`system(): ${result.error.message}`);
  }

  freopen(path: string): string | undefined {
    this.flush();
    try {
      this.#switchTo(openSync(path, 'a'));
    } catch (error) {
      return reasonOf(error);
    }
    return undefined;
  }

  reopenFirst(): void {
    this.flush();
    this.#switchTo(this.#home);
  }

  #switchTo(fd: number): void {
    if (this.#fd !== this.#home) closeSync(this.#fd);
    this.#fd = fd;
  }

  /** In the words of dtrace's test suite, which names the clause, or in those of the user's script. */
  refused(why: string, probe: FiredProbe, clause: number): void {
    this.flush();
    const where = `error in dt_clause_${clause} for probe ID ${probe.id} (${probeName(probe)})`;
    this.#on.say(testing() ? `${where}: ${why}\n` : `${probeName(probe)}: ${why}`);
  }

  ftruncate(): void {
    this.flush();
    try {
      ftruncateSync(this.#fd, 0);
    } catch {
      // a terminal or a pipe has nothing to cut off
    }
  }

  close(): void {
    this.flush();
    if (this.#fd !== this.#standard) closeSync(this.#fd);
    this.#fd = this.#standard;
  }
}

function openForAppend(file: string): number {
  try {
    return openSync(file, 'a');
  } catch (error) {
    throw new CliError('output', `failed to open output file '${file}': ${reasonOf(error)}`, { exitCode: 1 });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'No such file or directory',
  EACCES: 'Permission denied',
  EISDIR: 'Is a directory',
  ENOTDIR: 'Not a directory',
  EROFS: 'Read-only file system',
  ENOSPC: 'No space left on device',
};

/** In the words of strerror(3). */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code !== undefined && REASONS[code]) || message;
}

/** Blocks: for a reader that will come. */
export function waitMs(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
