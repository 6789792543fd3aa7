// The pages of docs/tutorial, run again: what they print is what the pages show, but for figures.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { asyncHooksAreSafe } from '../../agent/host.js';
import { ROOT } from '../support/process.js';
import { codeOf, play, stepsOf } from '../tooling/transcript.js';
import { sayings } from '../tooling/transcript-shape.js';

const FOLDER = join(ROOT, 'docs/tutorial');
const INDEX = readFileSync(join(FOLDER, 'README.md'), 'utf8');
const PAGES = readdirSync(FOLDER).filter((file) => /^\d\d-.*\.md$/.test(file));
/** Twelve lessons about one program: ONE_LINERS has no mended half of its own. */
const ONE_LINERS = 'one-liners.md';
const SHARED = ['peers.mjs', 'supplier.mjs'];
const PROGRAMS = readdirSync(join(FOLDER, 'programs')).filter((file) => !SHARED.includes(file));

const skip = asyncHooksAreSafe() ? false : 'async hooks are unsafe on this Node';

test('every program has a page, and every page is in the index', () => {
  const all = [...PAGES, ONE_LINERS];
  const pages = all.map((file) => readFileSync(join(FOLDER, file), 'utf8')).join('\n');
  for (const program of PROGRAMS)
    assert.ok(pages.includes(`docs/tutorial/programs/${program} guilty`), program);
  for (const page of all) assert.ok(INDEX.includes(`](${page})`), page);
});

describe('pages', { concurrency: 3, skip }, () => {
  for (const file of [ONE_LINERS, ...PAGES]) {
    const steps = stepsOf(readFileSync(join(FOLDER, file), 'utf8'));
    test(file, { timeout: 180_000 }, async () => {
      const outputs = await play(steps.map(({ command }) => command));
      for (const [number, { command, output }] of steps.entries())
        assert.deepEqual(sayings(outputs[number] as string), sayings(output), command);
    });
  }

  for (const file of PAGES) {
    const page = readFileSync(join(FOLDER, file), 'utf8');
    const steps = stepsOf(page);

    test(`${file}: its code is in its program`, () => {
      const [, program] = /programs\/([\w-]+\.mjs)/.exec(page) ?? [];
      const lines = readFileSync(join(FOLDER, 'programs', program as string), 'utf8').replace(/^ +/gm, '');
      const quotes = codeOf(page);
      assert.ok(quotes.length > 0);
      for (const code of quotes) assert.ok(lines.includes(code.replace(/^ +/gm, '')), code);
    });

    test(`${file}: shows a finding, and none when it is mended`, () => {
      const shown = (side: string) =>
        steps.filter(({ command }) => command.includes(side)).map(({ output }) => output);
      assert.ok(shown('mjs guilty').some((output) => /^LOST {2}/m.test(output)));
      const [mended, ...others] = shown('mjs mended');
      assert.match(mended as string, /^no lost cancellations in /m);
      assert.equal(others.length, 0);
    });
  }
});

test('the one-liners are twelve lessons, each with a command, its output and remarks', () => {
  const [, ...lessons] = readFileSync(join(FOLDER, ONE_LINERS), 'utf8').split(/^## (?=\d+\. )/m);
  assert.deepEqual(
    lessons.map((lesson) => Number.parseInt(lesson, 10)),
    Array.from({ length: 12 }, (_, i) => i + 1),
  );
  for (const lesson of lessons) {
    assert.ok(stepsOf(lesson).some(({ command, output }) => command.startsWith('ntrace ') && output !== ''));
    const remarks = lesson.match(/^- /gm)?.length ?? 0;
    assert.ok(remarks >= 3 && remarks <= 5, `${remarks} remarks in ${lesson}`);
  }
});
