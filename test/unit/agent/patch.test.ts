import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Patches } from '../../../agent/patch.js';

function patches(): { patches: Patches; troubles: string[] } {
  const troubles: string[] = [];
  return { patches: new Patches((what) => troubles.push(what)), troubles };
}

test('restores the very descriptors, last first', () => {
  const target = {};
  Object.defineProperty(target, 'a', { value: 1, writable: false, enumerable: false, configurable: true });
  const before = Object.getOwnPropertyDescriptors(target);
  const { patches: log } = patches();
  log.property('a', target, 'a', (old) => ({ ...old, value: 2 }));
  log.property('a again', target, 'a', (old) => ({ ...old, value: (old?.value as number) + 10 }));
  log.property('b', target, 'b', () => ({ value: 3, configurable: true }));
  assert.equal((target as { a: number }).a, 12);
  assert.deepEqual(log.restore(), { done: 3, of: 3, left: [] });
  assert.deepEqual(Object.getOwnPropertyDescriptors(target), before);
});

test('leaves what another tool wrapped on top, and says so', () => {
  const target: { f?: () => number } = { f: () => 1 };
  const original = target.f as () => number;
  const { patches: log } = patches();
  log.property('f', target, 'f', () => ({ value: () => original() + 1, writable: true, configurable: true }));
  const ours = target.f as () => number;
  target.f = () => ours() * 10;
  assert.deepEqual(log.restore(), { done: 0, of: 1, left: ['f'] });
  assert.equal(target.f(), 20);
});

test('an undo that fails is reported and does not stop the others', () => {
  const { patches: log, troubles } = patches();
  const undone: string[] = [];
  log.action('first', () => undone.push('first'));
  log.action('bad', () => {
    throw new Error('no');
  });
  log.action('last', () => undone.push('last'));
  assert.deepEqual(log.restore(), { done: 2, of: 3, left: ['bad'] });
  assert.deepEqual(undone, ['last', 'first']);
  assert.deepEqual(troubles, ['bad']);
});

test('an undo before the end counts, and only once', () => {
  const { patches: log } = patches();
  let undone = 0;
  const undo = log.action('early', () => undone++);
  undo();
  undo();
  assert.equal(undone, 1);
  assert.deepEqual(log.restore(), { done: 1, of: 1, left: [] });
  assert.deepEqual(log.restore(), { done: 0, of: 0, left: [] });
});
