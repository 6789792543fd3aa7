// One question at a time for each isolate, answers merged, somebody who does not answer.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Places } from '../../../../cli/loss/places.js';
import { TopFeed, type TopPage, type TopQuery } from '../../../../cli/top/feed.js';
import type { TableAnswer, TableMessage, TableRow } from '../../../../wire/table.js';
import { type FakePeer, peer } from '../loss/support.js';
import { row } from './support.js';

const QUERY: TopQuery = {
  view: 'operations',
  sort: 'ageMs',
  invert: false,
  filter: '',
  offset: 0,
  limit: 3,
};

function feeding() {
  const pages: TopPage[] = [];
  return { pages, feed: new TopFeed(new Places('/app'), (page) => pages.push(page)) };
}

const asked = (of: FakePeer): TableMessage[] => of.sent.filter((each) => each.type === 'table');

function answers(
  feed: TopFeed,
  of: FakePeer,
  rows: readonly TableRow[],
  parts: Partial<TableAnswer> = {},
): void {
  const seq = asked(of).at(-1)?.seq ?? 0;
  const totals = { signals: 1, operations: rows.length, requests: 0, timers: 0 };
  feed.message(of, {
    type: 'table',
    seq,
    rows,
    matched: rows.length,
    totals,
    detail: null,
    tookUs: 900,
    ...parts,
  });
}

describe('one isolate', () => {
  test('is asked for just the rows, and told when it has answered', () => {
    const { feed, pages } = feeding();
    const a = peer(1);
    feed.ask([a], { ...QUERY, offset: 10 });
    assert.deepEqual([asked(a)[0]?.query.offset, asked(a)[0]?.query.limit], [10, 3]);
    assert.equal(feed.complete, false);
    answers(feed, a, [row(1)]);
    assert.deepEqual(
      pages.map(({ rows, isolates, tookUs }) => [rows.length, isolates, tookUs]),
      [[1, 1, 900]],
    );
  });

  test('while it is silent it is not asked again, then for the latest only', () => {
    const { feed, pages } = feeding();
    const a = peer(1);
    feed.ask([a], QUERY);
    feed.ask([a], { ...QUERY, view: 'timers' });
    feed.ask([a], { ...QUERY, view: 'signals' });
    assert.equal(asked(a).length, 1);
    answers(feed, a, [row(1)]);
    assert.equal(pages.length, 0, 'nobody wants to see that any more');
    assert.deepEqual(
      asked(a).map(({ query }) => query.view),
      ['operations', 'signals'],
    );
    answers(feed, a, [row(2)]);
    assert.equal(pages[0]?.query.view, 'signals');
  });

  test('who is silent is named, with what it said last', () => {
    const { feed, pages } = feeding();
    const a = peer(1);
    feed.ask([a], QUERY);
    answers(feed, a, [row(1)]);
    feed.ask([a], QUERY);
    feed.tellLate();
    assert.deepEqual(pages[1]?.silent, [1]);
    assert.equal(pages[1]?.rows.length, 1);
    feed.ask([a], { ...QUERY, view: 'timers' });
    feed.tellLate();
    assert.deepEqual(pages[2]?.rows, [], 'rows of another view are not shown for it');
  });

  test('an answer that nobody waits for is left; nonsense is an error', () => {
    const { feed, pages } = feeding();
    const a = peer(1);
    answers(feed, a, [row(1)]);
    feed.ask([a], QUERY);
    answers(feed, a, [row(1)], { seq: 77 });
    assert.equal(pages.length, 0);
    assert.throws(() => answers(feed, a, 'rows' as never), TypeError);
  });
});

describe('several isolates', () => {
  test('the first rows of all, in order; totals are sums', () => {
    const { feed, pages } = feeding();
    const [a, b] = [peer(1), peer(2, { tid: 3 })];
    feed.ask([a, b], { ...QUERY, offset: 1 });
    feed.ask([a, b], { ...QUERY, offset: 1 });
    for (const each of [a, b]) answers(feed, each, [row(1)]);
    answers(feed, a, [row(9), row(5), row(1)], { matched: 40 });
    assert.equal(pages.length, 0);
    answers(feed, b, [row(7), row(6)], { matched: 2, tookUs: 2_000 });
    assert.deepEqual(
      [asked(a).at(-1)?.query.offset, asked(a).at(-1)?.query.limit],
      [0, 4],
      'each may have all of the first rows',
    );
    const [page] = pages;
    assert.deepEqual(
      page?.rows.map(({ pid, tid, row: { id } }) => [pid, tid, id]),
      [
        [2, 3, 7],
        [2, 3, 6],
        [1, 0, 5],
      ],
    );
    assert.deepEqual([page?.matched, page?.totals.operations, page?.tookUs], [42, 5, 2_000]);
  });

  test('details are asked of the one whose row it is', () => {
    const { feed } = feeding();
    const [a, b] = [peer(1), peer(2)];
    feed.ask([a, b], QUERY, { pid: 2, tid: 0, id: 44 });
    assert.deepEqual([asked(a)[0]?.query.detail, asked(b)[0]?.query.detail], [0, 44]);
  });

  test('one that ends is waited for no longer', () => {
    const { feed, pages } = feeding();
    const [a, b] = [peer(1), peer(2)];
    feed.ask([a, b], QUERY);
    answers(feed, a, [row(1)]);
    feed.left(b);
    assert.equal(pages[0]?.isolates, 1);
  });
});
