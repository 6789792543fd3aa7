/**
 * test/d/CHAPTER/err.TAG.*.d: each must fail with its tag and no other, and say so in the words of the .r beside it:
 * line and column, message, underline and hints. UPDATE=1 writes results; read them before you commit them.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { probeIndex } from '../../../cli/front/probes.js';
import { compileText } from './memory-runtime.js';

const ROOT = join(process.cwd(), 'test/d');
const scripts = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)err\.D_[A-Z_]+\.[^/]*\.d$/.test(file))
  .sort();

function tagOf(file: string): string | undefined {
  return /err\.(D_[A-Z_]+)\./.exec(file)?.[1];
}

function argumentsOf(text: string): string[] {
  return /@@args: (.*?)(?: \*\/)?$/m.exec(text)?.[1]?.split(' ') ?? [];
}

describe('err scripts', () => {
  test('there are some', () => assert.ok(scripts.length > 150));
  for (const file of scripts) {
    test(file, () => {
      const script = readFileSync(join(ROOT, file), 'utf8');
      const compiled = compileText(script, {
        name: file,
        macroArgs: argumentsOf(script),
        probes: probeIndex({}, true),
      });
      assert.deepEqual([...new Set(compiled.diagnostics.map((found) => found.tag))], [tagOf(file)]);
      assert.equal(compiled.program, undefined);
      const result = join(ROOT, file.replace(/\.d$/, '.r'));
      if (process.env['UPDATE'] === '1') writeFileSync(result, compiled.text);
      assert.ok(existsSync(result), `no result ${result}: UPDATE=1 writes it`);
      assert.equal(compiled.text, readFileSync(result, 'utf8'));
    });
  }
});
