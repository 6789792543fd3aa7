/**
 * Screens from fixed rows, as golden files in screens/: UPDATE=1 writes them; look at them before you commit them.
 * However small the terminal, a frame has its lines and none is wider.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import pc from 'picocolors';
import { COLUMNS, layOut } from '../../../../cli/top/columns.js';
import { frame, type Look, type Surroundings } from '../../../../cli/top/render.js';
import { fit, fitEnd } from '../../../../cli/top/text.js';
import { TABLE_VIEWS, type TableViewName } from '../../../../wire/table.js';
import { ROOT } from '../../../support/process.js';
import { answer, model, ROWS, topPage } from './support.js';

const SCREENS = join(ROOT, 'test/unit/cli/top/screens');
const PLAIN: Look = { style: pc.createColors(false), ascii: false };
const AROUND: Surroundings = {
  about: 'node server.js (pid 4242), node v20.20.2',
  notice: '',
  details: () => ['GET http://pricing/quote', 'lost', ...Array.from({ length: 40 }, (_, i) => `line ${i}`)],
};
const SIZES = [
  [120, 30],
  [80, 24],
  [40, 10],
  [20, 5],
] as const;

/** Cells that a text takes, counted apart from the code under test: what is used here is narrow, or Chinese. */
function cells(line: string): number {
  let count = 0;
  for (const character of stripVTControlCharacters(line)) count += /[\u3000-\u9fff]/.test(character) ? 2 : 1;
  return count;
}

function shown(view: TableViewName, columns: number, lines: number, look = PLAIN): string[] {
  const of = model(view);
  of.resize(columns, lines);
  of.take(topPage(of.query, ROWS[view]));
  return frame(of, look, AROUND);
}

for (const [columns, lines] of SIZES)
  test(`screens of ${columns} by ${lines}`, () => {
    const text = TABLE_VIEWS.map((view) => {
      const screen = shown(view, columns, lines);
      assert.equal(screen.length, lines);
      for (const line of screen) assert.ok(cells(line) <= columns, `${cells(line)}: ${line}`);
      return `== ${view}\n${screen.map((line) => line.trimEnd()).join('\n')}\n`;
    }).join('');
    const file = join(SCREENS, `${columns}x${lines}.txt`);
    if (process.env['UPDATE'] === '1') writeFileSync(file, text);
    assert.ok(existsSync(file), `no screens ${file}: UPDATE=1 writes them`);
    assert.equal(text, readFileSync(file, 'utf8'));
  });

test('every size down to 1 by 1 has its lines, none wider, in every mode', () => {
  for (const key of ['', '\r', '?', '/'] as const)
    for (let columns = 1; columns <= 130; columns += columns < 30 ? 1 : 9)
      for (const lines of [1, 2, 3, 4, 5, 7, 8, 30]) {
        const of = model('operations');
        of.resize(columns, lines);
        of.take(topPage(of.query, ROWS.operations));
        of.press(key === '\r' ? 'enter' : key);
        const screen = frame(of, PLAIN, AROUND);
        assert.equal(screen.length, lines);
        for (const line of screen)
          assert.ok(cells(line) <= columns, `${columns} by ${lines} ${key}: ${cells(line)} ${line}`);
      }
});

