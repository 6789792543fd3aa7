// --children: what an attached process starts, and what runs below it, is traced as one with it.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { listeningSockets } from '../../cli/proc/sockets.js';
import { hasEnded, readEnvironment } from '../../cli/proc/status.js';
import { Family, MEMBER } from '../support/family.js';
import { FIXTURES, runNtrace, startNtrace, startTarget, until } from '../support/process.js';
import { counts, endTrace, startTrace } from '../support/scriptable.js';

const base = mkdtempSync(join(tmpdir(), 'ntrace-test-'));
process.env['XDG_RUNTIME_DIR'] = base;
after(() => rmSync(base, { recursive: true, force: true }));

const BY_PID = 'abort:::fire { @[pid] = count(); }';
const ABORT = 'new AbortController().abort()';
const NODE = JSON.stringify(process.execPath);

test('children of before and of later, and theirs, are merged into one answer, from their first line on', async () => {
  const family = await Family.start();
  const early = await family.fork('early');
  const trace = await startTrace(family.pid, BY_PID, ['--children']);
  await family.run(ABORT);
  await family.ask('early', ABORT);
  const late = await family.fork('late');
  const below = await family.ask(
    'late',
    `here.kid = require('node:child_process').fork(${JSON.stringify(MEMBER)}); return new Promise((done) => here.kid.once('message', () => done(here.kid.pid)))`,
  );
  const ofEarly = await family.ask(
    'early',
    `here.kid = require('node:child_process').fork(${JSON.stringify(MEMBER)}); return new Promise((done) => here.kid.once('message', () => done(here.kid.pid)))`,
  );
  await family.ask('late', ABORT);
  const { out, err, code } = await endTrace(trace);
  assert.equal(code, 0, err);
  const expected = { [family.pid]: 1, [early]: 1, [late]: 2, [String(below)]: 1, [String(ofEarly)]: 1 };
  assert.deepEqual(counts(out), expected, err);
  assert.match(err, /restored (\d+) of \1\n/);
  await family.stop();
});

describe('a child is what it would be without ntrace', () => {
  // The connection of the agent is under way for a moment.
  const ENV = `return { env: process.env, argv: process.execArgv, title: process.title,
    handles: process.getActiveResourcesInfo().filter((name) => name !== 'ConnectWrap') }`;
  const given = [
    {},
    { env: {} },
    { env: { NODE_OPTIONS: '--title="a b" --no-deprecation', A: '1' } },
    { env: { NODE_OPTIONS: '' } },
    { execArgv: ['--no-warnings'] },
  ];
  for (const options of given) {
    test(JSON.stringify(options), async () => {
      const family = await Family.start();
      await family.fork('bare', options);
      const bare = await family.ask('bare', ENV);
      const before = await family.run('return { ...process.env }');
      const trace = await startTrace(family.pid, BY_PID, ['--children']);
      const traced = await family.fork('traced', options);
      assert.deepEqual(await family.ask('traced', ENV), bare);
      assert.deepEqual(await family.run('return { ...process.env }'), before);
      const { out, err } = await endTrace(trace);
      assert.equal(counts(out)[traced], 1, err);
      await family.stop();
    });
  }
});

test('two who follow children both get them, and the first to leave takes nothing from the other', async () => {
  const family = await Family.start();
  const one = await startTrace(family.pid, BY_PID, ['--children']);
  const two = await startTrace(family.pid, BY_PID, ['--children']);
  const both = await family.fork('both');
  const first = await endTrace(one);
  assert.deepEqual(counts(first.out), { [both]: 1 }, first.err);
  const alone = await family.fork('alone');
  const second = await endTrace(two);
  assert.deepEqual(counts(second.out), { [both]: 1, [alone]: 1 }, second.err);
  assert.match(second.err, /^restored (\d+) of \1\n$/);
  await family.stop();
});

test('worker threads of a child that was handed over are traced too', async () => {
  const family = await Family.start();
  const program = 'abort:::fire /tid != 0/ { printf("%d worker\\n", pid); }';
  const trace = await startTrace(family.pid, program, ['--children']);
  const kid = await family.fork('kid');
  await family.ask(
    'kid',
    `here.worker = new (require('node:worker_threads').Worker)('setInterval(() => ${ABORT}, 20)', { eval: true })`,
  );
  await trace.waitFor(new RegExp(`^${kid} worker$`, 'm'));
  const { err } = await endTrace(trace);
  assert.match(err, /^restored (\d+) of \1\n$/);
  await family.stop();
});

