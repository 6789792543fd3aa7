/**
 * self-> dies with its operation: what the agent counts returns to nothing, and the heap does not grow, however
 * many operations come and go. `npm run bench -- self` does the same with a million requests.
 */
import assert from 'node:assert/strict';
import { createHook } from 'node:async_hooks';
import { test } from 'node:test';
import { probeIndex } from '../../cli/front/probes.js';
import { attachPid, ConsumerSocket } from '../../cli/target.js';
import { compile } from '../../lang/compile.js';
import type { AgentMessage, AgentStatus } from '../../wire/messages.js';
import { until } from '../support/process.js';
import { Scriptable } from '../support/scriptable.js';

type Traced = {
  run(code: string): Promise<unknown>;
  /** Of the agent, once `settled` holds. */
  status(settled: (status: AgentStatus) => boolean): Promise<AgentStatus>;
  /** Ends the trace; the sums of @name[…] by name and key. */
  end(): Promise<Readonly<Record<string, number>>>;
};

async function traced(text: string): Promise<Traced> {
  const { program, diagnostics } = compile({
    sources: [{ name: '-n', text, kind: '-n' }],
    macroArgs: [],
    options: {},
    probes: probeIndex({}, false),
    destructive: false,
    env: { pid: 1, ppid: 1, uid: 0, gid: 0, euid: 0, egid: 0, pgid: 1, sid: 1 },
  });
  assert.ok(program !== undefined, diagnostics[0]?.message);
  const target = await Scriptable.start({ nodeArgs: ['--expose-gc'] });
  const socket = await ConsumerSocket.open();
  const link = await attachPid(target.pid, socket);
  const messages: AgentMessage[] = [];
  link.onMessages((batch) => void messages.push(...batch));
  const options = { target: target.pid, workers: false, unsafeHooks: true };
  link.send({ type: 'enable', program, lead: true, options });
  const came = (type: AgentMessage['type']) => messages.some((message) => message.type === type);
  await until(() => came('enabled'), 20_000, 'enabled');
  return {
    run: (code) => target.run(code),
    async status(settled) {
      let status = await link.askStatus(20_000);
      const deadline = Date.now() + 20_000;
      while (!settled(status) && Date.now() < deadline) status = await link.askStatus(20_000);
      return status;
    },
    async end() {
      link.send({ type: 'stop', quiet: false });
      await until(() => came('bye'), 20_000, 'bye');
      link.close();
      await socket.close();
      await target.stop();
      const sums: Record<string, number> = {};
      for (const message of messages) {
        if (message.type !== 'aggregation') continue;
        for (const { aggregation, cells } of message.records)
          for (const [key, value] of cells) {
            const name = [program.aggregations[aggregation]?.name, ...key].join(' ').trim();
            sums[name] = (sums[name] ?? 0) + Number(value);
          }
      }
      return sums;
    },
  };
}

/** `here.work(n)`: so many operations, with everything that an operation is made of. */
const WORK = `
  const turn = () => new Promise((done) => setImmediate(done));
  const later = (ms) => new Promise((done) => setTimeout(done, ms));
  const leaf = async (x) => x + 1;
  const operation = async (i) => {
    const controller = new AbortController();
    controller.signal.addEventListener('abort', () => setTimeout(() => {}, 0), { once: true });
    const guard = setTimeout(() => {}, 60000);
    await leaf(i);
    await later(i % 3);
    await Promise.resolve(i).then((x) => leaf(x)).then((x) => x + 1);
    await turn();
    controller.abort();
    clearTimeout(guard);
    const every = setInterval(() => clearInterval(every), 1);
  };
  here.work = async (count) => {
    for (let done = 0; done < count; done += 100)
      await Promise.all(Array.from({ length: 100 }, (_, i) => operation(i)));
    await later(20);
  };`;

const heap = `gc(); gc(); return process.memoryUsage().heapUsed;`;

