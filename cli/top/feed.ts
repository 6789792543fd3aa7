/** Asks every isolate of a watch for its part of a table and merges what comes: a Sink. One question at a time each. */
import { comparison, firstOf } from '../../graph/table-order.js';
import type { AgentMessage } from '../../wire/messages.js';
import {
  MAX_ROWS,
  TABLE_VIEWS,
  type TableAnswer,
  type TableDetail,
  type TableQuery,
  type TableViewName,
} from '../../wire/table.js';
import type { Peer } from '../consumer/agent.js';
import type { Places } from '../loss/places.js';
import type { Sink } from '../loss/sink.js';
import type { TopRow } from './columns.js';

/** What is asked of all, and of whom the details. */
export type TopQuery = Omit<TableQuery, 'detail'>;
export type Wanted = { readonly pid: number; readonly tid: number; readonly id: number };

export type TopPage = {
  readonly query: TopQuery;
  readonly wanted: Wanted | undefined;
  /** From `query.offset` on. */
  readonly rows: readonly TopRow[];
  readonly matched: number;
  readonly totals: Readonly<Record<TableViewName, number>>;
  readonly detail: { readonly peer: Peer; readonly detail: TableDetail } | undefined;
  /** Isolates that were asked, and those that have not answered yet. */
  readonly isolates: number;
  readonly silent: readonly number[];
  /** Of the target that took longest, us. */
  readonly tookUs: number;
};

type Asked = {
  seq: number;
  waiting: boolean;
  /** There is a newer question for it. */
  again: boolean;
  /** The last answer, and to what. */
  answered: TableAnswer | undefined;
  query: TopQuery | undefined;
};

export class TopFeed implements Sink {
  readonly #onPage: (page: TopPage) => void;
  readonly #places: Places;
  readonly #asked = new Map<Peer, Asked>();
  #query: TopQuery | undefined;
  #wanted: Wanted | undefined;
  #seq = 0;

  constructor(places: Places, onPage: (page: TopPage) => void) {
    this.#places = places;
    this.#onPage = onPage;
  }

  /** A question that is not answered is not asked twice: whoever is busy gets the latest when it has answered. */
  ask(peers: readonly Peer[], query: TopQuery, wanted?: Wanted): void {
    this.#query = query;
    this.#wanted = wanted;
    this.#seq++;
    for (const peer of peers) {
      let asked = this.#asked.get(peer);
      if (asked === undefined)
        this.#asked.set(
          peer,
          (asked = { seq: 0, waiting: false, again: false, answered: undefined, query: undefined }),
        );
      if (asked.waiting) asked.again = true;
      else this.#send(peer, asked);
    }
  }

  #send(peer: Peer, asked: Asked): void {
    const query = this.#query as TopQuery;
    const { pid, tid } = peer.hello;
    const wanted = this.#wanted;
    const detail = wanted !== undefined && wanted.pid === pid && wanted.tid === tid ? wanted.id : 0;
    // Which rows of one are among the first of all is only known when they are merged.
    const whole = this.#asked.size === 1;
    const offset = whole ? query.offset : 0;
    const limit = Math.min(MAX_ROWS, whole ? query.limit : query.offset + query.limit);
    asked.seq = this.#seq;
    asked.answered = isLike(asked.query, query) ? asked.answered : undefined;
    asked.query = query;
    asked.waiting = true;
    asked.again = false;
    peer.send({ type: 'table', seq: this.#seq, query: { ...query, offset, limit, detail } });
  }

  message(peer: Peer, message: AgentMessage): void {
    const asked = this.#asked.get(peer);
    if (message.type !== 'table' || asked === undefined || message.seq !== asked.seq) return;
    if (!Array.isArray(message.rows)) throw new TypeError('not a table');
    asked.waiting = false;
    asked.answered = message;
    if (asked.again) this.#send(peer, asked);
    else if (this.complete) this.#tell();
  }

  left(peer: Peer): void {
    if (this.#asked.delete(peer) && this.complete && this.#asked.size > 0) this.#tell();
  }

  close(): void {}

  /** All have answered the latest question. */
  get complete(): boolean {
    for (const { seq, waiting } of this.#asked.values()) if (waiting || seq !== this.#seq) return false;
    return true;
  }

  /** What there is, though somebody has not answered. */
  tellLate(): void {
    if (this.#query !== undefined && !this.complete) this.#tell();
  }

  #tell(): void {
    const query = this.#query as TopQuery;
    const totals = { signals: 0, operations: 0, requests: 0, timers: 0 };
    const rows: TopRow[] = [];
    const silent: number[] = [];
    let matched = 0;
    let tookUs = 0;
    let detail: TopPage['detail'];
    for (const [peer, { answered, waiting, query: asked }] of this.#asked) {
      const { pid, tid, node } = peer.hello;
      if (waiting) silent.push(pid);
      // Of whoever has not answered yet, what it said last.
      if (answered === undefined || !isLike(asked, query)) continue;
      for (const view of TABLE_VIEWS) totals[view] += answered.totals[view];
      matched += answered.matched;
      tookUs = Math.max(tookUs, answered.tookUs);
      for (const row of answered.rows)
        rows.push({ pid, tid, row, place: this.#places.place(row.site, node)?.frame ?? null });
      if (answered.detail !== null) detail = { peer, detail: answered.detail };
    }
    const compare = comparison(query.sort, query.invert);
    const whole = this.#asked.size === 1;
    const first = whole
      ? rows
      : firstOf(rows, query.offset + query.limit, (a, b) => compare(a.row, b.row)).slice(query.offset);
    this.#onPage({
      query,
      wanted: this.#wanted,
      rows: first,
      matched,
      totals,
      detail,
      isolates: this.#asked.size,
      silent,
      tookUs,
    });
  }
}

/** Do answers to the one go with answers to the other? */
function isLike(a: TopQuery | undefined, b: TopQuery): boolean {
  return (
    a !== undefined &&
    a.view === b.view &&
    a.sort === b.sort &&
    a.invert === b.invert &&
    a.filter === b.filter &&
    a.offset === b.offset
  );
}
