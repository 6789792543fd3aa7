// Ways into a process, and what is waited for: attach.md, sections 1 to 4, on real processes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { inject } from '../../cli/inspector/inject.js';
import { openInspector } from '../../cli/inspector/open-port.js';
import { gatherFacts } from '../../cli/proc/facts.js';
import { listeningSockets } from '../../cli/proc/sockets.js';
import { blockingCall } from '../../cli/proc/waits.js';
import { attachPid, ConsumerSocket } from '../../cli/target.js';
import { WIRE_VERSION } from '../../wire/version.js';
import { base, freePort, IDLE, idle, inline, leave, refusal, socket } from '../support/attaching.js';
import { ROOT, Running, startTarget, until } from '../support/process.js';

describe('ways in', () => {
  for (const fixture of ['idle.cjs', 'idle.mjs']) {
    test(`${fixture}: attaches, and the inspector is closed again`, async () => {
      const target = startTarget(fixture);
      await target.ready;
      const link = await attachPid(target.pid, socket);
      const { pid, tid, origin, node, cwd } = link.hello;
      assert.deepEqual(
        { pid, tid, origin, node, cwd },
        { pid: target.pid, tid: 0, origin: 'inject', node: process.version, cwd: process.cwd() },
      );
      assert.deepEqual(listeningSockets(target.pid), []);
      assert.match(
        target.stderr(),
        /^Debugger listening .*\nFor help.*\nDebugger attached\.\nDebugger ending .*\nFor help.*\n$/,
      );
      await leave(link);
      await target.stop();
    });
  }

  test('node -e; again and again', async () => {
    const target = await idle();
    for (let i = 0; i < 3; i++) await leave(await attachPid(target.pid, socket));
    await target.stop();
  });

  test('two consumers at once', async () => {
    const target = await idle();
    const other = await ConsumerSocket.open();
    const links = await Promise.all([attachPid(target.pid, socket), attachPid(target.pid, other)]);
    assert.deepEqual(
      links.map((link) => link.hello.pid),
      [target.pid, target.pid],
    );
    for (const link of links) await leave(link);
    await other.close();
    await target.stop();
  });

  test('two targets that share an inspector port are attached one after the other', async () => {
    const port = await freePort();
    const targets = [
      await idle({ nodeArgs: [`--inspect-port=${port}`] }),
      await idle({ nodeArgs: [`--inspect-port=${port}`] }),
    ];
    const script = join(ROOT, 'dist/test/support/attach-once.js');
    const env = { XDG_RUNTIME_DIR: base };
    const attachers = targets.map(({ pid }) => new Running(process.execPath, [script, String(pid)], { env }));
    for (const [i, attacher] of attachers.entries()) {
      await attacher.exited;
      assert.deepEqual(JSON.parse(attacher.stdout() || attacher.stderr()), {
        ok: true,
        pid: targets[i]?.pid,
      });
    }
    for (const target of targets) await target.stop();
  });

  for (const [what, nodeArgs, code] of [
    ['--inspect=127.0.0.1:0', ['--inspect=127.0.0.1:0'], IDLE],
    [
      'inspector.open() on a port that no option names',
      ['--inspect-port=0'],
      `process.getBuiltinModule('inspector').open(0, '127.0.0.1'); ${IDLE}`,
    ],
  ] as const) {
    test(`${what}: the inspector that is open is used and stays open`, async () => {
      const target = await inline(code, { nodeArgs });
      const before = listeningSockets(target.pid);
      assert.equal(before.length, 1);
      const link = await attachPid(target.pid, socket);
      await leave(link);
      assert.deepEqual(listeningSockets(target.pid), before);
      await target.stop();
    });
  }

  test('a program that is booting is waited for', async () => {
    const target = startTarget(null, { nodeArgs: ['--inspect-port=0', '-e', IDLE] });
    await leave(await attachPid(target.pid, socket));
    await target.stop();
  });

  test('a synchronous loop is interrupted for the agent, and goes on', async () => {
    const stop = join(base, 'stop-loop');
    const target = await inline(
      `console.log('READY'); while (!process.getBuiltinModule('fs').existsSync(${JSON.stringify(stop)})); console.log('LOOP ENDED'); setInterval(() => {}, 1000);`,
    );
    const link = await attachPid(target.pid, socket);
    assert.doesNotMatch(target.stdout(), /LOOP ENDED/);
    writeFileSync(stop, '');
    await leave(link);
    await target.waitFor(/LOOP ENDED/);
    await target.stop();
  });

  test('Atomics.wait is interrupted too', async () => {
    const target = await inline(
      `console.log('READY'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`,
    );
    (await attachPid(target.pid, socket)).close();
    await target.stop();
  });

  test('execSync: waits for the blocking call and says so', async () => {
    const stop = join(base, 'stop-exec');
    const target = await inline(
      `console.log('READY'); process.getBuiltinModule('child_process').execSync('while [ ! -e ${stop} ]; do sleep 0.02; done'); setInterval(() => {}, 1000);`,
    );
    const told: string[] = [];
    const link = await attachPid(target.pid, socket, {
      timeoutMs: 20_000,
      onProgress: (text) => {
        told.push(text);
        writeFileSync(stop, '');
      },
    });
    assert.deepEqual(told, [`${target.pid} does not answer: waiting for a blocking call to end`]);
    await leave(link);
    await target.stop();
  });
});

