// zlib and crypto, by D: their probes with real jobs and streams.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counts, endTrace, Scriptable, startTrace } from '../support/scriptable.js';

/** Traces while the target runs `code`; gives the aggregations printed at the end. */
async function traced(code: string, program: string): Promise<Record<string, number>> {
  const target = await Scriptable.start();
  const trace = await startTrace(target.pid, program);
  await target.run(code);
  const { out, code: status, err } = await endTrace(trace);
  assert.equal(status, 0, err);
  await target.stop();
  return counts(out);
}

test('zlib: jobs and streams, their bytes and errors; self-> goes from start to done', async () => {
  const found = await traced(
    `const zlib = require('node:zlib'), { promisify } = require('node:util'), { once } = require('node:events');
     const zipped = await promisify(zlib.gzip)('x'.repeat(1000));
     await promisify(zlib.gunzip)(zipped);
     await promisify(zlib.gunzip)(Buffer.from('not zipped')).catch(() => {});
     const s = zlib.createDeflate(); s.resume(); s.end('y'.repeat(500)); await once(s, 'close');
     const bad = zlib.createInflate(); bad.on('error', () => {}); bad.resume(); bad.end('not deflated');
     await new Promise((r) => bad.once('close', r));`,
    `zlib:::start { @[probemod, args[0]->op, probename] = count(); self->begun = 1; }
     zlib:::done, zlib:::error { @[probemod, args[0]->op, probename] = count(); @begun["begun"] = sum(self->begun); }
     zlib:job:gzip:start { @bytes["given"] = sum(args[0]->bytes); }
     zlib:job:gunzip:done { @bytes["made"] = sum(args[0]->bytes); }
     zlib:stream:deflate:done /args[0]->durationMs >= 0/ { @bytes["streamed"] = sum(args[0]->bytes); }`,
  );
  assert.deepEqual(found, {
    'job gzip start': 1,
    'job gzip done': 1,
    'job gunzip start': 2,
    'job gunzip done': 1,
    'job gunzip error': 1,
    'stream deflate start': 1,
    'stream deflate done': 1,
    'stream inflate start': 1,
    'stream inflate error': 1,
    begun: 5,
    given: 1000,
    made: 1000,
    streamed: 500,
  });
});

test('crypto: jobs; a callback runs below its job', async () => {
  const found = await traced(
    `const crypto = require('node:crypto');
     await new Promise((r) => crypto.pbkdf2('p', 's', 1, 32, 'sha256', () => setTimeout(r, 1)));
     await require('node:util').promisify(crypto.randomBytes)(64);
     await new Promise((r) => crypto.verify('sha256', 'data', { key: 'no key' }, 'sig', r)).catch(() => {});
     crypto.randomBytes(8);`,
    `crypto:::start { @[args[0]->op, probename] = count(); self->op = args[0]->op; }
     crypto:::done { @[args[0]->op, probename] = count(); @bytes["bytes"] = sum(args[0]->bytes); }
     timer::setTimeout:create /self->op == "pbkdf2"/ { @below["below"] = count(); }`,
  );
  assert.deepEqual(found, {
    'pbkdf2 start': 1,
    'pbkdf2 done': 1,
    'randomBytes start': 1,
    'randomBytes done': 1,
    bytes: 96,
    below: 1,
  });
});