test('lost follows children as well', async () => {
  const family = await Family.start();
  const lost = startNtrace(['lost', '-p', String(family.pid), '--children']);
  await lost.waitFor(/^Watching /m, { from: 'stderr' });
  const patched = `return Object.getPrototypeOf(new (require('node:child_process').ChildProcess)()._handle).spawn.toString().includes('[native code]')`;
  await until(async () => (await family.run(patched)) === false, 5000, 'children are handed over');
  const fixture = JSON.stringify(join(FIXTURES, 'keeps-losing.mjs'));
  await family.run(
    `here.loser = require('node:child_process').spawn(${NODE}, [${fixture}], { stdio: 'ignore' }); return here.loser.pid`,
  );
  await lost.waitFor(/^LOST [\s\S]*keeps-losing\.mjs/m);
  lost.kill('SIGINT');
  assert.equal((await lost.exited).code, 0, lost.stderr());
  await family.run('const end = here.end(here.loser); here.loser.kill(); return end');
  await family.stop();
});

test('what a synchronous call starts is found by looking', async () => {
  const family = await Family.start();
  const trace = await startTrace(family.pid, BY_PID, ['--children']);
  const code = `const traced = Symbol.for('ntrace.agent'); console.log(process.pid);
    setInterval(() => { if (globalThis[traced]) { ${ABORT}; setTimeout(process.exit, 300); } }, 20)`;
  const pid = await family.run(
    `return Number(require('node:child_process').execFileSync(${NODE}, ['--inspect-port=0', '-e', ${JSON.stringify(code)}]))`,
  );
  const { out, err } = await endTrace(trace);
  assert.ok(Number(counts(out)[String(pid)]) >= 1, out + err);
  await family.stop();
});

test('detaching puts spawn() back, and the options of the application were never touched', async () => {
  const family = await Family.start();
  await family.run(
    `const cp = require('node:child_process');
    here.native = Object.getPrototypeOf(new cp.ChildProcess()._handle);
    here.spawn = Object.getOwnPropertyDescriptor(here.native, 'spawn')`,
  );
  const trace = await startTrace(family.pid, BY_PID, ['--children']);
  assert.equal(await family.run('return here.native.spawn === here.spawn.value'), false);
  assert.deepEqual(await family.run('return [here.native.spawn.name, here.native.spawn.length]'), [
    'spawn',
    0,
  ]);
  const untouched = await family.run(
    `const child = new (require('node:child_process').ChildProcess)();
    here.options = { file: ${NODE}, args: [${NODE}, '-e', '0'], envPairs: ['A=1'], stdio: 'ignore' };
    child.spawn(here.options);
    return new Promise((done) => child.on('exit', (code) => done([code, here.options.envPairs])))`,
  );
  assert.deepEqual(untouched, [0, ['A=1']]);
  await endTrace(trace);
  const same = `const now = Object.getOwnPropertyDescriptor(here.native, 'spawn');
    return Object.keys(now).every((key) => now[key] === here.spawn[key])`;
  assert.equal(await family.run(same), true);
  await family.stop();
});

test('children that are not Node, not there, or killed are what they are', async () => {
  const family = await Family.start();
  const trace = await startTrace(family.pid, BY_PID, ['--children']);
  const results = await family.run(
    `const { execFile, spawn, execSync } = require('node:child_process');
    const { promisify } = require('node:util');
    const shell = await promisify(execFile)('sh', ['-c', 'echo $0 $1', 'a', 'b']);
    const missing = await promisify(execFile)('/no/such/file').catch((error) => error.code);
    const killed = spawn(${NODE}, ['-e', 'setInterval(() => {}, 1000)']);
    const end = here.end(killed);
    killed.kill('SIGKILL');
    return [shell.stdout, missing, await end, execSync('echo sync').toString()]`,
  );
  assert.deepEqual(results, ['a b\n', 'ENOENT', { code: null, signal: 'SIGKILL' }, 'sync\n']);
  const through = (await family.run(
    `const { execFile } = require('node:child_process');
    return require('node:util').promisify(execFile)('sh', ['-c', '"$0" "$1" & wait', ${NODE}, ${JSON.stringify(MEMBER)}]).then(() => true)`,
  )) as boolean;
  assert.equal(through, true);
  const { out, err, code } = await endTrace(trace);
  assert.equal(code, 0);
  assert.deepEqual(Object.values(counts(out)), [1], 'the member below the shell');
  assert.match(err, /^(ntrace: .* ended before ntrace was attached\n)?restored (\d+) of \2\n/m);
  await family.stop();
});

