// `ntrace ps` and `ntrace doctor`: the knowledge that attaching uses, without touching a process.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Diagnosis } from '../../cli/commands/doctor.js';
import type { Row } from '../../cli/commands/ps.js';
import { readStatus } from '../../cli/proc/status.js';
import { FIXTURES, ROOT, Running, runNtrace, startTarget, type Target, until } from '../support/process.js';
import { startTrace } from '../support/scriptable.js';

const PRELOAD = join(ROOT, 'dist/agent/preload.cjs');
const base = mkdtempSync(join(tmpdir(), 'ntrace-test-'));
const root = process.getuid?.() === 0;
const version = process.versions.node;
after(() => rmSync(base, { recursive: true, force: true }));

async function ps(): Promise<Map<number, Row>> {
  const { code, stdout } = await runNtrace(['ps', '--format', 'json']);
  assert.equal(code, 0);
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row & { schema: string });
  for (const row of rows) assert.equal(row.schema, 'ntrace.ps/1');
  return new Map(rows.map((row) => [row.pid, row]));
}

async function doctor(
  pid: number,
): Promise<Diagnosis & { code: number | null; problem: string | undefined }> {
  const { code, stdout, stderr } = await runNtrace(['doctor', String(pid), '--format', 'json']);
  assert.equal(stderr, '');
  const diagnosis = JSON.parse(stdout) as Diagnosis;
  const problem = diagnosis.checks.find((check) => check.verdict === 'problem');
  assert.equal(code, diagnosis.attachable ? 0 : 4);
  assert.equal(diagnosis.attachable, problem === undefined);
  return { ...diagnosis, code, problem: problem?.id };
}

