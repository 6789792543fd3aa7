import assert from 'node:assert/strict';
import { once } from 'node:events';
import http2, { type ClientHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { setImmediate as immediately } from 'node:timers/promises';
import { http2 as provider } from '../../../probes/http2.js';
import { differences, feed } from '../../support/feeding.js';

const PROBES = ['start', 'headers', 'done', 'close'].flatMap((name) => [
  `server:request:${name}`,
  `client:request:${name}`,
]);

/** Prototypes of classes that Node does not export. */
function prototypes(session: ClientHttp2Session, stream: object): object[] {
  return [session, stream, Object.getPrototypeOf(stream) as object].map(
    (each) => Object.getPrototypeOf(each) as object,
  );
}

test('http2: requests on both sides, and who left', { timeout: 30_000 }, async () => {
  const server = http2.createServer();
  const serverPrototype = Object.getPrototypeOf(server) as object;
  // One session and stream of before, whose classes must look the same afterwards.
  server.on('stream', (stream, headers) => {
    feeding?.name(String(headers[':path']), stream);
    stream.on('error', () => {});
    if (headers[':path'] === '/local') return stream.close(http2.constants.NGHTTP2_REFUSED_STREAM);
    if (headers[':path'] !== '/wait') stream.respond({ ':status': 204 }, { endStream: true });
    return undefined;
  });
  server.on('request', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let feeding: ReturnType<typeof feed> | undefined;
  const early = http2.connect(url);
  const first = early.request({ ':path': '/early' });
  await once(first.resume(), 'close');
  const targets = [serverPrototype, http2, ...prototypes(early, first)];
  const before = targets.map((each) => Object.getOwnPropertyDescriptors(each));
  early.close();

  feeding = feed(provider, PROBES);
  const session = http2.connect(url);
  const { signal } = new AbortController();
  const answered = session.request({ ':path': '/orders/7?secret=1' }, { signal });
  const facts = feeding.facts.get(answered) ?? assert.fail('no facts');
  assert.deepEqual([facts.label, facts.kind, facts.writes], [`GET ${url}/orders/7`, 'http', false]);
  assert.deepEqual([facts.signal, facts.alive?.(answered)], [signal, true]);
  await once(answered.resume(), 'close');
  assert.equal(facts.alive?.(answered), false);

  const waiting = once(server, 'stream');
  const given = session.request({ ':path': '/wait' });
  given.on('error', () => {});
  given.end();
  const told: string[] = [];
  const until = async (line: string): Promise<void> => {
    const limit = Date.now() + 10_000;
    while (!told.includes(line)) {
      assert.ok(Date.now() < limit, `${line} was not told: ${told.join(', ')}`);
      await immediately();
      told.push(...(feeding?.told() ?? []));
    }
  };
  await waiting;
  given.close(http2.constants.NGHTTP2_CANCEL);
  await until('requestClosed /wait true false');
  const refused = session.request({ ':path': '/local' });
  refused.on('error', () => {});
  await until('requestClosed /local true true');
  assert.ok(told.includes('requestClosed /orders/7?secret=1 false false'));

  session.close();
  const closed = once(server, 'close');
  server.close();
  await closed;
  const fired = feeding.fired();
  for (const probe of PROBES) assert.ok(fired.includes(probe), `${probe} fired`);
  feeding.restore();
  assert.deepEqual(
    differences(
      before,
      targets.map((each) => Object.getOwnPropertyDescriptors(each)),
    ),
    [],
  );
});
