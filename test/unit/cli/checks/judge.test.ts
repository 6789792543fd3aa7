import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstProblem, judge } from '../../../../cli/checks/judge.js';
import { readNodeFlags } from '../../../../cli/node-options.js';
import type { ProcessFacts } from '../../../../cli/proc/facts.js';

const own = process.geteuid?.() ?? 0;

/** A process that can be attached, but for the changes. */
function facts(
  changes: Partial<ProcessFacts> & { status?: never } = {},
  status: Partial<ProcessFacts['status']> = {},
): ProcessFacts {
  return {
    pid: 4242,
    status: {
      name: 'node',
      state: 'S',
      tgid: 4242,
      ppid: 1,
      uid: own,
      gid: 0,
      tracer: 0,
      namespacePids: [4242],
      signals: { caught: 0x200n, blocked: 0n, ignored: 0n },
      ...status,
    },
    command: ['node', 'app.js'],
    uptimeSeconds: 5,
    runtime: { name: 'node', version: '24.9.0', proven: true, inspector: true },
    flags: readNodeFlags(['node', 'app.js'], undefined),
    sigusr1: 'caught',
    blockingCall: undefined,
    innerPid: 4242,
    readable: true,
    namespaces: { network: 'same', mounts: 'same', root: '', container: undefined },
    agentSocket: undefined,
    inspector: { likelyPort: undefined, busy: undefined },
    descriptors: { free: 1000, limit: 1024 },
    ...changes,
  };
}
const flags = (...words: string[]) => readNodeFlags(['node', ...words, 'app.js'], undefined);
const agentSocket = '/tmp/ntrace-0/4242.sock';

function problem(...args: Parameters<typeof facts>): string | undefined {
  const check = firstProblem(facts(...args));
  return check === undefined ? undefined : `${check.text} | ${check.remedy ?? ''}`;
}

test('an ordinary process has no problem', () => {
  assert.equal(problem(), undefined);
  assert.ok(judge(facts()).every((check) => check.verdict === 'ok'));
});

test('other runtimes and old versions are named', () => {
  const runtime = (name: 'bun' | 'deno' | 'electron' | 'other', version?: string) =>
    problem({ runtime: { name, version, proven: true, inspector: true } });
  assert.equal(runtime('bun'), 'process 4242 runs Bun, which is not supported: ntrace traces Node.js | ');
  assert.match(runtime('deno') ?? '', /runs Deno/);
  assert.match(runtime('electron', '22.3.0') ?? '', /runs Electron/);
  assert.match(
    problem({ runtime: { name: 'node', version: '20.17.0', proven: true, inspector: true } }) ?? '',
    /runs Node\.js 20\.17\.0: ntrace needs 20\.18 or newer/,
  );
  assert.equal(
    problem({ runtime: { name: 'node', version: '20.18.0', proven: true, inspector: true } }),
    undefined,
  );
  assert.equal(
    problem({ runtime: { name: 'node', version: undefined, proven: true, inspector: true } }),
    undefined,
  );
  assert.match(
    problem({ runtime: { name: 'node', version: undefined, proven: true, inspector: false } }) ?? '',
    /without the inspector \| start it with --require/,
  );
});

test('a Node without inspector is reached through its preload', () => {
  const runtime = { name: 'node', version: '24.9.0', proven: true, inspector: false } as const;
  assert.equal(problem({ runtime, agentSocket }), undefined);
});

test('a zombie, a thread, a process held by a debugger', () => {
  assert.match(problem({}, { state: 'Z' }) ?? '', /4242 has ended; its parent 1 has not noticed/);
  assert.match(problem({}, { tgid: 4240 }) ?? '', /4242 is a thread of process 4240 \| attach to 4240/);
  assert.match(
    problem({}, { state: 't', tracer: process.pid }) ?? '',
    new RegExp(`held by a debugger: process ${process.pid} .*detach`),
  );
});

test('masks, each with its remedy', () => {
  assert.match(
    problem({ sigusr1: 'deadly' }) ?? '',
    /^not signalling 4242: it does not catch SIGUSR1 and would die \| /,
  );
  assert.match(problem({ sigusr1: 'ignored' }) ?? '', /^4242 ignores SIGUSR1 \| /);
  assert.match(
    problem({ sigusr1: 'blocked' }) ?? '',
    /^4242 blocks SIGUSR1 \| start it with --require ntrace\/preload; if it has just been started, retry/,
  );
  assert.match(
    problem({ sigusr1: 'blocked', flags: flags('--disable-sigusr1') }) ?? '',
    /^4242 blocks SIGUSR1 \(--disable-sigusr1\) \| start it with --require ntrace\/preload$/,
  );
  assert.match(problem({ blockingCall: 'pipe_read' }) ?? '', /blocking system call \(pipe_read\)/);
});