describe('namespaces', () => {
  const can = (...flags: string[]) => spawnSync('unshare', [...flags, 'true']).status === 0;
  /** Runs Node in new namespaces; gives its pid as we see it. */
  async function unshared(flags: readonly string[], before = '') {
    // Node may lie where the new mounts hide it: held by a descriptor.
    const shell = `exec 3<"$0"; ${before} exec /proc/self/fd/3 --inspect-port=0 -e '${IDLE}'`;
    const running = new Running('unshare', [...flags, 'sh', '-c', shell, process.execPath], {});
    await running.waitFor(/READY/);
    const forked = flags.includes('-f');
    const pid = forked
      ? Number(spawnSync('pgrep', ['-P', String(running.pid)], { encoding: 'utf8' }).stdout)
      : running.pid;
    return { pid, end: () => process.kill(pid, 'SIGKILL') && running.exited };
  }

  test('network: the way in is named, and works', {
    skip: !can('-n') && 'unshare -n is not permitted',
  }, async () => {
    const { pid, end } = await unshared(['-n'], 'ip link set lo up;');
    const { code, message, hint } = await refusal(pid);
    assert.equal(code, 'network');
    assert.equal(message, `${pid} is in another network namespace`);
    assert.match(String(hint), new RegExp(`^sudo nsenter -t ${pid} -n ntrace -p ${pid} …`));
    const args = [
      '-t',
      String(pid),
      '-n',
      process.execPath,
      join(ROOT, 'dist/test/support/attach-once.js'),
      String(pid),
    ];
    const inside = new Running('nsenter', args, {});
    await inside.exited;
    assert.deepEqual(JSON.parse(inside.stdout() || inside.stderr()), { ok: true, pid });
    await end();
  });

  test('PIDs: the process is found by the PID seen from here', {
    skip: !can('-pf') && 'unshare -pf is not permitted',
  }, async () => {
    const { pid, end } = await unshared(['-p', '-f']);
    const link = await attachPid(pid, socket);
    assert.equal(link.hello.pid, 1);
    assert.notEqual(pid, 1);
    await leave(link);
    await end();
  });

  test('mounts: the socket is put where the process sees it', {
    skip: !can('-m') && 'unshare -m is not permitted',
  }, async () => {
    const { pid, end } = await unshared(['-m'], 'mount -t tmpfs none /tmp;');
    const link = await attachPid(pid, socket);
    assert.equal(readdirSync(`/proc/${pid}/root/tmp/ntrace-${process.getuid?.()}`).length, 1);
    await leave(link);
    await socket.close();
    assert.deepEqual(readdirSync(`/proc/${pid}/root/tmp/ntrace-${process.getuid?.()}`), []);
    await end();
  });
});

describe('a blocking read', () => {
  /** For several looks: a process that has just started waits here and there. */
  const inRead = (pid: number): Promise<boolean> => {
    let looks = 0;
    return until(() => {
      looks = blockingCall(pid) === undefined ? 0 : looks + 1;
      return looks === 5;
    });
  };
  const code = `console.log('READY'); process.getBuiltinModule('fs').readSync(0, Buffer.alloc(1)); console.log('READ'); setInterval(() => {}, 1000);`;

  test('is not broken off by the signal: it is waited for', async () => {
    const target = await inline(code);
    await inRead(target.pid);
    const link = await attachPid(target.pid, socket, {
      onProgress: (text) => {
        assert.equal(text, `${target.pid} does not answer: waiting for a blocking call to end`);
        target.send('x');
      },
    });
    await target.waitFor(/READ\n/);
    await leave(link);
    await target.stop();
  });

  test('that does not end in time', async () => {
    const target = await inline(code);
    await inRead(target.pid);
    const { code: why, message } = await refusal(target.pid, { timeoutMs: 300 });
    assert.equal(why, 'blocking-call');
    assert.match(
      String(message),
      /^\d+ is inside a blocking system call \(\w+\), which SIGUSR1 would break off$/,
    );
    assert.equal(target.exit, undefined);
    assert.equal(target.stderr(), '');
    await target.stop();
  });
});