describe('several processes at once', () => {
  let plain: Target;
  let dormant: Target;
  let stopped: Target;
  let renamed: Target;
  let titled: Target;

  before(async () => {
    const binary = join(base, 'my-app');
    copyFileSync(process.execPath, binary);
    const titles = `process.title = 'evil\\x1b[2J'; console.log('READY'); setInterval(() => {}, 1000);`;
    plain = startTarget('idle.cjs', { args: ['one', 'two words'] });
    dormant = startTarget('idle.cjs', { nodeArgs: ['--inspect-port=0', '--require', PRELOAD] });
    stopped = startTarget('idle.cjs');
    renamed = startTarget('idle.mjs', { exec: binary });
    titled = startTarget(null, { nodeArgs: ['--inspect-port=0', '-e', titles] });
    for (const target of [plain, dormant, stopped, renamed, titled]) await target.ready;
    stopped.kill('SIGSTOP');
    await until(() => readStatus(stopped.pid)?.state === 'T');
  });
  after(async () => {
    for (const target of [plain, dormant, stopped, renamed, titled]) await target.stop();
  });

  test('ps knows version, command, and whether each can be attached', async () => {
    const rows = await ps();
    const row = rows.get(plain.pid);
    assert.deepEqual(
      {
        runtime: row?.runtime,
        version: row?.version,
        attachable: row?.attachable,
        problem: row?.problem,
        preload: row?.preload,
        tracedBy: row?.tracedBy,
      },
      { runtime: 'node', version, attachable: true, problem: null, preload: false, tracedBy: [] },
    );
    assert.match(row?.command ?? '', /idle\.cjs one two words$/);
    assert.ok((row?.uptimeSeconds ?? -1) >= 0);
    assert.equal(rows.get(renamed.pid)?.version, version, 'by its contents, whatever its name');
    assert.equal(rows.get(dormant.pid)?.preload, true);
    assert.equal(rows.get(stopped.pid)?.attachable, false);
    assert.equal(rows.get(stopped.pid)?.problem?.remedy, `kill -CONT ${stopped.pid}`);
  });

  test('ps names who is tracing', async () => {
    const trace = await startTrace(plain.pid, '');
    assert.deepEqual((await ps()).get(plain.pid)?.tracedBy, [trace.pid]);
    trace.kill('SIGINT');
    await trace.exited;
    assert.deepEqual((await ps()).get(plain.pid)?.tracedBy, []);
  });

  test('doctor asks whoever is tracing how the agents there are', async () => {
    const traces = [
      await startTrace(plain.pid, 'abort:::fire { @ = count(); }'),
      await startTrace(plain.pid, ''),
    ];
    const { code, agents } = await doctor(plain.pid);
    assert.equal(code, 0);
    assert.deepEqual(agents.map((one) => one.tracer).sort(), traces.map((trace) => trace.pid).sort());
    for (const { tid, status } of agents) {
      assert.equal(tid, 0);
      assert.equal(status.consumers, 2);
      assert.ok(status.patches > 0 && status.enabledProbes > 0);
    }
    for (const trace of traces) {
      trace.kill('SIGINT');
      await trace.exited;
    }
    assert.deepEqual((await doctor(plain.pid)).agents, []);
  });

  test('ps as a table: aligned, safe for the terminal, with a word on what to do', async () => {
    const { stdout, stderr } = await runNtrace(['ps']);
    const lines = stdout.trimEnd().split('\n');
    const line = (target: Target) => lines.find((one) => one.trimStart().startsWith(`${target.pid} `)) ?? '';
    assert.match(lines[0] ?? '', /^ *PID {2}VERSION +USER +UPTIME {2}ATTACH +AGENT +COMMAND$/);
    const column = (lines[0] ?? '').indexOf('COMMAND');
    for (const one of [plain, dormant, stopped]) assert.match(line(one).slice(column - 2), /^ {2}\/\S*node/);
    assert.match(line(plain), / yes +- +\//);
    assert.match(line(dormant), / yes +preload /);
    assert.match(line(stopped), / no: stopped +- /);
    assert.match(line(titled), /evil\?\[2J$/);
    assert.equal(stderr, 'ntrace doctor PID says what to do\n');
  });

  test('doctor on a process that can be attached', async () => {
    const before = plain.stderr();
    const { code, checks, agents } = await doctor(plain.pid);
    assert.equal(code, 0);
    assert.deepEqual(agents, []);
    assert.deepEqual(
      checks.map((check) => check.id),
      ['process', 'owner', 'runtime', 'state', 'network', 'mounts', 'signal', 'port'],
    );
    assert.equal(plain.stderr(), before, 'no signal was sent');
  });

  test('doctor asks the agent that waits there', async () => {
    const { code, agents } = await doctor(dormant.pid);
    assert.equal(code, 0);
    assert.equal(agents.length, 1);
    assert.deepEqual([agents[0]?.tid, agents[0]?.tracer, agents[0]?.status.patches], [0, null, 0]);
    assert.deepEqual(agents[0]?.status.drops, {});
    const { stdout } = await runNtrace(['doctor', String(dormant.pid)]);
    assert.match(stdout, /^ {2}agent {4}main thread, asked by its preload: \d+ KiB in its stores$/m);
    assert.match(stdout, new RegExp(`\\nntrace can attach to ${dormant.pid}\\n$`));
    assert.equal(dormant.stderr(), '', 'no inspector');
  });

  test('doctor says what is wrong and what to do', async () => {
    const { code, stdout } = await runNtrace(['doctor', '-p', String(stopped.pid)]);
    assert.equal(code, 4);
    assert.match(
      stdout,
      new RegExp(
        `^ {2}PROBLEM {2}${stopped.pid} is stopped: resume it first\n {11}do: kill -CONT ${stopped.pid}$`,
        'm',
      ),
    );
    assert.match(stdout, new RegExp(`\\nntrace cannot attach to ${stopped.pid}\\n$`));
  });
});

test('doctor: every problem has its name', async () => {
  const gone = spawnSync(process.execPath, ['-p', '1']).pid;
  assert.equal((await doctor(gone)).problem, 'process-missing');
  const sleep = new Running('sleep', ['60'], {});
  assert.equal((await doctor(sleep.pid)).problem, 'runtime');
  await sleep.stop();
  const server = createServer().listen(0, '127.0.0.1');
  await until(() => server.listening);
  const { port } = server.address() as AddressInfo;
  const busy = startTarget('idle.cjs', { nodeArgs: [`--inspect-port=${port}`] });
  await busy.ready;
  assert.equal((await doctor(busy.pid)).problem, 'port-busy');
  assert.match(
    (await ps()).get(busy.pid)?.problem?.text ?? '',
    new RegExp(`${port} is held by process ${process.pid} `),
  );
  server.close();
  await busy.stop();
});

test('doctor: what only starts the program leads to the program', async () => {
  const npm = join(base, 'npm-cli.js');
  writeFileSync(
    npm,
    `require('node:child_process').spawn(process.execPath, [process.argv[2]], { stdio: 'inherit' });`,
  );
  const idle = join(FIXTURES, 'idle.cjs');
  for (const [nodeArgs, verdict] of [
    [['--inspect-port=0', '--watch', idle], 'problem'],
    [['--inspect-port=0', npm, idle], 'note'],
  ] as const) {
    const wrapper = startTarget(null, { nodeArgs });
    await wrapper.ready;
    const { checks } = await doctor(wrapper.pid);
    const found = checks.find((check) => check.id === 'wrapper');
    assert.equal(found?.verdict, verdict);
    const below = Number(/^ntrace -p (\d+) …$/.exec(found?.remedy ?? '')?.[1]);
    assert.equal(readStatus(below)?.ppid, wrapper.pid);
    process.kill(below, 'SIGKILL');
    await wrapper.stop();
  }
});

test('doctor: an inspector that is open is enough; another server in its place is not', async () => {
  const open = startTarget('idle.cjs', { nodeArgs: ['--inspect=127.0.0.1:0'] });
  await open.ready;
  const { stdout } = await runNtrace(['doctor', String(open.pid)]);
  assert.match(stdout, new RegExp(`ntrace can attach to ${open.pid}`));
  await open.stop();
  const server = createServer().listen(0, '127.0.0.1');
  await until(() => server.listening);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const code = `require('node:http').createServer((q, r) => r.end('[]')).listen(${port}, '127.0.0.1', () => console.log('READY'))`;
  const taken = startTarget(null, { nodeArgs: [`--inspect-port=${port}`, '-e', code] });
  await taken.ready;
  const { problem, checks } = await doctor(taken.pid);
  assert.equal(problem, 'port-busy', JSON.stringify(checks));
  await taken.stop();
});

test('another user sees what is visible, and is told whom to be', {
  skip: !root && 'needs root',
}, async () => {
  const target = startTarget('idle.cjs');
  await target.ready;
  const options = { uid: 65534, env: { XDG_RUNTIME_DIR: undefined } };
  const { stdout } = await runNtrace(['ps', '--format', 'json'], options);
  const row = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row)
    .find((one) => one.pid === target.pid);
  assert.deepEqual(
    [row?.runtime, row?.version, row?.user, row?.problem?.id],
    ['node', null, 'root', 'owner'],
  );
  const { code, stdout: text } = await runNtrace(['doctor', String(target.pid)], options);
  assert.equal(code, 4);
  assert.match(text, new RegExp(`do: sudo -u root ntrace -p ${target.pid} …`));
  await target.stop();
});

test('wrong usage exits 2', async () => {
  for (const [args, message] of [
    [['doctor'], /^ntrace: no PID given\nHINT: ntrace ps /],
    [['doctor', '12x'], /^ntrace: not a PID: "12x"/],
    [['doctor', '0'], /^ntrace: not a PID: "0"/],
    [['ps', '--format', 'xml'], /^ntrace: .*Allowed choices are text, json/],
  ] as const) {
    const { code, stdout, stderr } = await runNtrace(args);
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(stderr, message);
  }
});
