// Every script of the library, run against a program that makes it show something; its page shows the same, but for
// figures.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { asyncHooksAreSafe } from '../../agent/host.js';
import { headerOf, scriptFile, scriptNames } from '../../cli/library/scripts.js';
import { ROOT } from '../support/process.js';
import { play, stepsOf } from '../tooling/transcript.js';
import { sayings } from '../tooling/transcript-shape.js';
import { commandsOf, SESSIONS } from './sessions.js';

/** One screen of D, without the header. */
const SCREEN = 45;
const WIDTH = 110;

/** Nothing is sure to be 0 but what `shows` says. */
function figuresAside(output: string): string[] {
  const lines = sayings(output).map((line) => line.replace(/(?<![\w.:])-?0\b/g, '‹n›'));
  return [...new Set(lines)].sort();
}

test('every script has a session', () => {
  assert.deepEqual(Object.keys(SESSIONS).sort(), scriptNames());
});

for (const name of scriptNames())
  test(`${name}: header, banner and length`, () => {
    const header = headerOf(name);
    assert.equal(header.name, name);
    assert.ok(header.summary.length <= 90, header.summary);
    assert.ok(header.purpose.length > 0 && header.reading.length > 0);
    assert.ok(header.examples.length > 0);
    for (const example of header.examples) assert.match(example, new RegExp(`^ntrace run ${name} .*-p 4242`));
    const text = readFileSync(scriptFile(name), 'utf8');
    const program = text.slice(text.indexOf(' */\n') + 4);
    assert.ok(program.split('\n').length <= SCREEN, `${program.split('\n').length} lines`);
    for (const line of text.split('\n')) assert.ok(line.length <= WIDTH, line);
    assert.match(program, /^#pragma D option quiet$/m);
    assert.match(program, /^BEGIN\n\{[^}]*printf\(/m);
    for (const [number, option] of header.options.entries()) {
      const macro = `\\$${number + 1}`;
      const use = option.type === 'TEXT' ? `\\$${macro}\\b` : `${macro} \\? ${macro} : ${option.default}\\b`;
      assert.match(program, new RegExp(use), `--${option.name}`);
    }
    assert.equal(/^#pragma D option defaultargs$/m.test(program), header.options.length > 0);
    assert.doesNotMatch(program, new RegExp(`\\$${header.options.length + 1}`));
  });

describe('sessions', { concurrency: 2 }, () => {
  for (const [name, { shows, hides, asyncHooks, loose }] of Object.entries(SESSIONS)) {
    const skip = asyncHooks === true && !asyncHooksAreSafe() ? 'async hooks are unsafe on this Node' : false;
    test(name, { skip, timeout: 90_000 }, async () => {
      const steps = stepsOf(readFileSync(join(ROOT, `docs/scripts/${name}.md`), 'utf8'));
      const written = steps.at(-1)?.output ?? '';
      assert.deepEqual(
        steps.map(({ command }) => command),
        commandsOf(name),
      );
      const output = (await play(commandsOf(name))).at(-1) ?? '';
      for (const shown of shows) assert.match(output, shown);
      if (hides !== undefined) assert.doesNotMatch(output, hides);
      for (const shown of shows) assert.match(written, shown);
      if (loose !== true) assert.deepEqual(figuresAside(output), figuresAside(written));
    });
  }
});
