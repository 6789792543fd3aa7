// stream, by D: lives of streams of both kinds, and pipes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runNtrace } from '../support/process.js';
import { counts, endTrace, Scriptable, startTrace } from '../support/scriptable.js';

test('stream: births, ends, failures and pipes; what was taken before the attach is seen', async () => {
  const target = await Scriptable.start();
  await target.run(
    `here.Readable = require('node:stream').Readable; here.from = here.Readable.from; here.Web = ReadableStream;`,
  );
  const trace = await startTrace(
    target.pid,
    `stream:::start, stream:::done, stream:::error /args[0]->class != "Socket"/
     { @[probemod, args[0]->op, args[0]->class, probename] = count(); }
     stream:node:readable:done /args[0]->class == "ReadStream"/
     { @bytes["bytes", ""] = sum(args[0]->bytes > 0); @bytes["took", ""] = sum(args[0]->durationMs >= 0); }`,
  );
  const kept = await target.run(
    `const { PassThrough, Writable } = require('node:stream'), fs = require('node:fs');
     class Mine extends Writable { _write(chunk, encoding, done) { done(); } }
     const mine = new Mine();
     here.from(['a', 'b']).pipe(mine); await new Promise((r) => mine.once('close', r));
     new PassThrough().on('error', () => {}).destroy(new Error('x'));
     const file = fs.createReadStream(process.execPath, { end: 99 }); file.resume();
     await new Promise((r) => file.once('close', r));
     new ReadableStream({ start(c) { c.close(); } });
     return Object.keys(new PassThrough()).join();`,
  );
  const { out, code, err } = await endTrace(trace);
  assert.equal(code, 0, err);
  assert.deepEqual(counts(out), {
    bytes: 1,
    took: 1,
    'node duplex PassThrough error': 1,
    'node duplex PassThrough start': 2,
    'node pipe Readable done': 1,
    'node pipe Readable start': 1,
    'node readable ReadStream done': 1,
    'node readable ReadStream start': 1,
    'node readable Readable done': 1,
    'node readable Readable start': 1,
    'node writable Mine done': 1,
    'node writable Mine start': 1,
    'web readable ReadableStream done': 1,
    'web readable ReadableStream start': 1,
  });
  assert.equal(
    await target.run(
      `return Object.keys(new (require('node:stream').PassThrough)()).join() + (here.Web === ReadableStream)`,
    ),
    `${String(kept)}true`,
  );
  await target.stop();
});

/** Sources that are given up by their readers. @param stops whether they stop what feeds them */
function givenUp(stops: boolean): string {
  const stop = (code: string): string => (stops ? code : '');
  return `const { Readable } = require('node:stream');
    const timers = [];
    const keep = (timer) => { timers.push(timer); return timer; };
    const node = new Readable({ read() { this.feed ??= keep(setInterval(() => {}, 10)); this.push('x'); },
      destroy(error, done) { ${stop('clearInterval(this.feed);')} done(error); } });
    node.once('data', () => node.destroy());
    async function* numbers() { const feed = keep(setInterval(() => {}, 10)); try { for (let i = 0; ; i++) yield i; } finally { ${stop('clearInterval(feed);')} } }
    (async () => { for await (const n of numbers()) if (n === 3) break; })();
    let feed;
    const web = new ReadableStream({ start() { feed = keep(setInterval(() => {}, 10)); }, cancel() { ${stop('clearInterval(feed);')} } });
    const reader = web.getReader(); reader.read(); setTimeout(() => reader.cancel(), 20);
    setTimeout(() => { for (const each of timers) clearInterval(each); }, 1500);`;
}

test('check: a stream or generator that is given up, and what feeds it goes on', async () => {
  const check = (stops: boolean) =>
    runNtrace(['check', '--grace', '50', '--', process.execPath, '-e', givenUp(stops)]);
  const lost = await check(false);
  assert.equal(lost.code, 3, lost.stderr);
  assert.equal(lost.stderr.match(/^LOST {2}setInterval 10 ms still running/gm)?.length, 3, lost.stderr);
  assert.equal(lost.stderr.match(/aborted by {3}stream destroy\(\)/g)?.length, 2, lost.stderr);
  assert.equal(lost.stderr.match(/aborted by {3}iterator return\(\)/g)?.length, 1, lost.stderr);
  const stopped = await check(true);
  assert.equal(stopped.code, 0, stopped.stderr);
});
