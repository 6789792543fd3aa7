// The pages of docs/guides, run again: what they print is what the pages show, but for figures.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../support/process.js';
import { play, stepsOf } from '../tooling/transcript.js';
import { sayings } from '../tooling/transcript-shape.js';

for (const name of ['services.md', 'top.md'])
  test(name, { timeout: 120_000 }, async () => {
    const steps = stepsOf(readFileSync(join(ROOT, 'docs/guides', name), 'utf8'));
    assert.ok(steps.length > 0);
    const outputs = await play(steps.map(({ command }) => command));
    for (const [number, { command, output }] of steps.entries())
      assert.deepEqual(sayings(outputs[number] as string), sayings(output), command);
  });