test('a cluster is one answer: counts by pid, a distribution of all', async () => {
  const family = await Family.start();
  await family.run(
    `const cluster = require('node:cluster');
    cluster.setupPrimary({ exec: ${JSON.stringify(join(FIXTURES, 'cluster-worker.cjs'))}, inspectPort: 0 });
    here.workers = [0, 1, 2, 3].map(() => cluster.fork());
    here.port = (await Promise.all(here.workers.map((worker) =>
      new Promise((done) => worker.once('listening', ({ port }) => done(port))))))[0]`,
  );
  const program = `http:server:request:done { @by[pid] = count(); @all = quantize(args[0]->status); }
    END { printa(@by); printa("all %@d", @all); }`;
  const trace = await startTrace(family.pid, program, ['--children']);
  const pids = await family.run(
    `const get = () => new Promise((done) => require('node:http').get({ port: here.port, agent: false }, (response) =>
      response.resume().on('end', () => done(Number(response.headers.pid)))));
    const served = [];
    for (let i = 0; i < 20; i++) served.push(await get());
    return served`,
  );
  const { out, err } = await endTrace(trace);
  const served: Record<string, number> = {};
  for (const pid of pids as number[]) served[pid] = (served[pid] ?? 0) + 1;
  assert.equal(Object.keys(served).length, 4, 'all four have served');
  const [by = '', all = ''] = out.split('all');
  assert.deepEqual(counts(by), served, err);
  const rows = [...by.matchAll(/^\s*\d+\s+(\d+)$/gm)].map(([, count]) => Number(count));
  assert.deepEqual(
    rows,
    [...rows].sort((a, b) => a - b),
    'sorted',
  );
  assert.match(all, /^\s*128 \|@+\s+20\s*$/m);
  await family.run('for (const worker of here.workers) worker.kill()');
  await family.stop();
});

test('workers of a cluster that have inspector ports of their own: what Node opens there is closed again', async () => {
  const family = await Family.start();
  await family.run(
    `const cluster = require('node:cluster');
    cluster.setupPrimary({ exec: ${JSON.stringify(join(FIXTURES, 'cluster-worker.cjs'))}, inspectPort: 0, execArgv: ['--inspect-port=0'] });
    here.workers = [cluster.fork(), cluster.fork()];
    await Promise.all(here.workers.map((worker) => new Promise((done) => worker.once('listening', done))));`,
  );
  const pids = (await family.run('return here.workers.map((worker) => worker.process.pid)')) as number[];
  const ports = (): number[] => pids.map((pid) => listeningSockets(pid).length);
  const before = ports();
  for (const args of [[], ['--children']]) {
    const trace = await startTrace(family.pid, BY_PID, args);
    assert.deepEqual(ports(), before, args.join(' '));
    const { err } = await endTrace(trace);
    assert.match(err, /^restored (\d+) of \1\n$/);
  }
  await family.run('for (const worker of here.workers) worker.kill()');
  await family.stop();
});

describe('-- CMD', () => {
  const family = join(FIXTURES, 'family.cjs');
  const main = 'abort:::create { @[tid != 0 ? "worker" : "main"] = count(); }';
  test('without --children: the program with its workers', async () => {
    const { stdout, stderr } = await runNtrace(['-qn', main, '--', process.execPath, family]);
    assert.deepEqual(counts(stdout), { main: 1, worker: 1 }, stderr);
  });
  test('with --children: all', async () => {
    const { stdout, stderr } = await runNtrace(['--children', '-qn', main, '--', process.execPath, family]);
    assert.deepEqual(counts(stdout), { main: 2, worker: 1 }, stderr);
  });
  test('what only starts the program hands it on', async () => {
    const test = join(FIXTURES, 'aborting-test.mjs');
    const { stdout, stderr } = await runNtrace([
      '-qn',
      'abort:::fire /args[0]->reason == "mine"/ { @[execname] = count(); }',
      '--',
      process.execPath,
      '--test',
      test,
    ]);
    assert.match(stdout, /\s1\n/, stderr);
  });
});

