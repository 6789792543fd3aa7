/** Live operations grouped by kind, state and creation stack: text and JSON lines, schema ntrace.dump/1. */
import type { GraphAnswer } from '../../../wire/watch.js';
import type { Peer } from '../../consumer/agent.js';
import { mapped, type NodeOfGraph, placeText } from '../../loss/graph-view.js';
import type { Places } from '../../loss/places.js';
import { commandOf } from '../../loss/watcher.js';
import { printable } from '../../proc/status.js';
import { msText, plural } from '../findings/units.js';

export const DUMP_SCHEMA = 'ntrace.dump/1';

type Group = {
  readonly peer: Peer;
  /** The oldest. */
  first: NodeOfGraph;
  count: number;
  readonly labels: Set<string>;
};

const MOST_LABELS = 3;

/** Takes parts as they come and keeps groups only: 100,000 operations are a few of them. */
export class Dump {
  readonly #places: Places;
  readonly #groups = new Map<string, Group>();
  readonly #counts = new Map<Peer, number>();

  constructor(places: Places) {
    this.#places = places;
  }

  add(peer: Peer, { nodes }: GraphAnswer): void {
    const { pid, tid, node: version } = peer.hello;
    for (const node of nodes) {
      if (node.node !== 'operation') continue;
      this.#counts.set(peer, (this.#counts.get(peer) ?? 0) + 1);
      const stack = node.stack.map(({ file, line, column }) => `${file}:${line}:${column}`).join('\n');
      const key = `${pid} ${tid} ${node.kind} ${node.state}\n${stack}`;
      const group = this.#groups.get(key);
      if (group === undefined)
        this.#groups.set(key, {
          peer,
          first: mapped(node, this.#places, version),
          count: 1,
          labels: new Set([node.label]),
        });
      else {
        group.count++;
        if (group.labels.size < MOST_LABELS) group.labels.add(node.label);
        if (node.ageMs > group.first.ageMs) group.first = { ...group.first, ageMs: node.ageMs };
      }
    }
  }

  /** Most first. */
  #sorted(): Group[] {
    return [...this.#groups.values()].sort((a, b) => b.count - a.count || b.first.ageMs - a.first.ageMs);
  }

  *text(): Generator<string> {
    const groups = this.#sorted();
    for (const [peer, count] of this.#counts) {
      const own = groups.filter((group) => group.peer === peer);
      yield `${commandOf(peer)}, node ${peer.hello.node}: ${plural(count, 'live operation')} in ${plural(own.length, 'group')}`;
      for (const { first, count: alike, labels } of own) {
        const names = printable([...labels].join(', '), 80);
        yield `${String(alike).padStart(7)}  ${first.kind}  ${first.state}  oldest ${msText(first.ageMs)}  ${names}`;
        for (const frame of first.stack) {
          const name = frame.function === '' ? '' : `${printable(frame.function)} `;
          const source = frame.source === '' ? '' : `   ${printable(frame.source, 80)}`;
          yield `${' '.repeat(11)}at ${name}(${placeText(frame)})${source}`;
        }
      }
    }
    if (this.#counts.size === 0) yield 'no live operations that were started while ntrace watched';
  }

  *json(): Generator<string> {
    yield JSON.stringify({ type: 'header', schema: DUMP_SCHEMA });
    for (const { peer, first, count, labels } of this.#sorted()) {
      const { kind, state, ageMs, stack } = first;
      const { pid, tid } = peer.hello;
      yield JSON.stringify({
        type: 'operations',
        pid,
        tid,
        kind,
        state,
        count,
        oldestMs: ageMs,
        labels: [...labels],
        stack,
      });
    }
    const total = [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
    yield JSON.stringify({ type: 'end', operations: total, groups: this.#groups.size });
  }
}
