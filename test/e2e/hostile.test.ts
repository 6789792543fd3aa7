import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startNtrace } from '../support/process.js';
import { counts, endTrace, Scriptable, startTrace } from '../support/scriptable.js';

test('getters and proxies in a reason do not run, and the reason keeps its identity', async () => {
  const target = await Scriptable.start();
  const trace = await startTrace(target.pid, 'abort:::fire { @[args[0]->reason] = count(); }');
  const seen = await target.run(
    `const ran = [];
     const trap = new Proxy({}, { get: (_, key) => { ran.push(key); } });
     const getter = { get message() { ran.push('message'); return 'x'; }, toString() { ran.push('toString'); return 'y'; } };
     const same = [];
     for (const reason of [trap, getter, new Error('plain'), 'text', Symbol('s'), null, 5n]) {
       const c = new AbortController(); c.abort(reason); same.push(c.signal.reason === reason);
     }
     return [ran, same];`,
  );
  assert.deepEqual(seen, [[], [true, true, true, true, true, true, true]]);
  const { out } = await endTrace(trace);
  assert.match(out, /\[Proxy\]/);
  assert.match(out, /Error: plain/);
  await target.stop();
});

test('keys without bound are dropped and counted, and the counts add up', async () => {
  const target = await Scriptable.start();
  const trace = await startTrace(target.pid, 'abort:::fire { @[args[0]->id] = count(); @all = count(); }', [
    '-x',
    'aggsize=256k',
  ]);
  await target.run('for (let i = 0; i < 20_000; i++) new AbortController().abort();');
  const { out, err, code } = await endTrace(trace);
  assert.equal(code, 0);
  const dropped = [...err.matchAll(/(\d+) aggregation drops?/g)].map((match) => Number(match[1]));
  const total = Math.max(...dropped);
  assert.ok(total > 0, err);
  assert.match(err, /aggsize/);
  const keyed = Object.entries(counts(out))
    .filter(([key]) => /^\d+$/.test(key))
    .reduce((sum, [, n]) => sum + n, 0);
  assert.equal(keyed + total, 20_000);
  await target.stop();
});

test('strings of 10 MB are cut; 100,000 live signals are bearable', async () => {
  const target = await Scriptable.start();
  await target.run(
    'here.many = Array.from({ length: 100_000 }, () => new AbortController()); here.many.forEach((c) => c.signal);',
  );
  const trace = await startTrace(target.pid, 'abort:::fire { @[strlen(args[0]->reason)] = count(); }');
  await target.run(
    `new AbortController().abort('x'.repeat(10_000_000)); here.many.forEach((c) => c.abort('short'));`,
  );
  const { out } = await endTrace(trace);
  assert.deepEqual(counts(out), { '5': 100_000, '256': 1 });
  await target.stop();
});

test('a target in a synchronous loop: the trace starts within it or says what it waits for', async () => {
  const target = await Scriptable.start();
  target.target.send(
    '1 const end = Date.now() + 3000; let n = 0; while (Date.now() < end) { if (n++ % 1e5 === 0) new AbortController().abort(); }',
  );
  const trace = startNtrace([
    '-p',
    String(target.pid),
    '-qn',
    'abort:::fire { @["n"] = count(); }',
    '--duration',
    '1s',
  ]);
  const { code } = await trace.exited;
  assert.equal(code, 0, trace.stderr());
  await target.run('return 1');
  await target.stop();
});

test('a clause that faults each time: located, counted, the others go on', async () => {
  const target = await Scriptable.start();
  const trace = await startTrace(
    target.pid,
    'abort:::fire { @div = sum(1 / (args[0]->aborted - 1)); } abort:::fire { @["ok"] = count(); } ERROR { @["errors"] = count(); }',
  );
  await target.run('for (let i = 0; i < 50; i++) new AbortController().abort();');
  const { out, err } = await endTrace(trace);
  assert.deepEqual(counts(out), { ok: 50, errors: 50 });
  assert.match(err, /divi(de|sion)[- ]by[- ]zero/);
  await target.stop();
});

test('a stack overflow of the application is still a RangeError that it can catch', async () => {
  const target = await Scriptable.start();
  const trace = await startTrace(target.pid, 'timer:::create, abort:::fire { @[ustack()] = count(); }');
  const caught = await target.run(
    `function deep() { setTimeout(() => {}, 0).unref(); new AbortController().abort(); return deep() + 1; }
     try { deep(); } catch (error) { return error instanceof RangeError; }`,
  );
  assert.equal(caught, true);
  const { code } = await endTrace(trace);
  assert.equal(code, 0);
  await target.stop();
});