describe('what dies or lies meanwhile', () => {
  test('ends at the signal', async () => {
    const target = await inline(`process.on('SIGUSR1', () => process.exit(7)); ${IDLE}`);
    const { code, message } = await refusal(target.pid);
    assert.deepEqual(
      { code, message },
      { code: 'process-ended', message: `process ${target.pid} ended while ntrace was attaching` },
    );
    assert.deepEqual(await target.exited, { code: 7, signal: null });
  });

  test('is killed while it is waited for', async () => {
    const target = await inline(
      `console.log('READY'); process.getBuiltinModule('fs').readSync(0, Buffer.alloc(1));`,
    );
    const { message } = await refusal(target.pid, { onProgress: () => target.kill('SIGKILL') });
    assert.equal(message, `process ${target.pid} ended while ntrace was attaching`);
    await target.exited;
  });

  test('is killed at any moment: attached or told, never stuck', async () => {
    for (let ms = 0; ms < 150; ms += 15) {
      const target = await idle();
      setTimeout(() => target.kill('SIGKILL'), ms);
      try {
        (await attachPid(target.pid, socket)).close();
      } catch (error) {
        assert.match((error as { code: string }).code, /^process-(ended|missing)$/, (error as Error).stack);
      }
      await target.exited;
    }
  });

  test('given up while the target is blocked: when it comes back, the port is closed again', async () => {
    const block = `process.getBuiltinModule('child_process').execSync('head -c 1', { stdio: ['inherit', 'pipe', 'inherit'] });`;
    const target = await inline(
      `console.log('READY'); ${block} console.log('BACK'); ${block} setInterval(() => {}, 1000);`,
    );
    const facts = gatherFacts(target.pid);
    assert.ok(facts);
    // The first return from the blocking call lets the inspector open; the second call blocks the evaluation.
    const opening = openInspector(facts, {
      deadline: Date.now() + 10_000,
      onProgress: () => target.send(''),
    });
    const inspector = await opening;
    await target.waitFor(/BACK/);
    const { path, token } = await socket.invite();
    const bootstrap = {
      kind: 'inject',
      wireVersion: WIRE_VERSION,
      path,
      token,
      closeInspector: true,
    } as const;
    const injecting = inject(facts, inspector, bootstrap, {
      deadline: Date.now() + 500,
      onProgress: () => {},
    });
    await assert.rejects(injecting, { code: 'blocked' });
    assert.equal(listeningSockets(target.pid).length, 1);
    target.send('');
    await until(() => listeningSockets(target.pid).length === 0, 10_000, 'the port is closed');
    await target.stop();
  });

  test('the inspector of another process is not used', async () => {
    const [one, other] = [await idle(), await idle()];
    const waiting = { deadline: Date.now() + 10_000, onProgress: () => {} };
    const [facts, others] = [gatherFacts(one.pid), gatherFacts(other.pid)];
    assert.ok(facts && others);
    const inspector = await openInspector(others, waiting);
    const { path, token } = await socket.invite();
    const injecting = inject(
      facts,
      inspector,
      { kind: 'inject', wireVersion: WIRE_VERSION, path, token, closeInspector: true },
      waiting,
    );
    await assert.rejects(injecting, {
      code: 'wrong-process',
      message: `the inspector of process ${one.pid} is that of process ${other.pid}: nothing was injected`,
    });
    await one.stop();
    await other.stop();
  });

  test('an agent that cannot start says why, and the port is closed again', async () => {
    const target = await idle();
    const failing = { agent: `(function () { return '{"error":"planted"}'; })` };
    assert.equal(
      (await refusal(target.pid, failing)).message,
      `the agent could not start in process ${target.pid}: planted`,
    );
    await until(() => listeningSockets(target.pid).length === 0, 5_000, 'the port is closed');
    const throwing = { agent: `(function () { throw new Error('planted'); })` };
    assert.match(String((await refusal(target.pid, throwing)).message), /planted/);
    await until(() => listeningSockets(target.pid).length === 0, 5_000, 'the port is closed');
    await target.stop();
  });

  test("a server of the application itself on the inspector's port is not taken for it", async () => {
    const port = await freePort();
    const target = await inline(
      `process.getBuiltinModule('http').createServer((q, r) => r.end('[]')).listen(${port}, '127.0.0.1', () => console.log('READY'));`,
      { nodeArgs: [`--inspect-port=${port}`] },
    );
    const { code, message } = await refusal(target.pid);
    assert.equal(code, 'port-busy');
    assert.match(String(message), new RegExp(`${port} is held by process ${target.pid} `));
    assert.equal(target.stderr(), '', 'no signal was sent');
    await target.stop();
  });
});
