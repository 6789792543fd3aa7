import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startNtrace, until } from '../support/process.js';
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

test('a stack overflow of the application is still a RangeError that it can catch, and tracing goes on', async () => {
  const target = await Scriptable.start();
  const trace = await startTrace(
    target.pid,
    'timer:::create { @stacks[ustack()] = count(); } abort:::fire { @["fired"] = count(); }',
  );
  const caught = await target.run(
    `function deep() { setTimeout(() => {}, 0).unref(); new AbortController().abort(); return deep() + 1; }
     for (let i = 0; i < 5; i++) { try { deep(); } catch (error) { if (!(error instanceof RangeError)) return false; } }
     return true;`,
  );
  assert.equal(caught, true);
  trace.kill('SIGUSR1'); // prints what there is
  const [, before] = await trace.waitFor(/^ {2}fired +(\d+)$/m);
  await target.run('for (let i = 0; i < 50; i++) new AbortController().abort();');
  const { out, code } = await endTrace(trace);
  assert.equal(code, 0);
  const last = [...out.matchAll(/^ {2}fired +(\d+)$/gm)].at(-1)?.[1];
  assert.equal(Number(last), Number(before) + 50);
  await target.stop();
});

test('a vm timeout that ends a firing in the middle: the probes come back', async () => {
  const target = await Scriptable.start();
  const trace = await startTrace(target.pid, 'abort:::fire { @["fired"] = count(); }', [
    '-x',
    'aggrate=100ms',
  ]);
  // Not each of them hits one, but most runs do.
  await target.run(
    `for (let i = 0; i < 30; i++) {
       try { require('node:vm').runInNewContext('for (;;) f()', { f: () => new AbortController().abort() }, { timeout: 20 }); } catch {}
     }`,
  );
  const fired = async (): Promise<number> => {
    const before = trace.stdout().length;
    trace.kill('SIGUSR1');
    await until(() => /^ {2}fired +\d+$/m.test(trace.stdout().slice(before)), 20_000, 'a count');
    return Number(/^ {2}fired +(\d+)$/m.exec(trace.stdout().slice(before))?.[1]);
  };
  const stormy = await fired();
  let now = stormy;
  for (let i = 0; i < 100 && now === stormy; i++) {
    await target.run('new AbortController().abort();');
    now = await fired();
  }
  assert.ok(now > stormy, `${now} fired, as many as before`);
  await endTrace(trace);
  await target.stop();
});

test('a reason of 30 MB and an array of a million: told in a few words', async () => {
  const target = await Scriptable.start();
  const trace = await startTrace(target.pid, 'abort:::fire { printf("%s\\n", args[0]->reason); }');
  await target.run(
    'new AbortController().abort(Buffer.alloc(3e7)); new AbortController().abort(new Array(1e6).fill(1));',
  );
  const { out } = await endTrace(trace);
  assert.match(out, /^\[Buffer 30000000\]$/m);
  assert.match(out, /^\[1, 1, .* … 999988 more\]$/m);
  await target.stop();
});

test('a callback that the application wraps while it is traced runs after the trace', async () => {
  const target = await Scriptable.start();
  const trace = await startTrace(target.pid, 'timer:::fire { @ = count(); }');
  await target.run(
    `here.ran = []; process.on('uncaughtException', (error) => here.ran.push(String(error)));
     const timer = setTimeout(() => here.ran.push('callback'), 60_000); const inner = timer._onTimeout;
     timer._onTimeout = function (...args) { here.ran.push('wrapper'); return inner.apply(this, args); }; here.timer = timer;`,
  );
  await endTrace(trace);
  await target.run(
    `for (let i = 0; i < 100; i++) clearTimeout(setTimeout(() => here.ran.push('other'), 1));`,
  );
  assert.deepEqual(await target.run('here.timer._onTimeout(); return here.ran'), ['wrapper', 'callback']);
  await target.stop();
});

test('ten exit listeners of the application: no warning', async () => {
  const target = await Scriptable.start();
  await target.run(
    `for (let i = 0; i < 10; i++) process.on('exit', () => {}); here.warnings = []; process.on('warning', (w) => here.warnings.push(w.name));`,
  );
  const trace = await startTrace(target.pid, 'abort:::fire { @ = count(); }');
  assert.deepEqual(await target.run('await null; return here.warnings'), []);
  await endTrace(trace);
  assert.equal(await target.run('return process.getMaxListeners()'), 10);
  await target.stop();
});
