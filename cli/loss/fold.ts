/** Equal losses become one finding: counted, their costs added, shown by the one with the best evidence. */
import { CONFIDENCES, type Cost, type Loss } from '../../wire/finding.js';
import type { StackFrame } from '../../wire/messages.js';
import type { Finding } from './finding.js';
import { fingerprint } from './fingerprint.js';
import type { Place, Places } from './places.js';

export type LossOrigin = { readonly pid: number; readonly tid: number; readonly node: string };

/** Different findings that are kept; a program with more of them has another problem. */
const MAX_FINDINGS = 5_000;

export class Fold {
  readonly #places: Places;
  readonly #findings = new Map<string, Finding>();
  #over = 0;

  constructor(places: Places) {
    this.#places = places;
  }

  /** Losses that were not kept. */
  get over(): number {
    return this.#over;
  }

  /** @returns the finding as it is now, undefined over the bound; `fresh`: the first of its kind. */
  add(loss: Loss, origin: LossOrigin): { readonly finding: Finding; readonly fresh: boolean } | undefined {
    const place = (frame: StackFrame | null): Place | null => this.#places.place(frame, origin.node);
    const [lostAt, wentOn, source] = [place(loss.lostAt), place(loss.wentOn.site), place(loss.source.site)];
    const key = fingerprint(loss.rule, [lostAt?.key ?? null, wentOn?.key ?? null, source?.key ?? null]);
    const known = this.#findings.get(key);
    if (known === undefined && this.#findings.size >= MAX_FINDINGS) {
      this.#over++;
      return undefined;
    }
    let finding: Finding;
    if (known !== undefined && !better(loss, known)) {
      finding = { ...known, count: known.count + 1, total: sum(known.total, loss.wentOn.cost) };
    } else {
      const { id: _id, ...went } = loss.wentOn;
      finding = {
        rule: loss.rule,
        confidence: loss.confidence,
        count: (known?.count ?? 0) + 1,
        fingerprint: key,
        pid: origin.pid,
        tid: origin.tid,
        message: loss.message,
        source: {
          kind: loss.source.kind,
          site: source?.frame ?? null,
          at: loss.source.atMs > 0 ? new Date(loss.source.atMs).toISOString() : null,
          reason: loss.source.reason,
        },
        reached: loss.reached.map((hop) => ({ ...hop, frame: place(hop.frame)?.frame ?? null })),
        lostAt: lostAt?.frame ?? null,
        wentOn: { ...went, site: wentOn?.frame ?? null },
        why: loss.why,
        fix: loss.fix,
        evidence: loss.evidence,
        total: known === undefined ? loss.wentOn.cost : sum(known.total, loss.wentOn.cost),
        traceId: loss.traceId,
        spanId: loss.spanId,
        test: loss.test,
      };
    }
    this.#findings.set(key, finding);
    return { finding, fresh: known === undefined };
  }

  /** Best evidence first, then worst cost. */
  sorted(): Finding[] {
    return [...this.#findings.values()].sort(byWeight);
  }
}

export function byWeight(a: Finding, b: Finding): number {
  return (
    CONFIDENCES.indexOf(a.confidence) - CONFIDENCES.indexOf(b.confidence) ||
    (b.total.waitMs ?? 0) - (a.total.waitMs ?? 0) ||
    b.count - a.count ||
    (a.fingerprint < b.fingerprint ? -1 : 1)
  );
}

function better(loss: Loss, known: Finding): boolean {
  const rank = CONFIDENCES.indexOf(loss.confidence) - CONFIDENCES.indexOf(known.confidence);
  return rank !== 0 ? rank < 0 : loss.wentOn.aliveMs > known.wentOn.aliveMs;
}

function sum(a: Cost, b: Cost): Cost {
  const add = (x: number | null, y: number | null): number | null =>
    x === null ? y : y === null ? x : x + y;
  return {
    waitMs: add(a.waitMs, b.waitMs),
    cpuMs: add(a.cpuMs, b.cpuMs),
    bytes: add(a.bytes, b.bytes),
    requests: add(a.requests, b.requests),
  };
}
