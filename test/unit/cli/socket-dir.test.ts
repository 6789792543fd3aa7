import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { readStatus } from '../../../cli/proc/status.js';
import {
  isAlive,
  MAX_PATH_BYTES,
  ownIdentity,
  randomName,
  socketDirectory,
  sweep,
  tracedMark,
  tracers,
} from '../../../cli/socket-dir.js';
import { Running, until } from '../../support/process.js';

const before = process.env['XDG_RUNTIME_DIR'];
const name = `ntrace-${process.getuid?.()}`;
let base: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'ntrace-test-'));
  process.env['XDG_RUNTIME_DIR'] = base;
});
afterEach(() => {
  rmSync(base, { recursive: true, force: true });
  if (before === undefined) delete process.env['XDG_RUNTIME_DIR'];
  else process.env['XDG_RUNTIME_DIR'] = before;
});

/** A pid that is surely nobody's any more. */
function deadPid(): number {
  return spawnSync(process.execPath, ['-p', '1']).pid;
}

test('is made with mode 0700, and put right when it is open', () => {
  const directory = socketDirectory();
  assert.equal(directory, join(base, name));
  assert.equal(statSync(directory).mode & 0o777, 0o700);
  chmodSync(directory, 0o755);
  socketDirectory();
  assert.equal(statSync(directory).mode & 0o777, 0o700);
});

test('a symbolic link in its place is refused', () => {
  mkdirSync(join(base, 'elsewhere'));
  symlinkSync(join(base, 'elsewhere'), join(base, name));
  assert.throws(socketDirectory, { code: 'socket-directory', exitCode: 4, message: /is a symbolic link/ });
});

test('a file in its place is refused', () => {
  writeFileSync(join(base, name), '');
  assert.throws(socketDirectory, { message: /is not a directory/ });
});

test("somebody else's directory is refused", { skip: process.getuid?.() !== 0 && 'needs root' }, () => {
  mkdirSync(join(base, name));
  chownSync(join(base, name), 65534, 65534);
  assert.throws(socketDirectory, { message: /belongs to user 65534, not to 0/ });
});

test('a base where others could replace it is not used, unless it is sticky', () => {
  chmodSync(base, 0o777);
  assert.ok(!socketDirectory().startsWith(base));
  chmodSync(base, 0o1777);
  assert.equal(socketDirectory(), join(base, name));
});

test('a path too long for a socket falls back', () => {
  const long = join(base, 'x'.repeat(120));
  mkdirSync(long);
  process.env['XDG_RUNTIME_DIR'] = long;
  const directory = socketDirectory();
  assert.ok(!directory.startsWith(long));
  assert.ok(Buffer.byteLength(join(directory, randomName('sock'))) <= MAX_PATH_BYTES);
});

test('without any fitting directory it says what to set', () => {
  const root = `/${'x'.repeat(120)}`;
  assert.throws(() => socketDirectory({ ...ownIdentity(), root }), {
    code: 'socket-directory',
    hint: /XDG_RUNTIME_DIR/,
  });
});

test("the sweep takes dead processes' files and nothing else", async () => {
  const directory = socketDirectory();
  const dead = deadPid();
  const kept = [
    `${process.pid}.sock`,
    `${process.pid}-0123456789ab.json`,
    'notes.txt',
    `1.by.${process.pid}`,
  ];
  const gone = [`${dead}.sock`, `${dead}-0123456789ab.sock`, `${dead}-0123456789ab.json`, `1.by.${dead}`];
  for (const file of [...kept, ...gone]) writeFileSync(join(directory, file), '');
  // Its process looks dead from here, but it answers: a PID of another namespace.
  const server = createServer().listen(join(directory, `${dead}-ffffffffffff.sock`));
  await sweep(directory);
  for (const file of kept) assert.ok(existsSync(join(directory, file)), file);
  for (const file of gone) assert.ok(!existsSync(join(directory, file)), file);
  assert.ok(existsSync(join(directory, `${dead}-ffffffffffff.sock`)));
  server.close();
});

test('who traces whom is known while the tracer lives', () => {
  writeFileSync(join(socketDirectory(), tracedMark(77)), '');
  writeFileSync(join(socketDirectory(), `78.by.${deadPid()}`), '');
  assert.deepEqual([...tracers()], [[77, [process.pid]]]);
});

test('a process that has ended is not alive, also while its parent has not looked', async () => {
  const parent = new Running('sh', ['-c', 'sleep 60 & echo "READY $!"; exec sleep 60'], {});
  const [, pid = ''] = await parent.waitFor(/READY (\d+)/);
  // A shell would look; what it becomes does not.
  await until(() => readStatus(parent.pid)?.name === 'sleep');
  process.kill(Number(pid), 'SIGKILL');
  await until(() => readStatus(Number(pid))?.state === 'Z');
  assert.equal(isAlive(Number(pid)), false);
  assert.equal(isAlive(process.pid), true);
});
