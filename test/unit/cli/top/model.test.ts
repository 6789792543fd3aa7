// What keys do, what is asked for, and which row stays chosen.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TopModel } from '../../../../cli/top/model.js';
import { answer, model, row, topPage, topRow } from './support.js';

/** Presses keys as somebody would, with an agent of `count` rows that answers. */
function use(of: TopModel, keys: readonly string[], count = 500): void {
  for (const key of keys) if (of.press(key) === 'ask') of.take(answer(of, count));
}

function started(count = 500): TopModel {
  const of = model();
  of.resize(80, 14); // ten rows
  of.take(answer(of, count));
  return of;
}

describe('rows', () => {
  test('the cursor moves, the screen follows, what is missing is asked for', () => {
    const of = started();
    assert.equal(of.body, 10);
    assert.deepEqual(of.query.limit, 30);
    use(of, ['j', 'down', 'j']);
    assert.deepEqual([of.cursor, of.top], [3, 0]);
    use(of, ['pagedown']);
    assert.deepEqual([of.cursor, of.top], [13, 4]);
    assert.equal(of.press('pagedown'), 'draw', 'rows of the next page are here');
    assert.equal(of.press('pagedown'), 'ask');
    of.take(answer(of, 500));
    assert.equal(of.rowAt(of.cursor)?.row.id, of.cursor + 1);
  });

  test('gg and G go to the ends, and no further', () => {
    const of = started();
    use(of, ['G']);
    assert.deepEqual([of.cursor, of.top], [499, 490]);
    assert.equal(of.rowAt(499)?.row.id, 500);
    use(of, ['j', 'j']);
    assert.equal(of.cursor, 499);
    use(of, ['g']);
    assert.equal(of.cursor, 499, 'one g is not enough');
    use(of, ['g']);
    assert.deepEqual([of.cursor, of.top], [0, 0]);
    use(of, ['k', 'end', 'home']);
    assert.equal(of.cursor, 0);
  });

  test('a chosen row is followed when rows move, at the top the first one is', () => {
    const of = started();
    use(of, ['j', 'j']);
    const chosen = of.rowAt(2);
    const moved = (ids: readonly number[]) =>
      topPage(
        of.query,
        ids.map((id) => topRow(row(id))),
      );
    of.take(moved([9, 8, 7, 6, 3, 1]));
    assert.equal(of.cursor, 4);
    assert.deepEqual(of.rowAt(4)?.row.id, chosen?.row.id);
    use(of, ['g', 'g']);
    of.take(moved([5, 9, 8]));
    assert.equal(of.cursor, 0);
  });

  test('fewer rows than before, none at all', () => {
    const of = started();
    use(of, ['G']);
    assert.equal(of.take(answer(of, 3)), 'ask', 'what is shown now was not asked for');
    of.take(answer(of, 3));
    assert.deepEqual([of.cursor, of.top], [2, 0]);
    of.take(answer(of, 0));
    assert.deepEqual([of.cursor, of.top, of.rowAt(0)], [0, 0, undefined]);
    use(of, ['G', 'j', 'k', 'enter'], 0);
    assert.equal(of.mode, 'table');
  });

  test('of several processes the first thousand can be reached', () => {
    const of = started();
    of.take(answer(of, 5_000, { isolates: 2 }));
    assert.equal(of.count, 1_000);
  });

  test('a terminal of one line has no rows and does not mind', () => {
    const of = started();
    of.resize(20, 1);
    assert.equal(of.body, 0);
    use(of, ['j', 'G', 'g', 'g', 'pagedown', 'enter', 'esc']);
    of.resize(0, 0);
    assert.deepEqual([of.columns, of.lines], [1, 1]);
  });
});

