import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counts, endTrace, Scriptable, startTrace } from '../support/scriptable.js';

/** Traces while the target runs `code`; gives the aggregation printed at the end. */
async function traced(
  code: string,
  program: string,
  args: readonly string[] = [],
  before = 'return',
): Promise<string> {
  const target = await Scriptable.start();
  await target.run(before);
  const trace = await startTrace(target.pid, program, args);
  await target.run(code);
  const { out, code: status, err } = await endTrace(trace);
  assert.equal(status, 0, err);
  await target.stop();
  return out;
}

const UNSAFE = ['-x', 'unsafehooks'];

test('abort: signals of every origin, created, fired and polled', async () => {
  const out = await traced(
    `const c = new AbortController(); c.signal.aborted;
     const any = AbortSignal.any([c.signal]); any.addEventListener('abort', () => {});
     AbortSignal.abort('gone');
     const t = AbortSignal.timeout(5);
     await new Promise((resolve) => { t.onabort = resolve; setTimeout(() => {}, 50); });
     await fetch('http://127.0.0.1:1/').catch(() => {});
     c.abort(new Error('because')); c.abort();`,
    `abort:::create { @[probemod, "create", ""] = count(); }
     abort:::fire, abort:::fired { @[args[0]->origin, probename, args[0]->reason] = count(); }
     abort:controller:signal:poll { @[probemod, args[1], ""] = count(); }`,
  );
  const found = counts(out);
  assert.equal(found['controller create'], 1);
  assert.equal(found['any create'], 1);
  assert.equal(found['static create'], 1);
  assert.equal(found['timeout create'], 1);
  assert.ok((found['request create'] ?? 0) >= 1);
  for (const name of ['fire', 'fired']) {
    assert.equal(found[`controller ${name} Error: because`], 1);
    assert.equal(found[`any ${name} Error: because`], 1);
    assert.equal(found[`timeout ${name} TimeoutError: The operation was aborted due to timeout`], 1);
  }
  assert.ok((found['controller aborted'] ?? 0) >= 1);
});

test('abort: listeners are added, run, throw and are removed; those of Node itself too', async () => {
  const out = await traced(
    `process.once('uncaughtException', () => {});
     const c = new AbortController(); const { signal } = c;
     signal.addEventListener('abort', () => {}, { once: true });
     signal.addEventListener('abort', () => { throw new Error('x'); });
     const gone = () => {}; signal.addEventListener('abort', gone); signal.removeEventListener('abort', gone);
     signal.onabort = () => {}; signal.onabort = null;
     require('node:stream').addAbortSignal(signal, new (require('node:stream').PassThrough)()).on('error', () => {});
     c.abort();`,
    `abort::listener:add { @["add", args[1]->once] = count(); }
     abort::listener:remove { @["remove", 0] = count(); }
     abort::listener:entry { @["entry", 0] = count(); }
     abort::listener:return { @["return", args[2]] = count(); }
     abort:::fired { @sums["delivered", 0] = sum(args[1]); @sums["threw", 0] = sum(args[2]); }`,
  );
  const found = counts(out);
  assert.equal((found['add 0'] ?? 0) + (found['add 1'] ?? 0), 5);
  assert.ok((found['remove 0'] ?? 0) >= 3, 'by hand, onabort, once');
  assert.equal(found['entry 0'], 3);
  assert.equal(found['return 0'], 2);
  assert.equal(found['return 1'], 1);
  assert.equal(found['delivered 0'], 3);
  assert.equal(found['threw 0'], 1);
});

test('abort: a signal of before the attach is known when it fires; functions taken before are seen', async () => {
  const out = await traced(
    `here.c.abort(); here.abort.call(new AbortController()); await new Promise((r) => here.set(r, 1));`,
    `abort:::fire { @[args[0]->origin, args[0]->ageMs >= 0 ? "young" : "old"] = count(); }
     timer::setTimeout:create { @["timer", ""] = count(); }`,
    [],
    `here.c = new AbortController(); here.c.signal; here.abort = AbortController.prototype.abort; here.set = setTimeout;`,
  );
  assert.deepEqual(counts(out), { 'controller old': 1, 'controller young': 1, timer: 1 });
});

test('timer: created, fired, cleared, refreshed, however they are made; lateness', async () => {
  const out = await traced(
    `const wait = require('node:timers/promises').setTimeout;
     await wait(2); await wait(2);
     await new Promise((r) => setTimeout(r, 1));
     clearTimeout(setTimeout(() => {}, 1000)); setTimeout(() => {}, 1000).close();
     await new Promise((r) => { let n = 0; const i = setInterval(() => { if (++n === 3) { clearInterval(i); r(); } }, 1); });
     await new Promise((r) => setImmediate(r)); clearImmediate(setImmediate(() => {}));
     const t = setTimeout(() => {}, 1000); t.refresh(); clearTimeout(t);
     await new Promise((r) => { setTimeout(r, 1); const end = Date.now() + 30; while (Date.now() < end); });`,
    `timer:::create, timer:::fire, timer:::clear, timer:::refresh { @[probefunc, probename] = count(); }
     timer::setTimeout:fire /args[1] > 20000000/ { @["late", ""] = count(); }
     timer::setTimeout:create { @longest["delay", ""] = max(args[0]->delayMs); }
     timer::setInterval:fire /args[0]->repeat == 1/ { @["repeat", ""] = count(); }`,
  );
  const found = counts(out);
  assert.equal(found['setTimeout create'], 7);
  assert.equal(found['setTimeout fire'], 4);
  assert.equal(found['setTimeout clear'], 3);
  assert.equal(found['setTimeout refresh'], 1);
  assert.equal(found['setInterval create'], 1);
  assert.equal(found['setInterval clear'], 1);
  assert.equal(found['setInterval fire'], 3);
  assert.equal(found['repeat'], found['setInterval fire']);
  assert.equal(found['setImmediate create'], 2);
  assert.equal(found['setImmediate fire'], 1);
  assert.equal(found['setImmediate clear'], 1);
  assert.ok((found['late'] ?? 0) >= 1);
  assert.equal(found['delay'], 1000);
});

