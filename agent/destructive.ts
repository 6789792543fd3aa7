/** What clauses may do to the application once destructive actions are allowed: stand still, send a signal. */
import { FAULTS, fault } from '../wire/fault.js';
import type { Int } from '../wire/value.js';
import { nowNs, process } from './host.js';

/** DTrace's own limits: so much in each interval. */
const CHILL_NS = 500_000_000;
const INTERVAL_NS = 1_000_000_000;

/** How long the isolate may still stand still. */
export class ChillBudget {
  #intervalStart = Number.NEGATIVE_INFINITY;
  #usedNs = 0;

  /** False when it is more than is left. */
  take(ns: number, nowNs: number): boolean {
    if (nowNs - this.#intervalStart > INTERVAL_NS) {
      this.#intervalStart = nowNs;
      this.#usedNs = 0;
    }
    if (ns < 0 || this.#usedNs + ns > CHILL_NS) return false;
    this.#usedNs += ns;
    return true;
  }
}

const { kill, pid } = process; // the application may replace them later
const sleeper = new Int32Array(new SharedArrayBuffer(4));
/** One for the isolate: several consumers cannot make it stand still for longer. */
const budget = new ChillBudget();

export function chill(ns: Int, span: number): void {
  const wanted = Number(ns);
  if (!budget.take(wanted, nowNs())) fault(FAULTS['illegal-operation'], span);
  Atomics.wait(sleeper, 0, 0, wanted / 1e6);
}

/** A signal that the system does not know is a fault; 0 asks whether the process is there, and does nothing. */
export function raise(signal: Int, span: number): void {
  try {
    kill.call(process, pid, Number(signal));
  } catch {
    fault(FAULTS['illegal-operation'], span);
  }
}