test('timers and aborts: no operation and no variable is left, the heap does not grow', async () => {
  const trace = await traced(`
    timer:::create { self->made = timestamp; self->id = args[0]->id; self->name[args[0]->id] = 1; }
    timer:::fire /self->id == args[0]->id/ { @own[probefunc] = count(); }
    timer:::fire /self->id != args[0]->id/ { @other[probefunc] = count(); }
    abort:::fire { self->aborted = timestamp; }
    abort:::fired /self->aborted/ { @aborted = count(); }`);
  await trace.run(WORK);
  await trace.run('await here.work(500)');
  const before = Number(await trace.run(heap));
  await trace.run('await here.work(4000)');
  const grown = Number(await trace.run(heap)) - before;
  const { selfVariables, selfOperations, drops } = await trace.status(
    (status) => status.selfOperations === 0,
  );
  assert.deepEqual(
    { selfVariables, selfOperations, drops },
    { selfVariables: 0, selfOperations: 0, drops: {} },
  );
  assert.ok(grown < 2 << 20, `${grown} bytes after 4,000 operations, 28,000 frames`);
  const sums = await trace.end();
  assert.equal(sums['own setImmediate'], 4500);
  assert.ok((sums['own setTimeout'] as number) >= 9000 && (sums['own setInterval'] as number) >= 4500);
  assert.equal(sums['aborted'], 4500);
  assert.deepEqual(
    Object.keys(sums).filter((name) => name.startsWith('other')),
    [],
  );
});

test('promises by the hundred thousand: a frame ends when its promise is settled, or its await has gone on', async () => {
  for (const settles of [false, true]) {
    const resolve = settles ? 'async:PROMISE::resolve { @[self->t != 0] = count(); }' : '';
    const trace = await traced(`async:PROMISE::init { self->t = timestamp; self->u = 1; } ${resolve}`);
    await trace.run(WORK);
    await trace.run(
      `here.awaits = async (count) => {
         const leaf = async (x) => x + 1;
         for (let i = 0; i < count; i += 100) {
           for (let k = 0; k < 80; k++) await leaf(k);
           await Promise.all(Array.from({ length: 20 }, (_, k) => Promise.resolve(k).then((x) => leaf(x))));
           if (i % 5000 === 0) await new Promise((done) => setImmediate(done));
         }
       };
       await here.awaits(100000);`,
    );
    const before = Number(await trace.run(heap));
    await trace.run('await here.awaits(200000)');
    const grown = Number(await trace.run(heap)) - before;
    const { selfVariables, selfOperations, drops } = await trace.status(() => true);
    // What the target waits for now is pending.
    assert.ok(selfOperations < 50 && selfVariables < 100, `${selfVariables} in ${selfOperations}`);
    assert.equal(drops.dynamic, undefined);
    assert.ok(grown < 2 << 20, `${grown} bytes after 200,000 awaits`);
    const sums = await trace.end();
    if (!settles) continue;
    assert.ok((sums['1'] as number) > 600_000, `${sums['1']} promises settled in their frame`);
    // Those that were pending when the trace began.
    assert.ok((sums['0'] ?? 0) < 10, `${sums['0']} settled without their variables`);
  }
});

test('resources of all types end with their callback', async () => {
  const trace = await traced(`
    async:::init { self->t = timestamp; }
    async:::before /self->t/ { @run[probemod] = count(); }`);
  await trace.run(WORK);
  await trace.run(`
    const fs = require('node:fs').promises;
    for (let i = 0; i < 200; i++) {
      await Promise.all([fs.stat('/'), new Promise((done) => process.nextTick(done)),
        new Promise((done) => setTimeout(done, 0)), new Promise((done) => setImmediate(done)),
        new Promise((done) => require('node:crypto').randomBytes(8, done))]);
    }
    await new Promise((done) => setTimeout(done, 10));`);
  const { selfVariables, selfOperations, drops } = await trace.status((status) => status.selfOperations < 60);
  assert.ok(selfOperations < 60 && selfVariables < 60, `${selfVariables} in ${selfOperations}`);
  assert.equal(drops.dynamic, undefined);
  const sums = await trace.end();
  for (const type of ['FSREQPROMISE', 'Timeout', 'Immediate', 'TickObject', 'RANDOMBYTESREQUEST'])
    assert.ok((sums[`run ${type}`] as number) >= 200, `${type}: ${sums[`run ${type}`]}`);
});

