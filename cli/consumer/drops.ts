/** Losses by cause, over all agents: said on stderr once a second at most, and in total at the end. */
import type { DropCause, Drops } from '../../wire/messages.js';

type Cause = {
  /** DTrace's tag, printed with -x droptags. */
  readonly tag: string;
  readonly text: (count: number) => string;
  /** What lifts the limit. */
  readonly remedy: string;
};

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const CAUSES: Readonly<Record<DropCause, Cause>> = {
  aggregation: {
    tag: 'DTRACEDROP_AGGREGATION',
    text: (count) => `${plural(count, 'aggregation drop')} on CPU 0`,
    remedy: 'more keys than fit: use fewer keys or raise -x aggsize',
  },
  principal: {
    tag: 'DTRACEDROP_PRINCIPAL',
    text: (count) => `${plural(count, 'drop')} on CPU 0`,
    remedy: 'records came faster than they left: trace less or raise -x bufsize',
  },
  dynamic: {
    tag: 'DTRACEDROP_DYNAMIC',
    text: (count) => plural(count, 'dynamic variable drop'),
    remedy: 'assign 0 to what is no longer needed or raise -x dynvarsize',
  },
  speculation: {
    tag: 'DTRACEDROP_SPEC',
    text: (count) => plural(count, 'speculative drop'),
    remedy: 'a speculation holds more than fits: record less or raise -x specsize',
  },
  'speculation-unavailable': {
    tag: 'DTRACEDROP_SPECUNAVAIL',
    text: (count) => `${plural(count, 'failed speculation')} (no speculative buffer available)`,
    remedy: 'commit or discard those that are done or raise -x nspec',
  },
  'double-error': {
    tag: 'DTRACEDROP_DBLERROR',
    text: (count) => `${plural(count, 'error')} in ERROR probe enabling`,
    remedy: 'a clause of dtrace:::ERROR faults itself',
  },
  stack: {
    tag: 'NTRACEDROP_STACK',
    text: (count) => `${plural(count, 'stack')} not kept`,
    remedy: 'more different stacks than fit: take fewer frames, ustack(5)',
  },
  async: {
    tag: 'NTRACEDROP_ASYNC',
    text: (count) => `${plural(count, 'async operation')} no longer followed`,
    remedy: 'more live async resources than fit',
  },
  timer: {
    tag: 'NTRACEDROP_TIMER',
    text: (count) => `${plural(count, 'timer')} not followed`,
    remedy: 'more live timers than fit',
  },
  graph: {
    tag: 'NTRACEDROP_GRAPH',
    text: (count) => `${plural(count, 'node')} of the cancel graph not kept`,
    remedy: 'more live operations and signals than fit',
  },
  sampling: {
    tag: 'NTRACEDROP_SAMPLING',
    text: (count) => `${plural(count, 'request')} not followed`,
    remedy: 'busy routes are sampled: --sample all follows every request',
  },
  function: {
    tag: 'NTRACEDROP_FUNCTION',
    text: (count) => `${plural(count, 'time')} a function probe was hit too often and was off for a second`,
    remedy: 'each hit costs some 100 us: name fewer functions, or raise -x fnrate',
  },
  overflow: {
    tag: 'NTRACEDROP_OVERFLOW',
    text: (count) => `${plural(count, 'firing')} lost`,
    remedy: 'a stack overflow of the application left no room for the clause',
  },
  'clause-disabled': {
    tag: 'NTRACEDROP_CLAUSE',
    text: (count) => `${plural(count, 'clause')} disabled after failing inside the agent`,
    remedy: 'please report it',
  },
};

const PERIOD_MS = 1000;

/** What one agent has lost: it sends totals. */
export class AgentDrops {
  readonly #known: Drops = {};

  /** What is new since the last ones. @throws TypeError on nonsense. */
  fresh(totals: Drops): Drops {
    const fresh: Drops = {};
    for (const [cause, total] of Object.entries(totals) as [DropCause, number][]) {
      fresh[cause] = total - (this.#known[cause] ?? 0);
      this.#known[cause] = total;
    }
    return fresh;
  }
}

export class DropCounter {
  readonly #total: Partial<Record<DropCause, number>> = {};
  readonly #unsaid = new Map<DropCause, number>();
  #lastSaidMs = Number.NEGATIVE_INFINITY;

  /** @throws TypeError on what no agent would send. */
  add(drops: Drops): void {
    for (const [name, count] of Object.entries(drops)) {
      if (!Object.hasOwn(CAUSES, name) || !Number.isSafeInteger(count) || count < 0)
        throw new TypeError(`no such drops: ${name} ${count}`);
      const cause = name as DropCause;
      this.#total[cause] = (this.#total[cause] ?? 0) + count;
      this.#unsaid.set(cause, (this.#unsaid.get(cause) ?? 0) + count);
    }
  }

  get total(): Drops {
    return this.#total;
  }

  get sum(): number {
    return Object.values(this.#total).reduce((sum, count) => sum + count, 0);
  }

  /** What has not been said yet, if it is time (or `now` is Infinity). */
  due(nowMs: number): [DropCause, number][] {
    if (this.#unsaid.size === 0 || nowMs - this.#lastSaidMs < PERIOD_MS) return [];
    this.#lastSaidMs = nowMs;
    const due = [...this.#unsaid];
    this.#unsaid.clear();
    return due.filter(([, count]) => count > 0);
  }
}

/** `3 aggregation drops on CPU 0`, with tag or remedy as wanted. */
export function dropText(cause: DropCause, count: number, style: { tags: boolean; remedy: boolean }): string {
  const { tag, text, remedy } = CAUSES[cause];
  const said = `${style.tags ? `[${tag}] ` : ''}${text(count)}`;
  if (!style.remedy) return said;
  return said.endsWith(')') ? `${said.slice(0, -1)}; ${remedy})` : `${said} (${remedy})`;
}