test('timer: cleared by number, in its own callback, not at all; kept alive or not', async () => {
  const out = await traced(
    `clearTimeout(+setTimeout(() => {}, 1000)); clearTimeout(String(+setTimeout(() => {}, 1000)));
     await new Promise((r) => { const t = setTimeout(() => { clearTimeout(t); r(); }, 1); });
     await new Promise((r) => { let n = 0; const i = setInterval(() => { if (++n === 2) { clearInterval(i); r(); } }, 1); });
     void require('node:timers/promises').setTimeout(1, 0, { ref: false }).catch(() => {});`,
    `timer:::clear { @[probefunc, "clear"] = count(); }
     timer:::create /args[0]->ref == 0/ { @[probefunc, "unref"] = count(); }`,
  );
  const found = counts(out);
  assert.equal(found['setTimeout clear'], 2);
  assert.equal(found['setInterval clear'], 1);
  assert.equal(found['setTimeout unref'], 1);
});

test('timer: arguments, `this`, return values and errors of callbacks are what they were', async () => {
  const target = await Scriptable.start();
  const trace = await startTrace(target.pid, 'timer:::fire { @ = count(); }');
  const seen = await target.run(
    `const seen = [];
     const t = await new Promise((r) => { const t = setTimeout(function (...args) { seen.push(args, this === t); r(t); }, 1, 'a', 2); });
     seen.push(t.hasRef(), typeof t._onTimeout);
     const error = new Promise((r) => process.once('uncaughtException', (e) => r(e.message)));
     setTimeout(() => { throw new Error('mine'); }, 1);
     seen.push(await error);
     return seen;`,
  );
  assert.deepEqual(seen, [['a', 2], true, true, 'function', 'mine']);
  await endTrace(trace);
  await target.stop();
});

test('async: resources by type, of libraries too; the agent itself is not seen', async () => {
  const out = await traced(
    `const { AsyncResource } = require('node:async_hooks');
     for (let i = 0; i < 5; i++) new AsyncResource('MYPOOL').runInAsyncScope(() => {});
     await new Promise((r) => require('node:fs').stat('/', r));
     for (let i = 0; i < 10; i++) await null;`,
    'async:::init, async:::before, async:::after { @[probename, probemod] = count(); } tick-10ms { self_ticks++; }',
    UNSAFE,
  );
  const found = counts(out);
  assert.equal(found['init MYPOOL'], 5);
  assert.equal(found['before MYPOOL'], 5);
  assert.equal(found['after MYPOOL'], 5);
  assert.equal(found['init FSREQCALLBACK'], 1);
  assert.equal(found['before FSREQCALLBACK'], 1);
  assert.ok((found['init PROMISE'] ?? 0) >= 10);
  // The tick's own timer, the socket and its ticks would show here.
  assert.equal(found['init Timeout'], undefined);
  assert.equal(found['init PIPEWRAP'], undefined);
});

test('async: nothing of a quiet target is seen', async () => {
  const target = await Scriptable.start();
  const trace = await startTrace(
    target.pid,
    'async:::init, async:::before, timer:::create, timer:::fire { @[probeprov, probemod] = count(); } tick-20ms { n++; } tick-20ms /n == 15/ { exit(0); }',
    UNSAFE,
  );
  const { code } = await trace.exited;
  assert.equal(code, 0);
  assert.deepEqual(counts(trace.stdout()), {});
  await target.stop();
});

test('async: a promise is destroyed only when a description names that module', async () => {
  const code = `for (let i = 0; i < 2000; i++) await new Promise((r) => setImmediate(r)); globalThis.gc();
    await new Promise((r) => setTimeout(r, 50));`;
  const target = await Scriptable.start({ nodeArgs: ['--inspect-port=0', '--expose-gc'] });
  const trace = await startTrace(
    target.pid,
    'async:PROMISE::destroy { @["named"] = count(); } async:::destroy /probemod == "PROMISE"/ { @["glob"] = count(); }',
    UNSAFE,
  );
  await target.run(code);
  const found = counts((await endTrace(trace)).out);
  assert.ok((found['named'] ?? 0) > 100, JSON.stringify(found));
  assert.equal(found['glob'], undefined);
  await target.stop();
});

test('profile: samples with the stack of what ran; tick in the lead', async () => {
  const out = await traced(
    `function hot() { let x = 0; const end = Date.now() + 400; while (Date.now() < end) x += Math.sqrt(x + 1); return x; } hot();`,
    'profile-997 { @[ustack(1)] = count(); } tick-50ms { ticks++; } END { printf("ticks %d\\n", ticks); }',
  );
  assert.match(out, /hot/);
  assert.match(out, /ticks [1-9]/);
});

test('self-> follows an operation across nested timers and awaits', async () => {
  const out = await traced(
    `const wait = (ms) => new Promise((r) => setTimeout(r, ms));
     await Promise.all([1, 2, 3].map((n) => new Promise((done) => setTimeout(async () => { setTimeout(done, n * 20); }, n))));
     await wait(1);`,
    `timer::setTimeout:create { self->delay = args[0]->delayMs; }
     timer::setTimeout:fire /self->delay == args[0]->delayMs/ { @["own"] = count(); }
     timer::setTimeout:fire /self->delay != args[0]->delayMs/ { @["other"] = count(); }`,
  );
  assert.deepEqual(counts(out), { own: 7 });
});
