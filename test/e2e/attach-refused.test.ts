// Why a process is not attached, and what is said: attach.md, section 2, on real processes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { inject } from '../../cli/inspector/inject.js';
import { openInspector } from '../../cli/inspector/open-port.js';
import { gatherFacts } from '../../cli/proc/facts.js';
import { listeningSockets } from '../../cli/proc/sockets.js';
import { readStatus } from '../../cli/proc/status.js';
import { childrenOf } from '../../cli/proc/waits.js';
import { attachPid } from '../../cli/target.js';
import { WIRE_VERSION } from '../../wire/version.js';
import { IDLE, idle, inline, leave, major, refusal, root, socket } from '../support/attaching.js';
import { ROOT, Running, until } from '../support/process.js';

describe('what is not there, not ours, or not Node', () => {
  test('no such process', async () => {
    const { pid } = spawnSync(process.execPath, ['-p', '1']);
    assert.equal((await refusal(pid)).message, `no process ${pid}`);
  });

  test('a program that is not Node', async () => {
    const sleep = new Running('sleep', ['60'], {});
    const { code, message } = await refusal(sleep.pid);
    assert.deepEqual(
      { code, message },
      { code: 'runtime', message: `process ${sleep.pid} is not Node.js: it is sleep` },
    );
    await sleep.stop();
  });

  test('a shell with Node below it names that one', async () => {
    const shell = new Running('sh', ['-c', `"${process.execPath}" --inspect-port=0 -e '${IDLE}'; true`], {});
    await shell.waitFor(/READY/);
    const { message, hint } = await refusal(shell.pid);
    assert.equal(message, `process ${shell.pid} is not Node.js: it is sh`);
    const child = Number(/ntrace -p (\d+)/.exec(String(hint))?.[1]);
    assert.equal(readStatus(child)?.ppid, shell.pid);
    process.kill(child, 'SIGKILL');
    await shell.stop();
  });

  test('a thread of a process', async () => {
    const target = await idle();
    const thread = Number(readdirSync(`/proc/${target.pid}/task`).find((tid) => tid !== String(target.pid)));
    assert.equal((await refusal(thread)).message, `${thread} is a thread of process ${target.pid}`);
    await target.stop();
  });

  test('another user', { skip: !root && 'needs root' }, async () => {
    const target = await idle();
    const attacher = new Running(
      process.execPath,
      [join(ROOT, 'dist/test/support/attach-once.js'), String(target.pid)],
      {
        uid: 65534,
        env: { XDG_RUNTIME_DIR: undefined },
      },
    );
    await attacher.exited;
    const answer = JSON.parse(attacher.stdout() || attacher.stderr());
    assert.deepEqual(answer, {
      ok: false,
      code: 'owner',
      message: `process ${target.pid} belongs to another user (root): run as that user or as root`,
      hint: `sudo -u root ntrace -p ${target.pid} …`,
      exitCode: 4,
    });
    await target.stop();
  });

  test('root attaches to a process of another user, whose socket that user owns', {
    skip: !root && 'needs root',
  }, async () => {
    const target = await idle({ uid: 65534, cwd: '/' });
    const link = await attachPid(target.pid, socket);
    assert.equal(link.hello.pid, target.pid);
    const files = readdirSync('/tmp/ntrace-65534').filter((name) => name.startsWith(`${process.pid}-`));
    assert.equal(files.length, 1);
    for (const path of ['/tmp/ntrace-65534', join('/tmp/ntrace-65534', files[0] as string)]) {
      assert.equal(lstatSync(path).uid, 65534);
      assert.equal(lstatSync(path).mode & 0o077, 0);
    }
    await leave(link);
    await socket.close();
    assert.ok(!existsSync(join('/tmp/ntrace-65534', files[0] as string)));
    await target.stop();
  });
});

