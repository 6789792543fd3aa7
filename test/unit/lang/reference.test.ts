import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { localModules, probeIndex } from '../../../cli/front/probes.js';
import { compileText } from './memory-runtime.js';

const PAGE = 'docs/reference/language.md';

test('every d block of the language reference compiles', () => {
  const page = readFileSync(join(process.cwd(), PAGE), 'utf8');
  const blocks = [...page.matchAll(/^```d\n([\s\S]*?)^```$/gm)];
  assert.ok(blocks.length >= 3);
  for (const { 1: text = '', index } of blocks) {
    const line = page.slice(0, index).split('\n').length + 1;
    const { diagnostics } = compileText(text, {
      name: `${PAGE}:${line}`,
      probes: probeIndex(localModules(), false),
    });
    assert.deepEqual(
      diagnostics.map((found) => `${line}+${found.tag}`),
      [],
    );
  }
});
