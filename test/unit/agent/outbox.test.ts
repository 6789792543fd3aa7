import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Outbox } from '../../../agent/outbox.js';

/** Takes what it is given; `pendingBytes` says how much of it has not left. */
class Pipe {
  pendingBytes = 0;
  readonly sent: string[] = [];
  stuck = false;

  send(texts: readonly string[]): void {
    this.sent.push(...texts);
    if (this.stuck) this.pendingBytes += texts.join('').length;
  }
  sendNow(texts: readonly string[]): void {
    this.send(texts);
  }
  receiveUntil(): void {}
  close(): void {}
}

function outbox(limit: number): { box: Outbox; pipe: Pipe } {
  const pipe = new Pipe();
  return { box: new Outbox(pipe, limit, () => {}), pipe };
}

test('bufsize counts records in the sizes of D, not their text', () => {
  const { box, pipe } = outbox(100);
  const text = 'x'.repeat(500);
  assert.deepEqual([box.offer(text, 60), box.offer(text, 60), box.offer(text, 40)], [true, false, true]);
  box.flush();
  assert.equal(pipe.sent.length, 2);
  assert.ok(box.offer(text, 100), 'what has left takes no room');
});

test('what the consumer has not taken counts until it has', () => {
  const { box, pipe } = outbox(100);
  pipe.stuck = true;
  assert.ok(box.offer('x'.repeat(1000), 80));
  box.flush();
  assert.equal(box.offer('y', 30), false);
  pipe.pendingBytes = 500; // half of it has left
  assert.ok(box.offer('y', 30));
  pipe.pendingBytes = 0;
  pipe.stuck = false;
  box.flush();
  assert.ok(box.offer('z', 100));
});

test('definitions and answers take no room of records', () => {
  const { box } = outbox(64);
  for (let seq = 0; seq < 1000; seq++) box.put({ type: 'flushed', seq });
  assert.ok(box.offer('x', 64));
});

test('whatever the sizes of D, the text that waits is bounded', () => {
  const text = 'x'.repeat(1 << 16);
  const kept = (bufsize: number): number => {
    const { box, pipe } = outbox(bufsize);
    pipe.stuck = true;
    let count = 0;
    while (count < 100 && box.offer(text, 1)) count++;
    return count;
  };
  assert.deepEqual([kept(1024), kept(1 << 20), kept(1 << 30)], [4, 16, 100]);
});
