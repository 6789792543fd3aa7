// Several processes at once: -p more than once, -p with a glob over command lines; who comes, who goes, who refuses.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { Running, runNtrace, startNtrace, startTarget, until } from '../support/process.js';
import { counts, endTrace, Scriptable, startTrace } from '../support/scriptable.js';

const base = mkdtempSync(join(tmpdir(), 'ntrace-test-'));
process.env['XDG_RUNTIME_DIR'] = base;
after(() => rmSync(base, { recursive: true, force: true }));

const BY_PID = 'abort:::fire { @[pid] = count(); }';
const ABORT = 'new AbortController().abort()';

/** A scriptable process whose command line is a title, which leaves nothing of its options to be seen. */
async function called(title: string): Promise<Scriptable> {
  const one = await Scriptable.start({ nodeArgs: [], env: { NODE_OPTIONS: '--inspect-port=0' } });
  await one.run(`process.title = ${JSON.stringify(title)}`);
  return one;
}

/** Names that no other test, and nobody else on this machine, has. */
const unique = (name: string): string => `${name}-${process.pid}`;

function gone(): number {
  return spawnSync(process.execPath, ['-p', '1']).pid;
}

describe('-p more than once', () => {
  test('one that cannot be attached does not keep ntrace from the others', async () => {
    const [a, b, dead] = [await Scriptable.start(), await Scriptable.start(), gone()];
    const trace = await startTrace(a.pid, BY_PID, ['-p', String(dead), '-p', String(b.pid)]);
    await a.run(ABORT);
    await b.run(ABORT);
    const { out, err, code } = await endTrace(trace);
    assert.deepEqual(counts(out), { [a.pid]: 1, [b.pid]: 1 }, err);
    assert.equal(code, 0);
    assert.match(err, new RegExp(`^ntrace: attached to 2, 1 could not be: no process ${dead}\n`));
    await Promise.all([a.stop(), b.stop()]);
  });

  test('none of them: 4, and each says why', async () => {
    const [one, two] = [gone(), gone()];
    const { code, stderr } = await runNtrace(['-p', String(one), '-p', String(two), '-n', BY_PID]);
    assert.equal(code, 4);
    assert.match(
      stderr,
      new RegExp(`^ntrace: none of 2 could be attached: no process ${one}; no process ${two}\n`, 'm'),
    );
  });

  test('the header lists them, every record names its pid and thread', async () => {
    const [a, b] = [await Scriptable.start(), await Scriptable.start()];
    const program = 'BEGIN { printf("ON\\n"); } abort:::fire { trace(1); }';
    const pids = ['-p', String(a.pid), '-p', String(b.pid)];
    const trace = startNtrace([...pids, '--format', 'json', '-qn', program]);
    await trace.waitFor(/ON/);
    await a.run(ABORT);
    await b.run(
      `return new Promise((done) => new (require('node:worker_threads').Worker)('${ABORT}', { eval: true }).on('exit', done))`,
    );
    await b.run(ABORT);
    await until(() => trace.stdout().match(/"type":"record"/g)?.length === 2, 5000, 'both records');
    const { out } = await endTrace(trace);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(lines[0]?.['pid'], [a.pid, b.pid]);
    const records = lines.filter(({ type }) => type === 'record').map(({ pid, tid }) => [pid, tid]);
    assert.deepEqual(new Set(records.map(String)), new Set([`${a.pid},0`, `${b.pid},0`]));
    await Promise.all([a.stop(), b.stop()]);
  });
});

