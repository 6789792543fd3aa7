/** sdt on real channels: of an application, of fastify and undici, and of Node itself; they come and go during the trace. */
import assert from 'node:assert/strict';
import { get } from 'node:http';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { runNtrace, startTarget, until } from '../support/process.js';
import { counts, endTrace, Scriptable, startTrace } from '../support/scriptable.js';

const LIMIT = { timeout: 120_000 };
const modules = createRequire(import.meta.url);
const major = Number.parseInt(process.versions.node, 10);

const DC = "const dc = require('node:diagnostics_channel');";
/** What can be told of a channel, and whether it is as Node makes them. */
const LOOK = `${DC} const look = (name) => { const c = dc.channel(name);
  return [c.hasSubscribers, dc.hasSubscribers(name), c._subscribers === undefined, c._stores === undefined, Object.getPrototypeOf(c) === dc.Channel.prototype]; };`;
const BARE = [false, false, true, true, true];

test('channels of the application: named or globbed, there already or still to come', LIMIT, async () => {
  const target = await Scriptable.start();
  await target.run(
    `${DC} here.publish = dc.channel; here.orders = dc.channel('shop:orders'); here.tick = dc.channel('shop.tick');`,
  );
  const trace = await startTrace(
    target.pid,
    `sdt:"shop:orders"::message { @o["orders", args[0].request.method, args[1]] = sum((int64_t)args[0].request.id); }
     sdt:shop.tick::message { @t["tick"] = count(); }
     sdt:shop.later::message { @n["named", probemod, args[0].n] = count(); }
     sdt:"shop:new:*"::message { @g["globbed", probemod] = count(); }`,
  );
  await target.run(
    `here.orders.publish({ request: { method: 'PUT', id: 40 } }); here.orders.publish({ request: { method: 'PUT', id: 2 } });
     here.tick.publish('x'); here.tick.publish(undefined);
     here.later = here.publish('shop.later'); here.later.publish({ n: 7 });
     for (const name of ['one', 'two']) { here[name] = here.publish('shop:new:' + name); here[name].publish({}); here[name].publish(null); }
     here.publish('shop.other').publish({});`,
  );
  assert.deepEqual(await target.run(`${LOOK} return look('shop.tick')[0]`), true, 'the comparison can fail');
  const { out, err, code } = await endTrace(trace);
  assert.equal(code, 0, err);
  assert.doesNotMatch(err, /trouble|ERROR/);
  assert.deepEqual(counts(out), {
    'orders PUT shop:orders': 42,
    tick: 2,
    'named shop.later 7': 1,
    'globbed shop:new:one': 2,
    'globbed shop:new:two': 2,
  });
  for (const name of ['shop:orders', 'shop.tick', 'shop.later', 'shop:new:one'])
    assert.deepEqual(await target.run(`${LOOK} return look('${name}')`), BARE, name);
  // One that is made after the detach is nobody's.
  assert.deepEqual(await target.run(`${LOOK} return look('shop:new:three')`), BARE);
  await target.stop();
});

test('a second trace leaves the first one its channels', LIMIT, async () => {
  const target = await Scriptable.start();
  await target.run(`${DC} here.both = dc.channel('both'); here.publish = dc.channel;`);
  const first = await startTrace(target.pid, 'sdt:bot*::message { @["first"] = count(); }');
  const second = await startTrace(target.pid, 'sdt:both::message { @["second"] = count(); }');
  await target.run('here.both.publish(1);');
  assert.deepEqual(counts((await endTrace(second)).out), { second: 1 });
  await target.run("here.both.publish(1); here.bottom = here.publish('bottom'); here.bottom.publish(1);");
  assert.deepEqual(counts((await endTrace(first)).out), { first: 3 });
  assert.deepEqual(await target.run(`${LOOK} return look('both')`), BARE);
  await target.stop();
});

