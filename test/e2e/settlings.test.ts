// promise and proc, by D: what they tell, and that a program cannot tell that they are on.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { FIXTURES, runNtrace } from '../support/process.js';
import { counts, endTrace, Scriptable, startTrace } from '../support/scriptable.js';

test('a program sees the same order, stacks, errors and events, traced or not', async () => {
  const fixture = join(FIXTURES, 'settlings.mjs');
  const bare = spawnSync(process.execPath, [fixture], { encoding: 'utf8' });
  assert.equal(bare.status, 1, bare.stderr);
  assert.match(bare.stdout, /^exit 1$/m);
  const folder = mkdtempSync(join(tmpdir(), 'ntrace-settlings-'));
  const output = join(folder, 'out');
  const program = `promise:::start { self->began = timestamp; @[probemod, probename] = count(); }
    promise:::settle { @[probemod, probename] = count(); @stacks[ustack(), args[0]->site] = quantize(arg1); }
    promise:::unhandled, proc::: { @[probeprov, probename] = count(); }`;
  const traced = await runNtrace(['-q', '-o', output, '-n', program, '--', process.execPath, fixture]);
  assert.equal(traced.stdout, bare.stdout);
  const found = counts(readFileSync(output, 'utf8'));
  rmSync(folder, { recursive: true });
  for (const [start, settle] of [
    [found['all start'], found['all settle']],
    [found['race start'], found['race settle']],
    [found['any start'], found['any settle']],
    [found['allSettled start'], found['allSettled settle']],
  ]) {
    assert.ok((start ?? 0) > 0);
    assert.equal(settle, start);
  }
  assert.equal(found['promise unhandled'], found['proc unhandled']);
  assert.deepEqual(
    [
      found['proc exit'],
      found['proc uncaught'],
      found['proc rejection-handled'],
      (found['proc unhandled'] ?? 0) > 2,
    ],
    [1, 2, 1, true],
  );
});

const LOOK = `const proto = Object.getPrototypeOf(process);
  const look = () => [['all', 'allSettled', 'race', 'any'].map((op) => Object.getOwnPropertyDescriptor(Promise, op)), Object.getOwnPropertyDescriptor(proto, 'emit'), Object.keys(proto)];`;
const SAME = `return require('node:util').isDeepStrictEqual(look(), here.before) && look()[0].every(({ value }, i) => value === here.before[0][i].value);`;

test('promise: losers of races by their site, without a trace left after the detach', async () => {
  const target = await Scriptable.start();
  await target.run(`${LOOK} here.before = look();`);
  const trace = await startTrace(
    target.pid,
    `promise:race::settle { @[args[0]->pendingAtSettle, args[0]->outcome] = count(); printf("%s\\n", args[0]->site); }
     promise:all::start { @all[probemod, args[0]->size] = count(); }
     promise:::unhandled { printf("%s %s\\n", args[0]->name, args[0]->message); }`,
  );
  assert.equal(await target.run(`${LOOK} ${SAME}`), false, 'the comparison can fail');
  await target.run(
    `here.hedge = async function hedge() { return Promise.race([new Promise(() => {}), new Promise((r) => setTimeout(r, 2)), here.never]); };
     here.never = new Promise((r) => { here.release = r; });
     for (let i = 0; i < 3; i++) await here.hedge();
     await Promise.race([here.never, Promise.reject(1)]).catch(() => {});
     process.once('unhandledRejection', () => {}); Promise.reject(new RangeError('nobody'));
     here.open = Promise.all([here.never, 1]); await new Promise((r) => setTimeout(r, 1));`,
  );
  const { out, err, code } = await endTrace(trace);
  assert.equal(code, 0, err);
  assert.deepEqual(counts(out), { '1 rejected': 1, '2 fulfilled': 3, 'all 2': 1 });
  assert.match(out, /^RangeError nobody$/m);
  assert.equal([...out.matchAll(/^hedge \(/gm)].length, 3, out);
  assert.equal(await target.run(`${LOOK} ${SAME}`), true);
  assert.deepEqual(await target.run('here.release(7); return await here.open;'), [7, 1], 'one that was open');
  await target.stop();
});

test('proc: in a process and its worker, an emit of somebody else on top included', async () => {
  const target = await Scriptable.start();
  await target.run(`${LOOK} here.before = look();
    here.emit = process.emit; here.seen = [];
    process.emit = function (name) { here.seen.push(name); return here.emit.apply(this, arguments); }; here.own = process.emit;`);
  const trace = await startTrace(
    target.pid,
    `proc:::warning, proc:::uncaught { printf("%s %s %s %d\\n", probename, args[0]->name, args[0]->message, args[0]->handled); }
     proc:::exit { printf("exit %d %s\\n", arg0, tid == 0 ? "main" : "worker"); }
     proc:::unhandled { trace(args[1]); printf(" %d\\n", args[0]->handled); }`,
  );
  await target.run(
    `process.emitWarning('careful'); process.once('uncaughtException', () => {}); setTimeout(() => { throw new TypeError('oops'); });
     await new Promise((r) => setTimeout(r, 5)); await new Promise((r) => setImmediate(r));`,
  );
  assert.deepEqual(await target.run('return here.seen.filter((name) => /^(warning|un)/.test(name))'), [
    'warning',
    'uncaughtExceptionMonitor',
    'uncaughtException',
  ]);
  await target.run(
    `const { Worker } = require('node:worker_threads'); const worker = here.worker = new Worker("require('node:worker_threads').parentPort.on('message', () => process.exit(9))", { eval: true });
     worker.on('error', () => {}); await new Promise((r) => worker.once('online', r));`,
  );
  await trace.waitFor(/^uncaught TypeError oops 1$/m);
  assert.equal(await target.run('process.exitCode = 0; return process.emit === here.own'), false);
  await target.run("setTimeout(() => { Promise.reject('nobody'); }, 20);");
  const { code } = await target.target.exited;
  assert.equal(code, 1);
  const { code: status } = await trace.exited;
  assert.equal(status, 0, trace.stderr());
  const lines = trace.stdout().trim().split('\n');
  const told = lines.filter((line) => line !== 'ON' && line !== 'exit 1 worker');
  assert.match(told[3] ?? '', /^uncaught \w+ This error originated .* "nobody"\. 0$/);
  assert.deepEqual(
    [...told.slice(0, 3), ...told.slice(4)],
    ['warning Warning careful 1', 'uncaught TypeError oops 1', 'nobody 0', 'exit 1 main'],
  );
});

test('promise: the cancel graph knows the races that are traced', async () => {
  const target = await Scriptable.start();
  const trace = await startTrace(
    target.pid,
    `promise:race::settle { printf("RACE %d\\n", args[0]->pendingAtSettle); }
     abort:::lost { printf("LOST %s\\n", args[0]->rule); }`,
  );
  await target.run(
    `const server = here.server = require('node:http').createServer(() => {}).listen(0, '127.0.0.1');
     await new Promise((r) => server.once('listening', r));
     const { signal } = here.controller = new AbortController(); setTimeout(() => here.controller.abort(), 5);
     const aborted = new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
     await Promise.race([fetch('http://127.0.0.1:' + server.address().port), aborted]).catch(() => {});`,
  );
  await trace.waitFor(/^LOST never-cancelled$/m);
  const { out, err, code } = await endTrace(trace);
  assert.equal(code, 0, err);
  assert.match(out, /^RACE 1$/m);
  await target.stop();
});