/** Node 24.14 and newer: a hook can hear that resources are destroyed without watching promises. */
function hearsDestroy(): boolean {
  try {
    createHook({ trackPromises: 0 } as Parameters<typeof createHook>[0]);
    return false;
  } catch {
    return true;
  }
}

test('what no callback ends, ends when Node destroys it', {
  skip: hearsDestroy() ? false : 'this Node tells of promises too',
}, async () => {
  const trace = await traced(
    'async:::init { self->t = timestamp; } async:::after /self->t/ { @ = count(); }',
  );
  await trace.run(`
    for (let i = 0; i < 5000; i++) {
      clearTimeout(setTimeout(() => {}, 60000));
      clearImmediate(setImmediate(() => {}));
      if (i % 100 === 0) await new Promise((done) => setImmediate(done));
    }`);
  const { selfOperations } = await trace.status((status) => status.selfOperations < 60);
  assert.ok(selfOperations < 60, `${selfOperations} of 10,000 are left`);
  await trace.end();
});

/** `here.ask(n)`: n requests side by side, each of which asks for two more, by fetch and by http or http2. */
const REQUESTS = `
  const http = require('node:http');
  const http2 = require('node:http2');
  const { once } = require('node:events');
  const later = (ms) => new Promise((done) => setTimeout(done, ms));
  const agent = new http.Agent({ keepAlive: true });
  const get = (url) => new Promise((done) => http.get(url, { agent }, (r) => r.resume().on('end', done)));
  const inner = http.createServer(async (q, r) => { await later(5); r.end(); }).listen(0, '127.0.0.1');
  await once(inner, 'listening');
  const asked = 'http://127.0.0.1:' + inner.address().port;
  const answer = async (url, r) => {
    await later(Number(url.slice(1)) % 7);
    await (await fetch(asked + url)).text();
    await get(asked + url);
    r.end();
  };
  const one = http.createServer((q, r) => answer(q.url, r)).listen(0, '127.0.0.1');
  const two = http2.createServer((q, r) => answer(q.url, r)).listen(0, '127.0.0.1');
  await Promise.all([once(one, 'listening'), once(two, 'listening')]);
  const session = http2.connect('http://127.0.0.1:' + two.address().port);
  const get2 = (path) => new Promise((done) => session.request({ ':path': path }).resume().on('close', done));
  here.ask = async (count) => {
    for (let i = 1; i <= count; i++) await Promise.all([1, 2, 3, 4].map((n) => get('http://127.0.0.1:' + one.address().port + '/' + (i * 10 + n))));
    for (let i = 1; i <= count; i++) await Promise.all([1, 2, 3, 4].map((n) => get2('/' + (i * 10 + n))));
    session.close();
    for (const server of [inner, one, two]) server.close();
    inner.closeAllConnections();
    one.closeAllConnections();
    await later(50);
  };`;

test('requests of http, http2 and fetch: each has its own variables, what it asks for is below it, nothing is left', async () => {
  const trace = await traced(`
    http:server:request:start, http2:server:request:start { self->url = args[0]->url; }
    http:server:request:close, http2:server:request:close /self->url == args[0]->url/ { @own[probeprov] = count(); }
    http:server:request:close, http2:server:request:close /self->url != args[0]->url/ { @other[probeprov] = count(); }
    fetch:::start /self->url == args[0]->path/ { @below["fetch"] = count(); self->mine = args[0]->id; }
    fetch:::done /self->mine == args[0]->id && self->url == args[0]->path/ { @own["fetch"] = count(); }
    http:client::start { self->mine = args[0]->id; }
    http:client::start /self->url != 0/ { @below["http"] = count(); }
    http:client::close /self->mine == args[0]->id/ { @own["client"] = count(); }`);
  await trace.run(REQUESTS);
  await trace.run('await here.ask(10)');
  const { selfVariables, selfOperations } = await trace.status((status) => status.selfOperations === 0);
  assert.deepEqual({ selfVariables, selfOperations }, { selfVariables: 0, selfOperations: 0 });
  // 40 requests of either kind, each asks for two: by fetch and by http.
  assert.deepEqual(await trace.end(), {
    'below fetch': 80,
    'below http': 80,
    'own client': 120,
    'own fetch': 80,
    'own http': 200,
    'own http2': 40,
  });
});
