import assert from 'node:assert/strict';
import { test } from 'node:test';
import { probeIndex } from '../../../../cli/front/probes.js';
import { stabilityReport } from '../../../../cli/front/stability.js';
import { compile } from '../../../../lang/compile.js';

const index = probeIndex({}, true);
const env = { pid: 1, ppid: 1, uid: 0, gid: 0, euid: 0, egid: 0, pgid: 1, sid: 1 };

/** `descriptions statements`, for each source. */
function report(...texts: readonly string[]): string[] {
  const sources = texts.map((text) => ({ name: '-n', text, kind: '-n' as const }));
  const { program } = compile({
    sources,
    macroArgs: [],
    options: {},
    probes: index,
    destructive: false,
    env,
  });
  assert.ok(program !== undefined);
  return stabilityReport(sources, program, index)
    .split('\nStability')
    .slice(1)
    .map((part) => [...part.matchAll(/Identifier Names: (\w+)/g)].map(([, word]) => word).join(' '));
}

test('what a program relies on is as stable as the least of its parts', () => {
  assert.deepEqual(report('BEGIN { trace(pid); }'), ['Unstable Stable']);
  assert.deepEqual(report('dtrace:::BEGIN { trace(pid); }'), ['Stable Stable']);
  assert.deepEqual(report('dtrace:::BEGIN, timer:::fire {}'), ['Evolving Stable']);
  assert.deepEqual(report('timer:::create { trace(args[0]->id); }', 'dtrace:::END {}'), [
    'Evolving Evolving',
    'Stable Stable',
  ]);
});
