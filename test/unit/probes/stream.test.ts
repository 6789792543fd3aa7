import assert from 'node:assert/strict';
import stream from 'node:stream';
import { pipeline } from 'node:stream/promises';
import web from 'node:stream/web';
import { test } from 'node:test';
import { stream as provider } from '../../../probes/stream.js';
import { differences, type Feeding, feed, shapes } from '../../support/feeding.js';

const { Readable, Writable, Transform, PassThrough, Duplex } = stream;
const GENERATOR = Object.getPrototypeOf(async function* () {}.prototype) as object;
const PATCHED: readonly object[] = [
  ...[Readable, Writable, Duplex, Transform].map((each) => each.prototype as object),
  ...Object.values(web).map((each) => (each as { prototype: object }).prototype),
  web,
  web.ReadableStream,
  globalThis.ReadableStream,
  GENERATOR,
];

/** Of the whole global object Node loads more when it is looked at. */
const descriptors = () => [
  { ReadableStream: Object.getOwnPropertyDescriptor(globalThis, 'ReadableStream') ?? {} },
  ...PATCHED.map((each) => Object.getOwnPropertyDescriptors(each)),
];

/** With the graph on; afterwards everything is as it was. */
async function fed(work: (feeding: Feeding) => Promise<void>, probes: readonly string[] = [], graph = true) {
  const before = descriptors();
  const looks = shapes(...PATCHED);
  const feeding = feed(provider, probes, graph);
  try {
    if (probes.length === 0) assert.deepEqual(shapes(...PATCHED), looks, 'replacements look the same');
    assert.equal(Duplex.prototype.destroy, Writable.prototype.destroy);
    await work(feeding);
  } finally {
    feeding.restore();
  }
  assert.deepEqual(differences(before, descriptors()), []);
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('pipes, their end, and who runs', () =>
  fed(async (feeding) => {
    const from = feeding.name(
      'from',
      new Readable({
        read() {
          this.push(from.readableLength === 0 && !sent ? 'x' : null);
          sent = true;
        },
      }),
    );
    let sent = false;
    const to = feeding.name('to', new PassThrough());
    to.resume();
    from.pipe(to);
    await new Promise((resolve) => to.once('close', resolve));
    const told = feeding.told();
    assert.equal(told[0], 'piped from to true');
    assert.ok(told.includes('runs from') && told.includes('ran from'));
    assert.ok(!told.some((each) => each.endsWith('runs to')), "PassThrough is Node's own");
    assert.ok(told.includes('unpiped from to'));
    assert.ok(told.includes('streamClosed from') && told.includes('streamClosed to'));
    assert.ok(!told.some((each) => each.startsWith('destroyed')), told.join());
  }));

test('destroy() before the end counts, at the end or after a failure it does not', () =>
  fed(async (feeding) => {
    const early = feeding.name('early', new Readable({ read() {} }));
    early.destroy();
    early.destroy();
    assert.deepEqual(feeding.told(), ['destroyed early false']);
    const wrong = feeding.name(
      'wrong',
      new Readable({ read() {} }).on('error', () => {}),
    );
    wrong.destroy(new Error('enough'));
    assert.deepEqual(feeding.told(), ['destroyed wrong false'], 'an error of its caller is none of its own');
    const failing = feeding.name(
      'failing',
      new Writable({ write: (_chunk, _encoding, done) => done(new Error('full')) }).on('error', () => {}),
    );
    failing.write('x');
    await turn();
    assert.deepEqual(feeding.told(), ['runs failing', 'ran failing', 'streamClosed failing']);
    const system = feeding.name(
      'system',
      new Readable({ read() {} }).on('error', () => {}),
    );
    system.destroy(Object.assign(new Error('read ECONNRESET'), { syscall: 'read' }));
    assert.deepEqual(feeding.told(), ['streamClosed system']);
    const left = feeding.name('left', Readable.from(['a', 'b', 'c']));
    for await (const _ of left) break;
    assert.ok(feeding.told().includes('destroyed left false'));
    const read = feeding.name('read', Readable.from(['a', 'b', 'c']));
    for await (const _ of read);
    assert.ok(feeding.told().includes('streamClosed read'));
  }));

test('a class of the program runs for its stream, whatever it extends', () =>
  fed(async (feeding) => {
    class Upper extends Transform {
      override _transform(chunk: Buffer, _encoding: string, done: (error: null, data: string) => void) {
        order.push(...feeding.told(), 'transform');
        done(null, String(chunk).toUpperCase());
      }
    }
    const order: string[] = [];
    const upper = feeding.name('upper', new Upper());
    upper.write('x');
    order.push(...feeding.told());
    assert.deepEqual(order, ['runs upper', 'transform', 'ran upper']);
    upper.destroy();
    await pipeline(
      Readable.from(['a']),
      new PassThrough(),
      new Writable({ write: (_c, _e, done) => done() }),
    );
  }));

test('web streams: readers, branches, leaving, cancelling, closing', () =>
  fed(async (feeding) => {
    const seen: unknown[] = [];
    const source = {
      start(controller: ReadableStreamDefaultController) {
        seen.push(this === source, arguments.length);
        controller.enqueue('a');
        controller.enqueue('b');
      },
      cancel(reason: unknown) {
        seen.push(reason);
      },
    };
    const stream = feeding.name('stream', new ReadableStream(source));
    assert.ok(stream instanceof ReadableStream && stream instanceof web.ReadableStream);
    assert.equal(stream.constructor, ReadableStream);
    assert.deepEqual(seen.splice(0), [true, 1]);
    feeding.told();
    const reader = feeding.name('reader', stream.getReader());
    assert.equal((await reader.read()).value, 'a');
    reader.releaseLock();
    assert.deepEqual(feeding.told(), ['belongs ReadableStreamDefaultReader stream', 'released reader']);
    const second = feeding.name('second', stream.getReader());
    await assert.rejects(stream.cancel(), { code: 'ERR_INVALID_STATE' });
    await second.cancel('enough');
    second.releaseLock();
    assert.deepEqual(seen.splice(0), ['enough']);
    assert.deepEqual(feeding.told(), [
      'belongs ReadableStreamDefaultReader stream',
      'cancelled second',
      'streamClosed second',
    ]);

    feeding.name(
      'ends',
      new ReadableStream({
        pull(controller) {
          controller.close();
        },
      }),
    );
    await turn();
    assert.deepEqual(feeding.told(), ['runs ends', 'streamClosed ends', 'ran ends']);

    const left = feeding.name(
      'left',
      new ReadableStream({ pull: (controller) => controller.enqueue(1), cancel() {} }),
    );
    for await (const _ of left) break;
    assert.ok(feeding.told().includes('cancelled left'));

    const base = feeding.name('base', new ReadableStream());
    base.tee();
    assert.deepEqual(feeding.told(), ['belongs ReadableStream base', 'belongs ReadableStream base']);
    const piped = feeding.name('piped', new ReadableStream({ cancel() {} }));
    await piped.pipeThrough(new TransformStream()).cancel('no more');
    await turn();
    assert.deepEqual(feeding.told(), ['belongs ReadableStream piped', 'cancelled piped']);
    class Own extends ReadableStream<unknown> {}
    assert.ok(new Own() instanceof Own);
    assert.throws(() => (ReadableStream as unknown as () => void)(), TypeError);
    assert.throws(() => new ReadableStream({ start: 5 as never }), TypeError);
  }));

test('async generators: asked thrice, and left', () =>
  fed(async (feeding) => {
    async function* count() {
      for (let i = 0; ; i++) yield i;
    }
    const numbers = feeding.name('numbers', count());
    for await (const n of numbers) if (n === 5) break;
    assert.deepEqual(feeding.told(), [
      'iterated numbers',
      'iterated numbers',
      'iterated numbers',
      'returned numbers',
    ]);
    assert.deepEqual(await numbers.next(), { done: true, value: undefined });
  }));

test('probes: lives and pipes without the graph', () =>
  fed(
    async (feeding) => {
      const from = Readable.from(['a', 'b']);
      const to = new Writable({ write: (_chunk, _encoding, done) => done() });
      from.pipe(to);
      await new Promise((resolve) => to.once('close', resolve));
      new Duplex().on('error', () => {}).destroy(new Error('x'));
      const made = new ReadableStream({ start: (controller) => controller.close() });
      new ReadableStream().cancel();
      assert.equal(made.locked, false);
      assert.deepEqual(feeding.told(), []);
      assert.deepEqual(feeding.fired().sort(), [
        'node:duplex:error 0',
        'node:duplex:start 0',
        'node:pipe:done 0',
        'node:pipe:start 0',
        'node:readable:done 0',
        'node:readable:start 0',
        'node:writable:done 0',
        'node:writable:start 0',
        'web:readable:done 0',
        'web:readable:done 0',
        'web:readable:start 0',
        'web:readable:start 0',
      ]);
    },
    provider.probes.map((each) => `${each.module}:${each.function}:${each.name}`),
    false,
  ));