test('a waiting preload, or an open inspector, makes the signal unimportant', () => {
  for (const sigusr1 of ['deadly', 'ignored', 'blocked'] as const) {
    assert.equal(problem({ sigusr1, blockingCall: 'pipe_read', agentSocket }), undefined);
    assert.equal(problem({ sigusr1, inspector: { likelyPort: 9229, busy: undefined } }), undefined);
  }
  const busy = { likelyPort: undefined, busy: { port: 9229, holder: 1 } };
  assert.equal(problem({ inspector: busy, agentSocket }), undefined);
  assert.match(problem({ inspector: busy }) ?? '', /^no inspector port: 9229 is held by process 1 \(/);
  assert.match(
    problem({ inspector: { ...busy, busy: { port: 9229, holder: undefined } } }) ?? '',
    /held by a process of another user/,
  );
});

test('the permission model: what each version can allow', () => {
  const run = (version: string, ...words: string[]) =>
    problem({
      sigusr1: 'blocked',
      flags: flags(...words),
      runtime: { name: 'node', version, proven: true, inspector: true },
    });
  assert.equal(
    run('24.9.0', '--permission'),
    '4242 runs with --permission | start it with --require ntrace/preload',
  );
  assert.equal(
    run('20.20.2', '--experimental-permission'),
    '4242 runs with --permission | start it with --require ntrace/preload',
  );
  const remedy =
    '4242 runs with --permission | add --allow-inspector --allow-net; or start it with --allow-net --require ntrace/preload';
  assert.equal(run('26.9.0', '--permission'), remedy);
  assert.equal(run('26.9.0', '--permission', '--allow-inspector'), remedy);
  assert.equal(
    problem({
      flags: flags('--permission', '--allow-inspector', '--allow-net'),
      runtime: { name: 'node', version: '26.9.0', proven: true, inspector: true },
    }),
    undefined,
  );
});

test('namespaces: the exact line, and the container when it is known', {
  skip: own !== 0 && 'needs root',
}, () => {
  const namespaces = {
    network: 'other',
    mounts: 'other',
    root: '/proc/4242/root',
    container: 'abc123',
  } as const;
  assert.equal(
    problem({ namespaces }),
    '4242 is in another network namespace | sudo nsenter -t 4242 -n ntrace -p 4242 …, or inside: docker exec abc123 ntrace …, kubectl debug --target',
  );
  assert.equal(problem({ namespaces, agentSocket }), undefined, 'a private socket crosses it');
  const inner = facts(
    { namespaces: { ...namespaces, network: 'same' }, innerPid: 7 },
    { namespacePids: [4242, 7] },
  );
  assert.equal(
    judge(inner).find((check) => check.id === 'mounts')?.text,
    'other mounts: the socket goes to /proc/4242/root/tmp; it calls itself 7 in its PID namespace',
  );
});

test('a process of another user, and one that does not let us look', () => {
  const other = own + 12345;
  const text = problem({}, { uid: other });
  if (own === 0) assert.equal(text, undefined, 'root may');
  else
    assert.match(
      text ?? '',
      new RegExp(`belongs to another user \\(#${other}\\): .* sudo -u '#${other}' ntrace -p 4242 …`),
    );
  assert.match(
    problem({ readable: false }) ?? '',
    /does not let user \S+ look into it \| sudo ntrace -p 4242 …/,
  );
});

test('a process without descriptors is not signalled: Node would abort', () => {
  const left = (free: number) => ({ free, limit: 1024 });
  assert.equal(
    problem({ descriptors: left(3) }),
    '4242 has only 3 file descriptors of 1024 left: opening its inspector could abort it | free some, or raise its limit: prlimit --pid 4242 --nofile=2048',
  );
  assert.match(
    problem({ descriptors: left(0), agentSocket }) ?? '',
    /no file descriptors of 1024 left: its agent/,
  );
  assert.equal(problem({ descriptors: left(4), agentSocket }), undefined);
  assert.equal(problem({ descriptors: left(16) }), undefined);
  assert.equal(problem({ descriptors: undefined }), undefined);
});