describe('-p with a glob', () => {
  test('all that match; who starts later joins, who ends leaves, and the trace goes on', async () => {
    const name = unique('fleet');
    const [a, b, other] = [
      await called(`${name} a`),
      await called(`${name} b`),
      await called(unique('other')),
    ];
    const program = 'BEGIN { printf("ON\\n"); } abort:::fire { printf("%d aborts\\n", pid); }';
    const trace = startNtrace(['-p', `${name} *`, '-qn', program]);
    await trace.waitFor(/ON/);
    const aborts = (one: Scriptable): Promise<unknown> =>
      until(
        async () => {
          await one.run(ABORT);
          return trace.stdout().includes(`\n${one.pid} aborts`);
        },
        10_000,
        `${one.target.pid} is traced`,
      );
    await other.run(ABORT);
    await Promise.all([aborts(a), aborts(b)]);
    const late = await called(`${name} late`);
    await aborts(late);
    await Promise.all([a.stop(), b.stop(), late.stop()]);
    const again = await called(`${name} again`);
    await aborts(again);
    const { out, err, code } = await endTrace(trace);
    assert.deepEqual([code, out.includes(`${other.pid} aborts`)], [0, false], err);
    assert.match(err, /^restored (\d+) of \1\n$/);
    await Promise.all([other.stop(), again.stop()]);
  });

  test('the directory of the executable need not be typed, and children of one match are not tried twice', async () => {
    const script = unique('script');
    const target = startTarget(null, {
      nodeArgs: ['--inspect-port=0', '-e', 'console.log("READY"); setInterval(() => {}, 1000)', script],
    });
    await target.ready;
    const trace = startNtrace(['-p', `node *${script}`, '--children', '-qn', 'BEGIN { printf("ON\\n"); }']);
    await trace.waitFor(/ON/);
    const { err, code } = await endTrace(trace);
    assert.deepEqual([code, err.replace(/\d+ of \d+/, 'N')], [0, 'restored N\n']);
    await target.stop();
  });

  test('none matches: 4, with what is near', async () => {
    const name = unique('orders');
    const target = await called(`${name} api`);
    const { code, stderr } = await runNtrace(['-p', name, '-n', BY_PID]);
    assert.equal(code, 4);
    assert.match(stderr, new RegExp(`^ntrace: no Node\\.js process matches -p "${name}"$`, 'm'));
    assert.match(stderr, new RegExp(`^HINT: near: ${target.pid} ${name} api[.;].* ntrace ps`, 'm'));
    await target.stop();
  });

  test('lost takes them too', async () => {
    const name = unique('watched');
    const [a, b] = [await called(`${name} 1`), await called(`${name} 2`)];
    const { stderr, code } = await runNtrace(['lost', '-p', `${name}*`, '--duration', '300ms']);
    assert.equal(code, 0, stderr);
    for (const { pid } of [a, b]) assert.match(stderr, new RegExp(`^Watching .*${pid}`, 'm'));
    await Promise.all([a.stop(), b.stop()]);
  });
});

test('no file descriptors left: refused with a remedy, and the target lives', async () => {
  const code = `const fs = require('node:fs'); const open = [];
    try { for (;;) open.push(fs.openSync('/dev/null')); } catch {}
    process.stdin.on('data', () => { open.splice(0).forEach((fd) => fs.closeSync(fd)); console.log('FREED'); });
    console.log('READY')`;
  const target = new Running(
    'sh',
    ['-c', 'ulimit -n 64; exec "$0" --inspect-port=0 -e "$1"', process.execPath, code],
    {},
  );
  await target.waitFor(/READY/);
  const refused = await runNtrace(['-p', String(target.pid), '-qn', 'BEGIN { exit(0); }']);
  assert.equal(refused.code, 4);
  assert.match(
    refused.stderr,
    new RegExp(
      `^ntrace: ${target.pid} has .* file descriptors? of 64 left: opening its inspector could abort it\nHINT: .*prlimit --pid ${target.pid} `,
    ),
  );
  target.send('free');
  await target.waitFor(/FREED/);
  const attached = await runNtrace(['-p', String(target.pid), '-qn', 'BEGIN { exit(0); }']);
  assert.equal(attached.code, 0, attached.stderr);
  await target.stop();
});

test('Ctrl-C while many are attached: the one at hand is finished, all are left', async () => {
  const name = unique('many');
  const fleet = await Promise.all(Array.from({ length: 5 }, (_, i) => called(`${name} ${i}`)));
  const trace = startNtrace(['-p', `${name} *`, '-qn', BY_PID], { env: { NTRACE_LOG: 'debug' } });
  await trace.waitFor(/"msg":"attached"/, { from: 'stderr' });
  trace.kill('SIGINT');
  assert.equal((await trace.exited).code, 4, trace.stderr());
  assert.match(
    trace.stderr(),
    /^ntrace: interrupted while attaching\nHINT: \d were attached and are left again$/m,
  );
  for (const one of fleet) {
    const left = `return globalThis[Symbol.for('ntrace.agent')] === undefined && require('node:inspector').url() === undefined`;
    await until(() => one.run(left), 3000, 'the agent and the inspector are gone');
    await one.stop();
  }
});
