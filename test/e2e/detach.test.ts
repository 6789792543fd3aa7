import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startNtrace, until } from '../support/process.js';
import { counts, endTrace, Scriptable, startTrace } from '../support/scriptable.js';

/** Everything that the providers touch, as text: descriptors with the identity of their functions. */
const SNAPSHOT = `
  here.ids ??= new Map();
  const id = (value) => {
    if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) return String(value);
    if (!here.ids.has(value)) here.ids.set(value, here.ids.size);
    return '#' + here.ids.get(value);
  };
  const t = setTimeout(() => {}, 1); clearTimeout(t);
  const i = setImmediate(() => {}); clearImmediate(i);
  const c = new AbortController();
  const objects = { AbortSignal, signal: AbortSignal.prototype, controller: AbortController.prototype, timers: require('node:timers'),
    promises: require('node:timers/promises'), timeout: Object.getPrototypeOf(t), immediate: Object.getPrototypeOf(i),
    Error, process, events: EventTarget.prototype, hooks: require('node:async_hooks'), Request: Request.prototype };
  const lines = [];
  for (const [name, object] of Object.entries({ ...objects, global: globalThis })) {
    for (const key of Reflect.ownKeys(object)) {
      const d = Object.getOwnPropertyDescriptor(object, key);
      if (name === 'process' && /^(?:title|_.*|moduleLoadList|domain|features|report|debugPort|exitCode|env|channel|connected|stdin|stdout|stderr|ppid|permission|config|finalization)$/.test(String(key))) continue;
      lines.push([name, String(key), id(d.value), id(d.get), id(d.set), d.writable, d.enumerable, d.configurable].join(' '));
    }
  }
  const own = (o) => Reflect.ownKeys(o).map(String).join();
  lines.push('timeout has ' + own(t), 'immediate has ' + own(i), 'signal has ' + own(c.signal));
  lines.push('exit listeners ' + process.listeners('exit').length, 'worker listeners ' + process.listeners('worker').length);
  return lines;`;

const EVERYTHING = `abort:::, timer:::, profile:::profile-97, tick-10ms { @[probename] = count(); }
  abort::listener:add { @sites[args[1]->site] = count(); } abort:::fire { @age = sum(args[0]->ageMs); self->x = 1; }`;

const isClean = (target: Scriptable): Promise<unknown> =>
  target.run(
    `return globalThis[Symbol.for('ntrace.agent')] === undefined && require('node:inspector').url() === undefined`,
  );

async function isCleanSoon(target: Scriptable): Promise<void> {
  await until(() => isClean(target), 3000, 'the agent is gone');
}

test('every descriptor is as it was after detach, and live timers keep their callbacks', async () => {
  const target = await Scriptable.start();
  const before = await target.run(SNAPSHOT);
  const trace = await startTrace(target.pid, EVERYTHING);
  const during = await target.run(SNAPSHOT);
  assert.notDeepEqual(during, before, 'the trace patched something');
  await target.run(`here.callback = () => { here.fired = true; }; here.timer = setTimeout(here.callback, 60_000);
    here.signal = new AbortController().signal; here.keys = Reflect.ownKeys(here.signal).length; return here.timer._onTimeout === here.callback`);
  const { err, code } = await endTrace(trace);
  assert.equal(code, 0);
  const [, done, of] = /restored (\d+) of (\d+)/.exec(err) ?? [];
  assert.ok(Number(done) > 10, err);
  assert.equal(done, of);
  await isCleanSoon(target);
  assert.deepEqual(await target.run(SNAPSHOT), before);
  assert.equal(await target.run('return here.timer._onTimeout === here.callback'), true);
  await target.stop();
});

test('kill -9 of the CLI: the target is clean again', async () => {
  const target = await Scriptable.start();
  const before = await target.run(SNAPSHOT);
  const trace = await startTrace(target.pid, EVERYTHING);
  await trace.stop('SIGKILL');
  await isCleanSoon(target);
  assert.deepEqual(await target.run(SNAPSHOT), before);
  await target.stop();
});

test('two consumers at once; the first to leave does not disturb the other', async () => {
  const target = await Scriptable.start();
  const first = await startTrace(target.pid, 'abort:::fire { @["first"] = count(); }');
  const second = await startTrace(
    target.pid,
    'abort:::fire { @["second"] = count(); } timer:::create { @["timer"] = count(); }',
  );
  await target.run('new AbortController().abort()');
  const { out } = await endTrace(first);
  assert.deepEqual(counts(out), { first: 1 });
  await target.run('new AbortController().abort(); clearTimeout(setTimeout(() => {}, 9));');
  const end = await endTrace(second);
  assert.deepEqual(counts(end.out), { second: 2, timer: 1 });
  await isCleanSoon(target);
  await target.stop();
});

test('attach and detach many times: nothing piles up', async () => {
  const target = await Scriptable.start();
  const before = await target.run(SNAPSHOT);
  for (let i = 0; i < 10; i++) {
    const trace = await startTrace(target.pid, 'abort:::fire { @ = count(); }');
    await target.run('new AbortController().abort()');
    const { out, code } = await endTrace(trace);
    assert.equal(code, 0);
    assert.equal(Number(out.trim()), 1, `round ${i}: ${out}`);
  }
  await isCleanSoon(target);
  assert.deepEqual(await target.run(SNAPSHOT), before);
  await target.stop();
});

test('exit() in the script, --duration and a closed stdout all detach', async () => {
  const target = await Scriptable.start();
  const byExit = await startTrace(target.pid, 'abort:::fire { exit(7); }');
  await target.run('new AbortController().abort()');
  assert.equal((await byExit.exited).code, 7);
  await isCleanSoon(target);

  const byDuration = startNtrace([
    '-p',
    String(target.pid),
    '-qn',
    'abort:::fire { @ = count(); }',
    '--duration',
    '300ms',
  ]);
  assert.equal((await byDuration.exited).code, 0);
  await isCleanSoon(target);

  const byPipe = startNtrace(['-p', String(target.pid), '-qn', 'tick-10ms { printf("%d\\n", n++); }']);
  await byPipe.waitFor(/^3$/m);
  byPipe.child.stdout?.destroy();
  assert.equal((await byPipe.exited).code, 0);
  await isCleanSoon(target);
  await target.stop();
});

test('the target exits while it is traced: what there is is printed, its exit code is its own', async () => {
  const target = await Scriptable.start();
  const trace = await startTrace(
    target.pid,
    'abort:::fire { @["fired"] = count(); } END { printf("the end\\n"); }',
  );
  target.target.send(`1 new AbortController().abort(); process.exit(42)`);
  const exit = await target.target.exited;
  assert.equal(exit.code, 42);
  const { code } = await trace.exited;
  assert.equal(code, 0);
  assert.equal(counts(trace.stdout())['fired'], 1);
  assert.match(trace.stdout(), /the end/);
});

test('the target is killed while it is traced: what came so far is printed, and END', async () => {
  const target = await Scriptable.start();
  const trace = await startTrace(
    target.pid,
    'abort:::fire { @["fired"] = count(); printf("one\\n"); } END { printf("the end\\n"); }',
  );
  await target.run('new AbortController().abort()');
  await trace.waitFor(/^one$/m);
  await target.stop();
  const { code } = await trace.exited;
  assert.equal(code, 0);
  assert.match(trace.stdout(), /the end/);
});