describe('what the signal would do', () => {
  test('no handler any more: it is not signalled, and lives', async () => {
    const target = await inline(
      `const f = () => {}; process.on('SIGUSR1', f); process.off('SIGUSR1', f); ${IDLE}`,
    );
    const { code, message, hint } = await refusal(target.pid);
    assert.equal(code, 'signal-deadly');
    assert.equal(message, `not signalling ${target.pid}: it does not catch SIGUSR1 and would die`);
    assert.match(String(hint), /start it with --require ntrace\/preload or --inspect=127\.0\.0\.1:0/);
    assert.equal(target.exit, undefined);
    await target.stop();
  });

  test('the program handles SIGUSR1 itself', async () => {
    const target = await inline(`process.on('SIGUSR1', () => console.log('MINE')); ${IDLE}`);
    assert.deepEqual(await refusal(target.pid), {
      code: 'signal-handled',
      message: 'no inspector port: the program may handle SIGUSR1 itself',
      hint: 'start it with --require ntrace/preload or --inspect=127.0.0.1:0',
    });
    await target.waitFor(/MINE/);
    await target.stop();
  });

  test('--disable-sigusr1', { skip: major < 22 && 'needs Node 22' }, async () => {
    const target = await idle({ nodeArgs: ['--disable-sigusr1', '--inspect-port=0'] });
    const { code, message, hint } = await refusal(target.pid);
    assert.deepEqual(
      { code, message, hint },
      {
        code: 'signal-blocked',
        message: `${target.pid} blocks SIGUSR1 (--disable-sigusr1)`,
        hint: 'start it with --require ntrace/preload',
      },
    );
    await target.stop();
  });

  test('the permission model', async () => {
    const nodeArgs = [major < 22 ? '--experimental-permission' : '--permission', '--inspect-port=0'];
    const target = await idle({ nodeArgs });
    const { code, message, hint } = await refusal(target.pid);
    assert.equal(code, 'permission');
    assert.equal(message, `${target.pid} runs with --permission`);
    assert.match(
      String(hint),
      major >= 25 ? /^add --allow-inspector --allow-net; or/ : /^start it with --require ntrace\/preload$/,
    );
    await target.stop();
  });

  test('the permission model with everything allowed', { skip: major < 25 && 'needs Node 25' }, async () => {
    const target = await idle({
      nodeArgs: ['--permission', '--allow-inspector', '--allow-net', '--inspect-port=0'],
    });
    await leave(await attachPid(target.pid, socket));
    await target.stop();
  });

  test('the agent may not connect: named as such, and the port is closed again', {
    skip: major < 25 && 'needs Node 25',
  }, async () => {
    const target = await idle({ nodeArgs: ['--permission', '--allow-inspector', '--inspect-port=0'] });
    const facts = gatherFacts(target.pid);
    assert.ok(facts);
    const waiting = { deadline: Date.now() + 10_000, onProgress: () => {} };
    const inspector = await openInspector(facts, waiting);
    const { path, token } = await socket.invite();
    const injecting = inject(
      facts,
      inspector,
      { kind: 'inject', wireVersion: WIRE_VERSION, path, token, closeInspector: true },
      waiting,
    );
    await assert.rejects(injecting, {
      code: 'permission',
      message: /runs with --permission: its agent may not connect/,
      hint: /--allow-net/,
    });
    await until(() => listeningSockets(target.pid).length === 0, 5_000, 'the port is closed');
    await target.stop();
  });

  test('a stopped program is not signalled', async () => {
    const target = await idle();
    target.kill('SIGSTOP');
    await until(() => readStatus(target.pid)?.state === 'T');
    assert.deepEqual(await refusal(target.pid), {
      code: 'stopped',
      message: `${target.pid} is stopped: resume it first`,
      hint: `kill -CONT ${target.pid}`,
    });
    await target.stop();
  });

  test('the inspector port is held by another process, which is named', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await until(() => server.listening);
    const { port } = server.address() as AddressInfo;
    const target = await idle({ nodeArgs: [`--inspect-port=${port}`] });
    const { code, message, hint } = await refusal(target.pid);
    assert.equal(code, 'port-busy');
    assert.match(
      String(message),
      new RegExp(`^no inspector port: ${port} is held by process ${process.pid} \\(`),
    );
    assert.equal(hint, 'free it and retry, or start the target with --inspect-port=0');
    assert.equal(target.stderr(), '', 'no signal was sent');
    server.close();
    await leave(await attachPid(target.pid, socket));
    await target.stop();
  });

  test('a blocking call that does not end in time', async () => {
    const target = await inline(
      `console.log('READY'); process.getBuiltinModule('child_process').execSync('tail --pid=' + process.pid + ' -s 0.2 -f /dev/null');`,
    );
    await until(() => childrenOf(target.pid).length > 0); // READY is printed before the call
    const { code, message, hint } = await refusal(target.pid, { timeoutMs: 3_000 });
    assert.equal(code, 'blocked');
    assert.match(
      String(message),
      new RegExp(
        `^${target.pid} does not answer: a blocking call has not ended, perhaps on child process \\d+$`,
      ),
    );
    assert.match(String(hint), /cannot be taken back/);
    process.kill(Number(/child process (\d+)/.exec(String(message))?.[1]), 'SIGKILL');
    await target.stop();
  });
});
