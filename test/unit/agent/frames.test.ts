import assert from 'node:assert/strict';
import { stat } from 'node:fs';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { state } from '../../../agent/fire.js';
import { FrameStore } from '../../../agent/frames.js';
import { Space } from '../../../agent/space.js';
import type { Frame } from '../../../wire/host.js';

function started(): FrameStore {
  const frames = new FrameStore();
  frames.takeSlots([8], new Space(1024, 1, () => {}));
  frames.start();
  return frames;
}

/** Runs as a clause of a probe in `frame` would. */
function inFrame<T>(frame: Frame, opening: boolean, clause: () => T): T {
  state.frame = frame;
  state.opening = opening;
  try {
    return clause();
  } finally {
    state.frame = undefined;
    state.opening = false;
  }
}

test('parallel operations do not mix up', async () => {
  const frames = started();
  const seen: unknown[] = [];
  const operation = async (id: number): Promise<void> => {
    const frame = frames.open(frames.current());
    inFrame(frame, true, () => frames.set(0, id));
    await frames.run(
      frame,
      (async () => {
        await turn();
        await turn();
        // Deep in the handler, in no frame of its own.
        seen.push(frames.get(0));
      }) as () => unknown,
      undefined,
      [],
    );
    assert.equal(
      inFrame(frame, false, () => frames.get(0)),
      id,
    );
    frames.end(frame);
  };
  await Promise.all([1, 2, 3, 4].map(operation));
  assert.deepEqual(seen, [1, 2, 3, 4]);
  assert.equal(frames.live, 0);
  frames.stop();
});

test('awaits, timers, ticks, microtasks and callbacks of the system run below the operation that started them', async () => {
  const frames = started();
  const seen: string[] = [];
  const operation = async (id: number): Promise<void> => {
    const note = (how: string): void => void seen.push(`${id} ${how} ${frames.get(0)}`);
    await null;
    note('await');
    await leaf();
    note('await of a call');
    await new Promise<void>((done) => setTimeout(() => done(note('timer')), id));
    await new Promise<void>((done) => setImmediate(() => done(note('immediate'))));
    await new Promise<void>((done) => process.nextTick(() => done(note('tick'))));
    await new Promise<void>((done) => queueMicrotask(() => done(note('microtask'))));
    await new Promise<void>((done) => stat('.', () => done(note('callback'))));
    await Promise.reject(new Error('caught')).catch(() => note('catch'));
    await Promise.all([turn().then(() => note('then')), turn().finally(() => note('finally'))]);
    const every = setInterval(() => clearInterval(every), 1);
    await new Promise<void>((done) => setTimeout(() => setTimeout(() => done(note('nested timer')), 1), 1));
  };
  const leaf = async (): Promise<void> => {
    await turn();
  };
  const opened = [1, 2, 3].map((id) => {
    const frame = frames.open(frames.current());
    inFrame(frame, true, () => frames.set(0, id * 100));
    return { frame, done: frames.run(frame, operation as () => unknown, undefined, [id]) };
  });
  for (const { frame, done } of opened) {
    await done;
    frames.end(frame);
  }
  assert.equal(seen.length, 33);
  for (const line of seen) assert.match(line, /^(\d) [a-z ]+ \1(?=00$)/);
  assert.equal(frames.get(0), undefined, 'outside of all');
  assert.deepEqual([frames.live, frames.operations], [0, 0]);
  frames.stop();
});

test('a nested operation of the same kind writes to its own frame at its start', () => {
  const frames = started();
  const outer = frames.open(frames.current());
  inFrame(outer, true, () => frames.set(0, 100));
  const inner = frames.open(outer);
  inFrame(inner, true, () => frames.set(0, 200));
  assert.equal(
    inFrame(inner, false, () => frames.get(0)),
    200,
  );
  inFrame(inner, false, () => frames.set(0, 0));
  assert.equal(
    inFrame(inner, false, () => frames.get(0)),
    100,
    'deleted there, seen outwards',
  );
  frames.end(inner);
  assert.equal(
    inFrame(outer, false, () => frames.get(0)),
    100,
  );
  frames.stop();
});

test('a later write goes to the nearest frame that has the variable', () => {
  const frames = started();
  const outer = frames.open(frames.current());
  inFrame(outer, true, () => frames.set(0, 1));
  const inner = frames.open(outer);
  inFrame(inner, false, () => frames.set(0, 2));
  assert.equal(
    inFrame(outer, false, () => frames.get(0)),
    2,
  );
  frames.stop();
});

test('a chain of timers that arm themselves does not grow', () => {
  const frames = started();
  let frame = frames.open(frames.current());
  for (let i = 0; i < 10_000; i++) {
    inFrame(frame, true, () => frames.set(0, i + 1));
    const next = frames.open(frame);
    frames.end(frame);
    frame = next;
  }
  let length = 0;
  for (let at: Frame | undefined = frame; at !== undefined; at = at.parent) length++;
  assert.ok(length <= 3, `chain of ${length}`);
  assert.equal(frames.live, 0);
  frames.stop();
});

test('what is below a closed frame no longer sees it; its own clauses do, until it ends', () => {
  const frames = started();
  const outer = frames.open(frames.current());
  const inner = frames.open(outer);
  inFrame(outer, true, () => frames.set(0, 1));
  frames.close(outer);
  const read = (frame: Frame) => inFrame(frame, false, () => frames.get(0));
  assert.deepEqual([read(outer), read(inner)], [1, undefined]);
  frames.swap(outer);
  assert.equal(frames.get(0), undefined, 'what runs there from now on is not below it either');
  frames.swap(undefined);
  assert.deepEqual([frames.live, frames.operations], [1, 2]);
  frames.end(outer);
  frames.end(outer);
  frames.end(inner);
  assert.deepEqual([read(outer), frames.live, frames.operations], [undefined, 0, 0]);
  frames.stop();
});

test('frames that an earlier program left are nobody any more', () => {
  const frames = started();
  const left = frames.open(frames.current());
  inFrame(left, true, () => frames.set(0, 1));
  frames.stop();
  frames.takeSlots([8], new Space(1024, 1, () => {}));
  frames.start();
  assert.equal(
    inFrame(left, false, () => frames.get(0)),
    undefined,
  );
  const below = frames.open(left);
  inFrame(left, false, () => frames.set(0, 2));
  assert.equal(
    inFrame(below, false, () => frames.get(0)),
    2,
    'at top level',
  );
  frames.end(left);
  assert.deepEqual([frames.live, frames.operations], [1, 1]);
  frames.stop();
});

test('an operation that is over holds nothing, and nothing holds it', async () => {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  const frames = started();
  const over: WeakRef<Frame>[] = [];
  // Each is started by the one before it, as timers that arm the next are.
  let frame = frames.open(frames.current());
  for (let i = 0; i < 1000; i++) {
    inFrame(frame, true, () => frames.set(0, i + 1));
    await frames.run(frame, (async () => turn()) as () => unknown, undefined, []);
    const next = frames.open(frame);
    over.push(new WeakRef(frame));
    frames.end(frame);
    frame = next;
  }
  await turn();
  gc();
  const left = over.filter((each) => each.deref() !== undefined).length;
  assert.ok(left <= 3, `${left} of 1000 are still held`);
  assert.deepEqual([frames.live, frames.operations], [0, 1]);
  frames.stop();
});