test(
  'a tracing channel: self-> is that of the operation, for its probes and for what it runs',
  LIMIT,
  async () => {
    const target = await Scriptable.start();
    await target.run(
      `${DC} here.work = dc.tracingChannel('shop.work'); here.wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));`,
    );
    const trace = await startTrace(
      target.pid,
      `sdt:shop.work::start { self->id = (int64_t)args[0].id; }
     sdt:shop.work::asyncEnd { @o["over", self->id, args[0].id] = count(); }
     sdt:shop.work::error { @f["failed", self->id, stringof(args[0].error.message)] = count(); }
     timer::setTimeout:fire /self->id/ { @i["timer in", self->id, args[0]->delayMs] = count(); }
     timer::setTimeout:fire /!self->id/ { @t["timer outside", args[0]->delayMs] = count(); }`,
    );
    await target.run(
      `await Promise.all([[1, 9], [2, 5], [3, 7]].map(([id, ms]) => here.work.tracePromise(async () => { await here.wait(ms); await here.wait(ms + 20); return id; }, { id })));
     await here.work.tracePromise(async () => { await here.wait(2); throw new Error('no stock'); }, { id: 4 }).catch(() => {});
     here.work.traceSync(() => {}, { id: 5 });
     await new Promise((done) => here.work.traceCallback((callback) => setTimeout(() => callback(null, 1), 11), 0, { id: 6 }, undefined, () => setTimeout(done, 12)));
     await here.wait(3);`,
    );
    const { out, err } = await endTrace(trace);
    assert.doesNotMatch(err, /trouble|ERROR/);
    assert.deepEqual(counts(out), {
      'over 1 1': 1,
      'over 2 2': 1,
      'over 3 3': 1,
      'over 4 4': 1,
      'over 6 6': 1,
      'failed 4 no stock': 1,
      'timer in 1 9': 1,
      'timer in 1 29': 1,
      'timer in 2 5': 1,
      'timer in 2 25': 1,
      'timer in 3 7': 1,
      'timer in 3 27': 1,
      'timer in 4 2': 1,
      'timer in 6 11': 1,
      // Its callback began the timer, and was over before that fired.
      'timer outside 12': 1,
      'timer outside 3': 1,
    });
    for (const event of ['start', 'end', 'asyncStart', 'asyncEnd', 'error'])
      assert.deepEqual(await target.run(`${LOOK} return look('tracing:shop.work:${event}')`), BARE, event);
    await target.stop();
  },
);

test('messages of every kind, and subscribers of the application, are left as they are', LIMIT, async () => {
  const target = await Scriptable.start();
  await target.run(
    `${DC} here.any = dc.channel('any'); here.symbol = dc.channel(Symbol('quiet')); here.seen = [];
     here.own = (message, name) => here.seen.push(String(name)); here.any.subscribe(here.own);
     here.trap = new Proxy({}, { get: () => { throw new Error('touched'); }, getOwnPropertyDescriptor: () => { throw new Error('touched'); } });`,
  );
  const trace = await startTrace(
    target.pid,
    `sdt:any*::message { @[probemod, stringof(args[0].kind)] = count(); }
     sdt:"Symb*"::message { @[probemod, args[1]] = count(); }`,
  );
  await target.run(
    `for (const message of [1, null, undefined, 'x', here.trap, { get kind() { throw new Error('ran'); } }, { kind: 'data' }]) here.any.publish(message);
     here.symbol.publish({});`,
  );
  const { out, err } = await endTrace(trace);
  assert.doesNotMatch(err, /trouble|ERROR/);
  const found = counts(out);
  assert.equal(found['any data'], 1);
  assert.equal(
    Object.entries(found).reduce((sum, [key, count]) => sum + (key.startsWith('any') ? count : 0), 0),
    7,
  );
  assert.equal(found['Symbol(quiet) Symbol(quiet)'], 1);
  assert.deepEqual(await target.run('return here.seen'), Array(7).fill('any'));
  assert.deepEqual(
    await target.run(`return [here.any._subscribers.length, here.any._subscribers[0] === here.own]`),
    [1, true],
  );
  await target.stop();
});

test('fastify and undici, imported by ES modules', LIMIT, async () => {
  const code = `import fastify from ${JSON.stringify(pathToFileURL(modules.resolve('fastify')).href)};
    import { request } from ${JSON.stringify(pathToFileURL(modules.resolve('undici')).href)};
    const app = fastify();
    app.get('/inner', async () => ({ ok: true }));
    app.get('/orders/:id', async (req) => {
      const { body } = await request(app.listeningOrigin + '/inner');
      await body.dump();
      return { id: req.params.id };
    });
    app.get('/fails', async () => { throw new Error('sold out'); });
    console.log('READY ' + await app.listen({ port: 0, host: '127.0.0.1' }));`;
  const target = startTarget(null, { nodeArgs: ['--inspect-port=0', '--input-type=module', '-e', code] });
  const url = await target.ready;
  const trace = await startTrace(
    target.pid,
    `sdt:fastify.request.handler::start { self->url = stringof(args[0].route.url); @["handled", self->url] = count(); }
     sdt:fastify.request.handler::asyncEnd { @["answered", self->url] = count(); }
     sdt:fastify.request.handler::error { @f["failed", self->url, stringof(args[0].error.message)] = count(); }
     sdt:"undici:request:create"::message { @s["sent by", self->url, stringof(args[0].request.path)] = count(); }
     sdt:"undici:request:*"::message /probemod == "undici:request:headers"/ { @["status", args[0].response.statusCode] = count(); }
     sdt:http.server.request.start::message { @n["of node"] = count(); }`,
  );
  for (const path of ['/orders/1', '/orders/2', '/fails']) await reply(`${url}${path}`);
  const { out, err } = await endTrace(trace);
  assert.doesNotMatch(err, /trouble|ERROR/);
  assert.deepEqual(counts(out), {
    'handled /orders/:id': 2,
    'handled /inner': 2,
    'handled /fails': 1,
    'answered /orders/:id': 2,
    'answered /inner': 2,
    'answered /fails': 1,
    'failed /fails sold out': 1,
    'sent by /orders/:id /inner': 2,
    'status 200': 2,
    'of node': 5,
  });
  await target.stop();
});

