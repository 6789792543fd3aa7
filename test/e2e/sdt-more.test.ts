/** sdt beside what an application does with its channels: very many subscribers, stores of its own, errors of its own. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counts, endTrace, Scriptable, startTrace } from '../support/scriptable.js';

const LIMIT = { timeout: 120_000 };
const DC = "const dc = require('node:diagnostics_channel');";

test(
  'a channel with very many subscribers: each is called as before, and only ours leaves',
  LIMIT,
  async () => {
    const target = await Scriptable.start();
    await target.run(
      `${DC} here.crowd = dc.channel('crowd'); here.calls = 0; here.order = true; here.each = [];
     for (let i = 0; i < 20000; i++) { const at = i; here.each.push(() => { here.order &&= here.calls % 20000 === at; here.calls++; }); here.crowd.subscribe(here.each[i]); }`,
    );
    const trace = await startTrace(
      target.pid,
      'sdt:crowd::message { @["named"] = count(); } sdt:cro*::message { @["globbed"] = count(); }',
    );
    await target.run('for (let i = 0; i < 50; i++) here.crowd.publish({ i });');
    const { out, err } = await endTrace(trace);
    assert.doesNotMatch(err, /trouble|ERROR/);
    assert.deepEqual(counts(out), { named: 50, globbed: 50 });
    assert.deepEqual(
      await target.run(
        'return [here.calls, here.order, here.crowd._subscribers.length, here.crowd._subscribers.every((each, i) => each === here.each[i])]',
      ),
      [1_000_000, true, 20_000, true],
    );
    await target.stop();
  },
);

test(
  'stores that the application binds hold what they held, during the trace and after it',
  LIMIT,
  async () => {
    const target = await Scriptable.start();
    await target.run(
      `${DC} const { AsyncLocalStorage } = require('node:async_hooks'); here.als = new AsyncLocalStorage(); here.t = dc.tracingChannel('stored');
     here.t.start.bindStore(here.als, (context) => ({ of: context.id }));
     here.read = () => Promise.all([1, 2].map((id) => here.t.tracePromise(async () => { await null; return here.als.getStore().of; }, { id })));
     here.boom = new Error('own'); here.same = () => { try { here.t.traceSync(() => { throw here.boom; }, { id: 3 }); } catch (error) { return error === here.boom; } };`,
    );
    const look =
      'return [await here.read(), here.same(), here.als.getStore() === undefined, here.t.start._stores.size, Object.keys(here.boom)]';
    const before = await target.run(look);
    const trace = await startTrace(
      target.pid,
      'sdt:stored::start { self->id = (int64_t)args[0].id; } sdt:stored::asyncEnd { @["over", self->id] = count(); } sdt:stored::error { @["failed", self->id] = count(); }',
    );
    const during = (await target.run(look)) as unknown[];
    const { out, err } = await endTrace(trace);
    assert.doesNotMatch(err, /trouble|ERROR/);
    assert.deepEqual(counts(out), { 'over 1': 1, 'over 2': 1, 'failed 3': 1 });
    assert.deepEqual(before, [[1, 2], true, true, 1, []]);
    assert.deepEqual([during[0], during[1], during[2], during[4]], [[1, 2], true, true, []]);
    assert.deepEqual(await target.run(look), before);
    await target.stop();
  },
);

test('what the agent itself publishes is in no trace: a second one attaches and leaves', LIMIT, async () => {
  const target = await Scriptable.start();
  const first = await startTrace(target.pid, 'sdt::: { @[probemod, probename] = count(); }');
  const second = await startTrace(target.pid, 'sdt:nobody::message {}');
  await endTrace(second);
  const { out, err } = await endTrace(first);
  assert.doesNotMatch(err, /trouble|ERROR/);
  assert.deepEqual(counts(out), {});
  await target.stop();
});
