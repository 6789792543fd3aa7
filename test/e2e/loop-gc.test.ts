// gc and loop, by D, in real processes that were not prepared.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counts, endTrace, Scriptable, startTrace } from '../support/scriptable.js';

/** `collect()` collects all garbage and gives the times in us before and after. */
const COLLECT = `require('node:v8').setFlagsFromString('--expose-gc');
  const gcNow = require('node:vm').runInNewContext('gc'), us = () => Number(process.hrtime.bigint() / 1000n);
  const collect = () => { const before = us(); gcNow(); return [before, us()]; };`.replace(/\n\s*/g, ' ');

test('gc: told with the time at which it ended, in workers too, and no Immediate for it', async () => {
  const target = await Scriptable.start();
  const trace = await startTrace(
    target.pid,
    `gc:v8:mark-sweep:done /args[0]->forced && tid == 0/ { @[probefunc] = count(); printf("GC %d\\n", (timestamp - arg1) / 1000); }
     gc:v8:mark-sweep:done /args[0]->forced && tid != 0/ { printf("WORKER %d\\n", (timestamp - arg1) / 1000); }
     timer::setImmediate:create { @[probefunc] = count(); }`,
  );
  const [before, after] = (await target.run(
    `${COLLECT}
     here.observed = 0; new PerformanceObserver((list) => { here.observed += list.getEntries().length; }).observe({ type: 'measure' });
     performance.measure('of the application');
     const times = collect();
     for (const end = us() + 60000; us() < end;);
     await new Promise((r) => setTimeout(r, 1));
     return times;`,
  )) as [number, number];
  await trace.waitFor(/^GC \d+$/m);
  // Its agent comes some time after it has started.
  await target.run(
    `const code = "${COLLECT} setInterval(() => require('node:worker_threads').parentPort.postMessage(collect()), 20)";
     here.times = []; here.worker = new (require('node:worker_threads').Worker)(code, { eval: true });
     here.worker.on('message', (times) => here.times.push(times));`,
  );
  const [, inWorker] = await trace.waitFor(/^WORKER (\d+)$/m);
  const times = (await target.run('await here.worker.terminate(); return here.times;')) as [number, number][];
  const { out, err, code } = await endTrace(trace);
  assert.equal(code, 0, err);
  const within = ([least, most]: readonly [number, number], us: number): boolean =>
    us >= least - 1 && us <= most;
  const began = Number(/^GC (\d+)$/m.exec(out)?.[1]);
  assert.ok(within([before, after], began), `${before} ${began} ${after}`);
  assert.ok(
    times.some((each) => within(each, Number(inWorker))),
    `${inWorker} of ${times.join(' ')}`,
  );
  const { 'mark-sweep': collections, setImmediate: immediates } = counts(out);
  assert.deepEqual([collections, immediates], [1, 1], 'one Immediate, for the observer of the application');
  assert.equal(await target.run('return here.observed'), 1, 'observers of the application go on');
  await target.stop();
});

const SPIN = `here.spin = (ms) => { const end = performance.now() + ms; while (performance.now() < end); };
  here.turn = async (callback) => { await new Promise((r) => setTimeout(r, 30)); await new Promise((r) => setImmediate(callback, r)); await new Promise((r) => setTimeout(r, 30)); };`;

test('loop: a stall has the stack of the callback at fault, by a profiler that runs only when one is asked for', async () => {
  const target = await Scriptable.start();
  await target.run(SPIN);
  const plain = await startTrace(target.pid, 'loop:::stall /arg1 >= 300000000/ { @ = count(); }');
  await target.run('await here.turn(function blocks(done) { here.spin(300); done(); });');
  const first = await endTrace(plain);
  assert.equal(first.code, 0, first.err);
  assert.match(first.out, /^\s*1\s*$/, 'one block is one stall');
  assert.match(first.err, /restored 2 of 2/);

  const trace = await startTrace(target.pid, 'loop:::stall /arg1 >= 300000000/ { ustack(); }');
  await target.run('await here.turn(function blocks(done) { here.spin(300); done(); });');
  const second = await endTrace(trace);
  assert.equal(second.code, 0, second.err);
  const functions = second.out
    .split('\n')
    .map((line) => line.trim().split(' ')[0])
    .filter(Boolean);
  assert.equal(functions.at(-1), 'blocks', second.out);
  // What it calls may have been inlined into it.
  assert.ok(['here.spin', 'blocks'].includes(functions[0] ?? ''), second.out);
  assert.match(second.err, /restored 3 of 3/);
  await target.stop();
});

test('loop: delays and utilization', async () => {
  const target = await Scriptable.start();
  await target.run(SPIN);
  const trace = await startTrace(
    target.pid,
    `loop:::delay { @["beats"] = count(); @late["latest ms"] = max(arg0 / 1000000); }
     loop:::utilization /arg0 > 1000 || arg0 < 0 || arg1 != args[0]->activeNs/ { @wrong["wrong"] = count(); }
     loop:::utilization { @all["ms"] = sum((args[0]->activeNs + args[0]->idleNs) / 1000000); @busy["busy"] = sum(arg1 / 1000000); printf("SECOND\\n"); }`,
  );
  await target.run('await here.turn((done) => { here.spin(250); done(); });');
  await trace.waitFor(/SECOND\n(?:.*\n)*SECOND\n/);
  const { out, err, code } = await endTrace(trace);
  assert.equal(code, 0, err);
  const found = counts(out);
  assert.equal(found['wrong'], undefined);
  assert.ok((found['beats'] ?? 0) > 10, out);
  assert.ok((found['latest ms'] ?? 0) >= 230, out);
  assert.ok((found['ms'] ?? 0) >= 2000, out);
  assert.ok((found['busy'] ?? 0) >= 250, out);
  await target.stop();
});
