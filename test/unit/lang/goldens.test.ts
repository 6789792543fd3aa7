import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { TAGS } from '../../../lang/tags.js';
import { compileText } from './memory-runtime.js';

const ROOT = join(process.cwd(), 'test/d');
const scripts = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)err\.D_[A-Z_]+\.[^/]*\.d$/.test(file))
  .sort();

/** Tags that a file cannot cause. */
const ELSEWHERE: readonly string[] = ['D_PDESC_ID'];

function argumentsOf(text: string): string[] {
  return /@@args: (.*?)(?: \*\/)?$/m.exec(text)?.[1]?.split(' ') ?? [];
}

test('each err script fails with its tag and no other', () => {
  assert.ok(scripts.length > 100);
  for (const file of scripts) {
    const text = readFileSync(join(ROOT, file), 'utf8');
    const tag = /err\.(D_[A-Z_]+)\./.exec(file)?.[1];
    const { diagnostics, program } = compileText(text, { name: file, macroArgs: argumentsOf(text) });
    assert.deepEqual([...new Set(diagnostics.map((found) => found.tag))], [tag], file);
    assert.equal(program, undefined, file);
  }
});

test('each tag has a script', () => {
  const covered = new Set([...scripts.map((file) => /err\.(D_[A-Z_]+)\./.exec(file)?.[1]), ...ELSEWHERE]);
  assert.deepEqual(
    Object.keys(TAGS).filter((tag) => !covered.has(tag)),
    [],
  );
  assert.match(compileText('1', { kind: '-m' }).text, /D_PDESC_ID/);
});