test('when ntrace is killed the next child is on its own, at once', async () => {
  const family = await Family.start();
  const trace = await startTrace(family.pid, BY_PID, ['--children']);
  await family.fork('during');
  await trace.stop('SIGKILL');
  const gone = `return globalThis[Symbol.for('ntrace.agent')] === undefined`;
  await until(() => family.run(gone), 3000, 'the agent leaves the parent');
  await until(() => family.ask('during', gone), 3000, 'and the child');
  await family.fork('next');
  assert.equal(await family.ask('next', gone), true);
  await family.stop();
});

test('a child that was handed over after ntrace had been killed runs as if alone', async () => {
  const family = await Family.start();
  const trace = await startTrace(family.pid, BY_PID, ['--children']);
  await family.fork('kid');
  const { pid } = (await family.run('return { pid: here.kid.pid }')) as { pid: number };
  const environment = readEnvironment(pid);
  await trace.stop('SIGKILL');
  const env = Object.fromEntries(
    ['NTRACE_JOIN', 'NTRACE_HANDED', 'NODE_OPTIONS'].map((name) => [name, environment?.get(name) ?? '']),
  );
  assert.ok(existsSync(env['NTRACE_JOIN'] ?? ''), 'ntrace had no time to remove it');
  const code = `console.log(JSON.stringify(Object.keys(process.env).filter((name) => name in ${JSON.stringify(env)})));`;
  const late = startTarget(null, { nodeArgs: ['-e', code], env });
  assert.deepEqual(await late.exited, { code: 0, signal: null }, late.stderr());
  assert.deepEqual([late.stdout(), late.stderr()], ['[]\n', '']);
  await family.stop();
});

test('a detached child outlives parent and trace, and ends by itself', async () => {
  const family = await Family.start();
  const trace = await startTrace(family.pid, BY_PID, ['--children']);
  const file = join(base, 'detached');
  const code = `new AbortController().abort(); const { existsSync, rmSync } = require('node:fs');
    setInterval(() => existsSync(${JSON.stringify(file)}) && (rmSync(${JSON.stringify(file)}), process.exit()), 20)`;
  const pid = (await family.run(
    `const child = require('node:child_process').spawn(${NODE}, ['-e', ${JSON.stringify(code)}], { detached: true, stdio: 'ignore' });
    child.unref();
    return child.pid`,
  )) as number;
  await until(() =>
    readdirSync(join(base, `ntrace-${process.getuid?.()}`)).some((name) => name.startsWith(`${pid}.by.`)),
  );
  await family.stop();
  const { out, err, code: status } = await endTrace(trace);
  assert.deepEqual([counts(out)[pid], status], [1, 0], err);
  assert.ok(!hasEnded(pid), 'it goes on');
  writeFileSync(file, '');
  await until(() => hasEnded(pid), 5000, 'it ends');
  assert.ok(!existsSync(file), 'by itself');
});

test('fifty children at once, half of them killed before they have begun', async () => {
  const family = await Family.start();
  const trace = await startTrace(family.pid, 'abort:::fire { @ = count(); }', ['--children']);
  const code = 'new AbortController().abort()';
  const ended = (await family.run(
    `const { spawn } = require('node:child_process');
    const all = Array.from({ length: 50 }, () => spawn(${NODE}, ['-e', '${code}'], { stdio: 'ignore' }));
    const ends = all.map(here.end);
    all.forEach((child, i) => i % 2 === 0 && child.kill('SIGKILL'));
    return (await Promise.all(ends)).filter(({ code }) => code === 0).length`,
  )) as number;
  assert.ok(ended >= 25);
  const { out, err, code: status } = await endTrace(trace);
  // One that is killed may have aborted before.
  const counted = Number(out.trim());
  assert.ok(counted >= ended && counted <= 50, `${counted} of ${ended}: ${err}`);
  assert.equal(status, 0);
  await family.stop();
});

test('worker threads that end while ntrace attaches are no trouble', async () => {
  const family = await Family.start();
  await family.run(
    `const { Worker } = require('node:worker_threads');
    here.churn = true;
    const next = () => here.churn && new Worker('0', { eval: true }).on('exit', next);
    for (let i = 0; i < 4; i++) next();`,
  );
  const trace = await startTrace(family.pid, BY_PID, ['--children']);
  await family.run(ABORT);
  const { out, err, code } = await endTrace(trace);
  assert.deepEqual([counts(out)[family.pid], code], [1, 0], err);
  assert.match(err, /^restored (\d+) of \1\n$/);
  await family.run('here.churn = false');
  await family.stop();
});