function reply(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    }).on('error', reject);
  });
}

test('-l lists the channels of the process, to be pasted back', LIMIT, async () => {
  const target = await Scriptable.start();
  await target.run(
    `${DC} here.a = dc.channel('app:orders'); here.b = dc.channel('app.plain'); here.c = dc.tracingChannel('app.traced');`,
  );
  const pid = String(target.pid);
  const { stdout, code } = await runNtrace(['-l', '-p', pid, '-n', 'sdt:app*::,sdt:app.traced::']);
  assert.equal(code, 0);
  const rows = stdout
    .split('\n')
    .slice(1)
    .map((row) => row.trim().split(/\s+/).slice(1).join(' '));
  const traced = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'].map((name) => `sdt app.traced ${name}`);
  assert.deepEqual(rows.slice(0, -1), [
    'sdt "app:orders" message',
    'sdt app.plain message',
    ...traced,
    ...traced,
  ]);
  const pasted = await runNtrace(['-l', '-p', pid, '-n', 'sdt:"app:orders"::message']);
  assert.match(pasted.stdout, /sdt +"app:orders" +message$/m);
  const verbose = await runNtrace(['-lv', '-p', pid, '-n', 'sdt:app.plain::']);
  assert.match(verbose.stdout, /args\[0\]: js {2}message:/);
  assert.deepEqual(await target.run(`${LOOK} return look('app.plain')`), BARE);
  const whole = await runNtrace(['-l', '-p', pid]);
  assert.match(whole.stdout, /sdt +"app:orders" +message$/m);
  await target.stop();
});

test(
  'without a process -l lists the channels of Node; a misspelled probe of sdt is told',
  LIMIT,
  async () => {
    const { stdout } = await runNtrace(['-l', '-n', 'sdt:"undici:request:*"::']);
    assert.match(stdout, /sdt +"undici:request:create" +message$/m);
    const wrong = await runNtrace(['-e', '-n', 'sdt:app.traced::begin {}']);
    assert.equal(wrong.code, 1);
    assert.match(wrong.stderr, /sdt:app.traced::begin does not match any probes/);
    assert.match(wrong.stderr, /its probes are message, start, end, asyncStart, asyncEnd, error/);
    const unquoted = await runNtrace(['-e', '-n', 'sdt:undici:request:create {}']);
    assert.match(unquoted.stderr, /is quoted: sdt:"undici:request:create"::message/);
    const here = await runNtrace(['-n', 'sdt:app.plain::message {}']);
    assert.match(here.stderr, /sdt:app\.plain::message fires in a Node\.js process/);
  },
);

test('channels of workers and of a command, from its first line on', LIMIT, async () => {
  const code = `const { Worker } = require('node:worker_threads');
    require('node:diagnostics_channel').channel('main').publish({});
    new Worker("require('node:diagnostics_channel').channel('in.worker').publish({})", { eval: true });`;
  const { stdout, stderr } = await runNtrace([
    '-qn',
    'sdt:main::message, sdt:in*::message { @[probemod, tid != 0] = count(); }',
    '--',
    process.execPath,
    '-e',
    code,
  ]);
  assert.doesNotMatch(stderr, /trouble|ERROR/);
  assert.deepEqual(counts(stdout), { 'main 0': 1, 'in.worker 1': 1 });
});

test('more channels than are traced: told once, and nothing breaks', LIMIT, async () => {
  const target = await Scriptable.start();
  await target.run(`${DC} here.publish = dc.channel; here.many = [];`);
  const trace = await startTrace(target.pid, 'sdt:per*::message { @ = count(); }');
  await target.run(
    "for (let i = 0; i < 5000; i++) { const c = here.publish('per.request.' + i); here.many.push(c); c.publish(i); }",
  );
  await until(() => /4096 channels/.test(trace.stderr()));
  const { out, err } = await endTrace(trace);
  assert.equal(err.match(/4096 channels/g)?.length, 1, err);
  assert.equal(out.trim(), '4096');
  assert.equal(await target.run('return here.many.filter((each) => each.hasSubscribers).length'), 0);
  await target.stop();
});

test('under the permission model named channels are traced, and globs say why not', LIMIT, async () => {
  const code = "const c = require('node:diagnostics_channel').channel('fenced'); c.publish({});";
  const fence = [
    major < 24 ? '--experimental-permission' : '--permission',
    '--allow-fs-read=*',
    '--allow-fs-write=*',
    ...(major < 25 ? [] : ['--allow-net']),
  ];
  const program =
    'sdt:fenced::message { @["named"] = count(); } sdt:fen*::message { @["globbed"] = count(); }';
  const { stdout, stderr } = await runNtrace(['-qn', program, '--', process.execPath, ...fence, '-e', code]);
  assert.match(stderr, /channels that no clause names are not seen/);
  assert.equal(counts(stdout)['named'], 1);
});
