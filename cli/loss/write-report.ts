/** Where a report goes: whole or not at all, so that two runs that write the same file never mix. */
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { CliError } from '../error.js';
import { reasonOf, waitMs } from '../terminal/output.js';

const STDOUT = 1;

/** @param file `-` is stdout; devices and pipes are written to as they are. @throws CliError (exit code 1). */
export function writeReport(file: string, text: string): void {
  try {
    if (file === '-') return writeAll(STDOUT, text);
    if (!replaceable(file)) return writeFileSync(file, text, { flag: 'a' });
    // A link stays one.
    const target = existing(file) ? realpathSync(file) : file;
    const temporary = `${target}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
    try {
      writeFileSync(temporary, text, { flag: 'wx' });
      renameSync(temporary, target);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return; // nobody reads it
    throw new CliError('output', `cannot write ${file}: ${reasonOf(error)}`, { exitCode: 1 });
  }
}

/** Before a long run: can its report be written at all? @throws CliError (exit code 1). */
export function requireWritable(file: string): void {
  if (file === '-') return;
  try {
    if (existing(file) && statSync(file).isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    accessSync(replaceable(file) ? dirname(file) : file, constants.W_OK);
  } catch (error) {
    throw new CliError('output', `cannot write ${file}: ${reasonOf(error)}`, { exitCode: 1 });
  }
}

function existing(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}

/** A regular file, or nothing yet. */
function replaceable(file: string): boolean {
  return !existing(file) || statSync(file).isFile();
}

function writeAll(fd: number, text: string): void {
  const data = Buffer.from(text, 'utf8');
  for (let at = 0; at < data.length; ) {
    try {
      at += writeSync(fd, data, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      waitMs(5);
    }
  }
}
