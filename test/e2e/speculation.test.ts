/** Speculations against a real server: all steps of each request are recorded, those of the one that failed are seen. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endTrace, Scriptable, startTrace } from '../support/scriptable.js';

/** Each request has a signal, waits under it, and asks it at its end; one waits until its client has hung up. */
const SERVER = `
  const http = require('node:http');
  const wait = async (signal) => {
    const onAbort = () => {};
    signal.addEventListener('abort', onAbort);
    await new Promise((resolve) => setTimeout(resolve, 1));
    signal.removeEventListener('abort', onAbort);
  };
  const fires = [];
  globalThis.reached = new Promise((resolve) => fires.push(resolve));
  globalThis.server = http.createServer(async (request, response) => {
    const controller = new AbortController();
    response.on('close', () => { if (!response.writableFinished) controller.abort('the client hung up'); });
    await wait(controller.signal);
    if (request.url === '/slow') {
      controller.signal.addEventListener('abort', () => fires[1]());
      return fires[0]();
    }
    await wait(controller.signal);
    response.end(controller.signal.aborted ? '' : 'fine');
  });
  globalThis.aborted = new Promise((resolve) => fires.push(resolve));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));`;

const REQUESTS = `
  const http = require('node:http');
  const get = (path) => http.get({ port: server.address().port, path, agent: false });
  const fine = () => new Promise((resolve) => get('/').on('response', (r) => r.resume().on('end', resolve)));
  await fine();
  const slow = get('/slow').on('error', () => {});
  await reached;
  slow.destroy();
  await aborted;
  await fine();
  server.close();`;

const STEPS = `
  abort:controller:signal:create { number[args[0]->id] = ++n; spec[args[0]->id] = speculation(); }
  abort:controller:signal:create { speculate(spec[args[0]->id]); printf("%d begins\\n", number[args[0]->id]); }
  abort:controller:listener:add { speculate(spec[args[0]->id]); printf("%d waits\\n", number[args[0]->id]); }
  abort:controller:listener:remove { speculate(spec[args[0]->id]); printf("%d goes on\\n", number[args[0]->id]); }
  abort:controller:signal:fire { speculate(spec[args[0]->id]); printf("%d: %s\\n", number[args[0]->id], args[0]->reason); }
  abort:controller:signal:fired { commit(spec[args[0]->id]); spec[args[0]->id] = 0; }
  abort:controller:signal:poll { discard(spec[args[0]->id]); spec[args[0]->id] = 0; }`;

test('all steps of each request are recorded, and only those are seen whose signal aborted', async () => {
  const target = await Scriptable.start();
  await target.run(SERVER);
  // One speculation at a time is enough: it is free again once it is committed or discarded.
  const trace = await startTrace(target.pid, STEPS, ['-x', 'nspec=1']);
  await target.run(REQUESTS);
  const { out, err, code } = await endTrace(trace);
  assert.equal(code, 0, err);
  assert.deepEqual(
    out.split('\n').filter((line) => line !== ''),
    ['2 begins', '2 waits', '2 goes on', '2 waits', '2: the client hung up'],
  );
  assert.doesNotMatch(err, /drop|failed speculation/);
  await target.stop();
});
