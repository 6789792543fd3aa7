import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Queue } from '../../../../cli/consumer/queue.js';

test('first in, first out, through many compactions', () => {
  const queue = new Queue<number>();
  let expected = 0;
  for (let i = 0; i < 20_000; i++) {
    queue.push(i);
    if (i % 3 !== 0) assert.equal(queue.take(), expected++);
  }
  while (!queue.empty) assert.equal(queue.take(), expected++);
  assert.equal(expected, 20_000);
  assert.equal(queue.take(), undefined);
  queue.push(1);
  queue.clear();
  assert.equal(queue.empty, true);
});