describe('views and order', () => {
  test('1 to 4 and Tab choose the view; each has its own order', () => {
    const of = started();
    assert.equal(of.press('4'), 'ask');
    assert.equal(of.view, 'timers');
    assert.equal(of.press('4'), 'nothing');
    use(of, ['i']);
    assert.equal(of.query.invert, true);
    use(of, ['tab']);
    assert.deepEqual([of.view, of.query.invert], ['signals', false]);
    use(of, ['backtab', 'backtab']);
    assert.equal(of.view, 'requests');
  });

  test('left and right choose the column to sort by, and stop at the ends', () => {
    const of = started();
    use(of, ['j', 'l']);
    assert.deepEqual([of.query.sort, of.cursor], ['kind', 0]);
    use(of, ['h', 'left']);
    assert.equal(of.query.sort, 'name');
    use(
      of,
      Array.from({ length: 12 }, () => 'left'),
    );
    assert.equal(of.query.sort, 'warn');
    assert.equal(of.press('left'), 'nothing');
  });

  test('an answer to what is no longer asked is left', () => {
    const of = started();
    const old = answer(of, 7);
    of.press('i');
    assert.equal(of.take(old), 'nothing');
    assert.equal(of.count, 500);
  });
});

describe('filter', () => {
  test('is typed, asked for at each character, kept or taken back', () => {
    const of = started();
    use(of, ['/', 'p', 'a', 'space', 'q', 'backspace', 'left']);
    assert.deepEqual([of.mode, of.filter, of.query.filter], ['filter', 'pa ', 'pa ']);
    use(of, ['enter']);
    assert.deepEqual([of.mode, of.filter], ['table', 'pa ']);
    use(of, ['/', 'ctrl-u', 'x', 'esc']);
    assert.equal(of.filter, 'pa ');
    use(of, ['esc']);
    assert.equal(of.filter, '');
  });

  test('has an end', () => {
    const of = started();
    use(of, ['/', ...Array.from({ length: 300 }, () => 'x')]);
    assert.equal(of.filter.length, 100);
  });
});

describe('details, help, pause, end', () => {
  test('Enter asks for the row, Esc goes back to it', () => {
    const of = started();
    use(of, ['j', 'j']);
    assert.equal(of.press('enter'), 'ask');
    assert.deepEqual(of.wanted, { pid: 4242, tid: 0, id: 3 });
    of.take(answer(of, 500));
    assert.ok(of.gone, 'an answer without it: it has ended');
    assert.equal(of.press('pagedown'), 'draw');
    assert.ok(of.scroll > 0);
    assert.equal(of.press('esc'), 'ask');
    assert.deepEqual([of.mode, of.cursor, of.wanted], ['table', 2, undefined]);
  });

  test('an answer from before does not say that it has ended', () => {
    const of = started();
    const before = answer(of, 500);
    of.press('enter');
    of.take(before);
    assert.equal(of.gone, false);
  });

  test('space stands still and goes on', () => {
    const of = started();
    assert.equal(of.press('space'), 'draw');
    assert.ok(of.paused);
    assert.equal(of.press('space'), 'ask');
  });

  test('q and Ctrl-C end it, a q in a filter is a letter', () => {
    const of = started();
    for (const keys of [[], ['enter'], ['?']]) {
      use(of, keys);
      assert.equal(of.press('q'), 'quit');
    }
    const typing = started();
    use(typing, ['/', 'q']);
    assert.equal(typing.filter, 'q');
    assert.equal(typing.press('ctrl-c'), 'quit');
  });

  test('no keys in any order break it', () => {
    const keys = [
      'up',
      'down',
      'left',
      'right',
      'enter',
      'esc',
      'space',
      'tab',
      'g',
      'G',
      '/',
      '?',
      'i',
      'x',
    ];
    keys.push('1', '2', '3', '4', '5', 'pageup', 'pagedown', 'backspace', 'ctrl-l', 'home', 'end');
    const of = started();
    let seed = 7;
    for (let i = 0; i < 5_000; i++) {
      seed = (seed * 48_271) % 2_147_483_647;
      if (of.press(keys[seed % keys.length] as string) === 'ask') of.take(answer(of, seed % 300));
      if (seed % 17 === 0) of.resize(seed % 90, seed % 30);
      assert.ok(of.cursor >= 0 && of.top >= 0 && of.cursor < Math.max(1, of.count), JSON.stringify(of));
    }
  });
});
