// hot path: see docs/hot-path.md
/**
 * Sites and firing: the only place that calls clause code. A firing is a positional call; it never throws
 * into the application, and what happens inside one is not traced itself.
 */
import { toBytes } from '../wire/bytes.js';
import type { Matchable } from '../wire/glob.js';
import type { Frame, Site } from '../wire/host.js';
import type { ClauseNeeds } from '../wire/program.js';
import type { ClauseFunction } from '../wire/runtime.js';
import { nowNs } from './host.js';
import { nothing } from './runner.js';

/** A clause of one consumer's program, attached to a site. */
export type EnabledClause = {
  readonly run: ClauseFunction;
  /** Zeroes this->; only on the first clause of its program at this site. */
  readonly reset: (() => void) | undefined;
  readonly owner: ClauseOwner;
  readonly clause: number;
  readonly needs: ClauseNeeds;
};

/** The consumer's side of a clause: its session. */
export interface ClauseOwner {
  /** exit() was called: no further clause starts. */
  readonly draining: boolean;
  /** What ended a clause early: a Fault, or an error of the agent's own. */
  failed(clause: EnabledClause, site: ProbeSite, error: unknown): void;
}

/** Names of a probe, and which descriptions match it. */
export type SiteProbe = Matchable;

/** Of a name. */
const MOST_BYTES = 4096;

export class ProbeSite implements Site {
  readonly id: number;
  readonly probe: SiteProbe;
  /** Its names as byte strings. */
  readonly module: string;
  readonly function: string;
  readonly name: string;
  enabledCount = 0;
  /** Replaced as a whole, never changed in place: a firing may be under way. */
  clauses: readonly EnabledClause[] = [];
  /** All of them, as one function. */
  run: ClauseFunction = nothing;

  constructor(id: number, probe: SiteProbe) {
    this.id = id;
    this.probe = probe;
    this.module = toBytes(probe.module, MOST_BYTES);
    this.function = toBytes(probe.function, MOST_BYTES);
    this.name = toBytes(probe.name, MOST_BYTES);
  }
}

/** What the firing under way is about; clauses see it through the runtime. */
export const state = {
  /** Not 0 while the agent or a clause is at work. */
  inProbe: 0,
  site: undefined as unknown as ProbeSite,
  /** The firing's clock, ns; 0 until somebody reads it. */
  now: 0,
  /** Frame of self->, when the probe's operation has one. */
  frame: undefined as Frame | undefined,
  /** The operation starts: writes go to its own frame. */
  opening: false,
  /** Stack of a sample that was taken earlier, interned; -1: take it here and now. */
  stack: -1,
};

export function fire(
  site: ProbeSite,
  a0?: unknown,
  a1?: unknown,
  a2?: unknown,
  a3?: unknown,
  a4?: unknown,
  a5?: unknown,
): void {
  if (state.inProbe !== 0) return; // probe work must not trace itself
  state.inProbe = 1;
  if (state.site !== site) state.site = site; // a store of a pointer costs more than the test
  try {
    site.run(a0, a1, a2, a3, a4, a5);
  } catch (error) {
    try {
      clauseFailed(site.clauses[0], error);
    } catch {
      // A stack overflow of the application that hit us here: the firing is lost, not the next ones.
    }
  }
  state.now = 0;
  state.inProbe = 0;
}

/** A clause of the firing under way has thrown. */
export function clauseFailed(clause: EnabledClause | undefined, error: unknown): void {
  clause?.owner.failed(clause, state.site, error);
}

export function fireIn(
  frame: Frame,
  opening: boolean,
  site: ProbeSite,
  a0?: unknown,
  a1?: unknown,
  a2?: unknown,
  a3?: unknown,
  a4?: unknown,
  a5?: unknown,
): void {
  if (state.inProbe !== 0) return;
  state.frame = frame;
  state.opening = opening;
  try {
    fire(site, a0, a1, a2, a3, a4, a5);
  } finally {
    state.frame = undefined;
    state.opening = false;
  }
}

/** Runs clauses while another firing is under way (ERROR) or when nothing may stop them (BEGIN, END). */
export function fireNested(site: ProbeSite, only: ClauseOwner, args: readonly unknown[]): void {
  const outer = state.site;
  const busy = state.inProbe;
  state.inProbe = 1;
  state.site = site;
  try {
    for (const clause of site.clauses) {
      if (clause.owner !== only) continue;
      if (clause.reset !== undefined && busy === 0) clause.reset();
      try {
        clause.run(...args);
      } catch (error) {
        clause.owner.failed(clause, site, error);
      }
      if (only.draining && site.probe.name === 'BEGIN') break;
    }
  } finally {
    state.site = outer;
    state.inProbe = busy;
    if (busy === 0) state.now = 0;
  }
}

/**
 * At the bottom of the stack, where no firing can be under way: true when one was, all the same. A vm timeout ends
 * code without running its handlers, ours included, and no probe would ever fire again.
 */
export function mend(): boolean {
  if (state.inProbe === 0) return false;
  state.inProbe = 0;
  state.now = 0;
  state.frame = undefined;
  state.opening = false;
  state.stack = -1;
  return true;
}

/** Runs work of the agent so that no probe sees it. */
export function hidden<T>(work: () => T): T {
  state.inProbe++;
  try {
    return work();
  } finally {
    if (--state.inProbe === 0) state.now = 0; // a clock read in here is not the next firing's
  }
}

/** The firing's clock: one reading for all who ask during it. */
export function firingNow(): number {
  if (state.inProbe === 0) return nowNs();
  if (state.now === 0) state.now = nowNs();
  return state.now;
}
