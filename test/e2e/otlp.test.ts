// Losses as spans: what a collector receives, by itself and beside an application that has a tracer of its own.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { type ReceivedSpan, receiver } from '../support/otlp-receiver.js';
import { FIXTURES, ROOT, runNtrace } from '../support/process.js';

const directory = mkdtempSync(join(tmpdir(), 'ntrace-otlp-'));
after(() => rmSync(directory, { recursive: true, force: true }));

const LOSES = join(FIXTURES, 'loses.mjs');
const PROXY = join(ROOT, 'test/corpus/programs/proxy-fetch.mjs');
const SERVICE = join(FIXTURES, 'traced-service.cjs');

const check = (...words: string[]) => runNtrace(['check', ...words]);

function the(
  spans: readonly ReceivedSpan[],
  fits: (span: ReceivedSpan) => boolean,
  what: string,
): ReceivedSpan {
  const found = spans.filter(fits);
  assert.equal(found.length, 1, `${what}: ${JSON.stringify(spans, null, 1)}`);
  return found[0] as ReceivedSpan;
}

describe('an application without a tracer', () => {
  test('the scope that was cancelled and the work that went on', async () => {
    const collector = await receiver();
    const { code } = await check('--otlp', collector.url, '--', process.execPath, PROXY, 'guilty');
    assert.equal(code, 3);
    assert.deepEqual([...new Set(collector.paths)], ['/v1/traces']);
    assert.equal(collector.spans.length, 2);
    const scope = the(collector.spans, ({ name }) => name === 'GET /orders/1', 'the request');
    const work = the(collector.spans, ({ name }) => name.endsWith('/p'), 'the fetch');
    assert.equal(scope.scope, 'ntrace');
    assert.equal(scope.resource['service.name'], 'ntrace');
    assert.deepEqual(
      scope.events.map(({ name }) => name),
      ['cancel.requested'],
    );
    const [requested] = scope.events;
    assert.ok(requested !== undefined && scope.startMs <= requested.atMs && requested.atMs <= work.endMs);
    assert.deepEqual([work.traceId, work.parentSpanId], [scope.traceId, scope.spanId]);
    assert.deepEqual(work.links, [scope.spanId]);
    assert.match(work.error ?? '', /still running .* after its client left/);
    const [lost] = work.events;
    assert.equal(lost?.name, 'cancel.lost');
    assert.equal(lost?.attributes['ntrace.rule'], 'unlinked-request');
    assert.match(String(lost?.attributes['code.file.path']), /proxy-fetch\.mjs$/);
    assert.ok(Math.abs(work.endMs - Date.now()) < 60_000, 'on the clock of people');
    await collector.close();
  });

  test('what an ignore rule or the baseline names is not sent', async () => {
    const baseline = join(directory, 'baseline.json');
    await check('--baseline', baseline, '--update-baseline', '--', process.execPath, LOSES);
    const collector = await receiver();
    const { code } = await check(
      '--baseline',
      baseline,
      '--otlp',
      collector.url,
      '--',
      process.execPath,
      LOSES,
    );
    assert.deepEqual([code, collector.spans.length], [0, 0]);
    await collector.close();
  });

  test('ntrace lost sends as well', async () => {
    const collector = await receiver();
    await runNtrace(['lost', '--otlp', collector.url, '--', process.execPath, LOSES]);
    assert.equal(collector.spans.filter(({ events }) => events[0]?.name === 'cancel.lost').length, 1);
    await collector.close();
  });
});

describe('a collector', () => {
  test('that is away costs the spans and nothing else', async () => {
    const { code, stderr } = await check('--otlp', 'http://127.0.0.1:1', '--', process.execPath, LOSES);
    assert.equal(code, 3);
    assert.match(stderr, /2 of 2 spans did not reach http:\/\/127\.0\.0\.1:1\/v1\/traces/);
  });

  test('that refuses', async () => {
    const collector = await receiver((response) => void response.writeHead(400).end());
    const { code, stderr } = await check('--otlp', collector.url, '--', process.execPath, LOSES);
    assert.equal(code, 3);
    assert.match(stderr, /2 of 2 spans did not reach/);
    await collector.close();
  });

  test('that never answers holds up nobody for long', async () => {
    const silent = net
      .createServer((socket) => void socket.resume().on('error', () => {}))
      .listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const { code, stderr } = await check('--otlp', `http://127.0.0.1:${port}`, '--', process.execPath, LOSES);
    assert.equal(code, 3);
    assert.match(stderr, /2 of 2 spans did not reach/);
    silent.close();
  });

  for (const [url, message] of [
    ['nonsense', /a URL such as http:\/\/localhost:4318/],
    ['ftp://127.0.0.1', /OTLP goes over http: or https:, not ftp:/],
  ] as const)
    test(`${url} is a usage error`, async () => {
      const { code, stderr } = await check('--otlp', url, '--', process.execPath, LOSES);
      assert.equal(code, 2);
      assert.match(stderr, message);
    });
});

describe('a fastify service under the instrumentation', () => {
  async function traced(side: 'guilty' | 'mended') {
    const collector = await receiver();
    const output = join(directory, `${side}.json`);
    const formats = ['--format', 'json', '--output', output];
    const { code, stderr } = await check(
      ...['--annotate', '--otlp', collector.url, ...formats, '--grace', '100'],
      ...['--', process.execPath, SERVICE, collector.url, side],
    );
    const { findings } = JSON.parse(readFileSync(output, 'utf8')) as {
      findings: { traceId: string; spanId: string }[];
    };
    await collector.close();
    const own = collector.spans.filter(({ scope }) => scope !== 'ntrace');
    return { code, stderr, findings, own, ours: collector.spans.filter(({ scope }) => scope === 'ntrace') };
  }

  test('findings carry its trace; its spans tell where the cancellation got lost', async () => {
    const { code, stderr, findings, own, ours } = await traced('guilty');
    assert.equal(code, 3, stderr);
    const [finding] = findings;
    const begun = the(own, ({ spanId }) => spanId === finding?.spanId, 'the span in which the fetch began');
    assert.equal(finding?.traceId, begun.traceId);
    const work = the(ours, ({ events }) => events[0]?.name === 'cancel.lost', 'the work that went on');
    assert.deepEqual([work.traceId, work.parentSpanId], [begun.traceId, begun.spanId]);
    const told = begun.events.filter(({ name }) => name.startsWith('cancel.'));
    assert.deepEqual(
      told.map(({ name }) => name),
      ['cancel.requested', 'cancel.lost'],
    );
    assert.equal(told[1]?.attributes['ntrace.rule'], 'unlinked-request');
  });

  test('mended: requested and delivered, nothing lost', async () => {
    const { code, stderr, own, ours } = await traced('mended');
    assert.equal(code, 0, stderr);
    assert.equal(ours.length, 0);
    const told = own
      .flatMap(({ events }) => events.map(({ name }) => name))
      .filter((name) => name.startsWith('cancel.'));
    assert.ok(told.includes('cancel.delivered'), told.join());
    assert.ok(!told.includes('cancel.lost'));
  });
});