describe('look', () => {
  test('the keys are on the last line, whatever is shown', () => {
    const of = model();
    for (const key of ['?', 'esc', 'enter', 'esc', '/', 'esc']) {
      of.take(answer(of, 3));
      of.press(key);
      for (const columns of [20, 40, 120]) {
        of.resize(columns, 10);
        const last = frame(of, PLAIN, AROUND).at(-1) ?? '';
        assert.match(last, of.mode === 'filter' ? /^\// : /^q.* (\?|Esc)/);
      }
    }
  });

  test('plain characters only with --ascii; no escape without colour', () => {
    for (const view of TABLE_VIEWS) {
      for (const line of shown(view, 80, 24, { ...PLAIN, ascii: true })) assert.match(line, /^[ -~]*$/);
      for (const line of shown(view, 80, 24)) assert.ok(!line.includes('\x1b'), line);
    }
  });

  test('colours mark what is wrong, the chosen row and the view', () => {
    const style = pc.createColors(true);
    const lines = shown('signals', 100, 12, { style, ascii: false });
    assert.ok(lines[1]?.includes('\x1b[7m[1 signals 1,204]'), lines[1]);
    assert.ok(lines[3]?.startsWith('\x1b[7m>lost'), lines[3]);
    assert.ok(lines[4]?.includes('\x1b[33mleak'), lines[4]);
    assert.deepEqual(lines.map(stripVTControlCharacters), shown('signals', 100, 12));
  });

  test('what the program wrote moves no cursor', () => {
    const of = model();
    const evil = { ...ROWS.operations[0]?.row, name: 'GET \x1b[2J\r\n\x9b1mx' };
    of.take(topPage(of.query, [{ ...ROWS.operations[0], row: evil } as never]));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may be there
    for (const line of frame(of, PLAIN, AROUND)) assert.doesNotMatch(line, /[\x00-\x1f\x7f-\x9f]/);
  });

  test('a notice and the pause are told; in a small terminal the pause still is', () => {
    const of = model();
    of.resize(120, 20);
    of.take(answer(of, 3));
    of.press('space');
    const [title = ''] = frame(of, PLAIN, { ...AROUND, notice: '80,000 not followed' });
    assert.match(title, /paused {2}80,000 not followed {2}4\.2 ms an update in the target$/);
    of.resize(30, 5);
    assert.match(frame(of, PLAIN, AROUND)[0] ?? '', /^paused /);
  });

  test('with several processes a column tells which', () => {
    const of = model();
    of.resize(100, 10);
    of.take(topPage(of.query, ROWS.operations, { isolates: 2 }));
    const lines = frame(of, PLAIN, AROUND);
    assert.match(lines[2] ?? '', /^ Process /);
    assert.match(lines[3] ?? '', /^>4242 /);
  });

  test('nothing to show says why', () => {
    const of = model();
    const first = (): string => frame(of, PLAIN, AROUND)[3] ?? '';
    assert.match(first(), /waiting for an answer/);
    of.take(topPage(of.query, []));
    assert.match(first(), /nothing yet/);
    of.press('/');
    of.press('x');
    of.take(topPage(of.query, []));
    assert.match(first(), /no row with "x"/);
  });
});

describe('text in cells', () => {
  test('is cut with an ellipsis, wide characters count twice, marks not', () => {
    assert.equal(fit('abc', 5, false), 'abc  ');
    assert.equal(fit('abc', 5, false, true), '  abc');
    assert.equal(fit('abcdef', 5, false), 'abcd…');
    assert.equal(fit('abcdef', 5, true), 'abcd~');
    assert.equal(fit('漢字漢字', 8, false), '漢字漢字');
    assert.equal(fit('漢字漢字', 7, false), '漢字漢…');
    assert.equal(fit('漢字漢字', 6, false), '漢字… ');
    assert.equal(fit('e\u0301x', 2, false), 'e\u0301x');
    assert.equal(fit('anything', 0, false), '');
  });

  test('of a path the end is kept', () => {
    assert.equal(
      fitEnd('src/quotes/retry.ts:27:20', 14, false),
      '…retry.ts:27:20'.slice(-14).replace(/^./, '…'),
    );
    assert.equal(fitEnd('a.ts:1:2', 14, false), 'a.ts:1:2      ');
    assert.equal(fitEnd('漢字.ts:1:2', 9, false), '….ts:1:2 '.padEnd(9));
  });
});

test('a title has room for the arrow beside it', () => {
  for (const view of TABLE_VIEWS)
    for (const { title, width } of COLUMNS[view]) assert.ok(title.length < width, title);
});

test('columns go by rank, and what is left is shared', () => {
  const all = COLUMNS.operations;
  const titles = (width: number): string[] => layOut(all, width).map(({ column }) => column.title);
  assert.deepEqual(titles(1), ['Name']);
  assert.deepEqual(titles(19), ['Name', 'Total']);
  assert.deepEqual(titles(23), ['Warn', 'Name', 'Total']);
  assert.equal(titles(200).length, all.length);
  for (const width of [1, 19, 50, 200]) {
    const placed = layOut(all, width);
    const used = placed.reduce((sum, each) => sum + each.width, placed.length - 1);
    assert.equal(used, width);
  }
});
