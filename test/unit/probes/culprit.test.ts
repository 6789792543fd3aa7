import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathOfMost } from '../../../probes/loop/culprit.js';
import type { CpuProfile } from '../../../probes/support/cpu-profiler.js';
import type { Host } from '../../../wire/host.js';

const host = { isOwnFile: (file: string) => file.startsWith('ntrace:') } as unknown as Host;

/** The tree root → outer → (parse → leaf, render), a callback of Node's between the root and `outer`. */
function profile(samples: readonly number[]): CpuProfile {
  const node = (id: number, functionName: string, children: number[], url = 'file:///app.js') => ({
    id,
    callFrame: { scriptId: '7', functionName, url, lineNumber: id, columnNumber: 0 },
    children,
  });
  return {
    nodes: [
      node(1, '(root)', [2, 7, 8], ''),
      node(2, 'listOnTimeout', [3], 'node:internal/timers'),
      node(3, 'outer', [4, 6]),
      node(4, 'parse', [5]),
      node(5, 'leaf', []),
      node(6, 'render', []),
      node(7, '(idle)', [], ''),
      node(8, '(program)', [], ''),
    ],
    samples,
    timeDeltas: samples.map(() => 1000),
    startTime: 0,
  };
}

function path(samples: readonly number[], beganMs = 0, endedMs = 100): string[] {
  return pathOfMost(host, profile(samples), beganMs * 1e6, endedMs * 1e6).map((frame) => frame.function);
}

test('the path that more than half of the samples share', () => {
  assert.deepEqual(path([5, 5, 5]), ['leaf', 'parse', 'outer']);
  assert.deepEqual(path([5, 4, 4]), ['parse', 'outer']);
  assert.deepEqual(path([5, 4, 6, 6]), ['outer'], 'half is not enough');
  assert.deepEqual(path([5, 6, 8, 8]), [], 'most of the time was outside of JavaScript that we show');
  assert.deepEqual(path([]), []);
});

test('samples of another time and idle ones do not count', () => {
  assert.deepEqual(path([6, 6, 6, 5], 4, 5), ['leaf', 'parse', 'outer']);
  assert.deepEqual(path([7, 7, 7, 6]), ['render', 'outer']);
});
