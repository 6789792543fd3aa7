/** What clauses may do to the application once destructive actions are allowed: stand still, send a signal. */
import { FAULTS, fault } from '../wire/fault.js';
import type { Int } from '../wire/value.js';
import { nowNs, process } from './host.js';

/** DTrace's own limits: so much in each interval. */
const CHILL_NS = 500_000_000;
const INTERVAL_NS = 1_000_000_000;

const { kill, pid } = process; // the application may replace them later
const sleeper = new Int32Array(new SharedArrayBuffer(4));
let intervalStart = 0;
let chilledNs = 0;

/** One budget for the isolate: several consumers cannot make it stand still for longer. */
export function chill(ns: Int, span: number): void {
  const wanted = Number(ns);
  const now = nowNs();
  if (now - intervalStart > INTERVAL_NS) {
    intervalStart = now;
    chilledNs = 0;
  }
  if (wanted < 0 || chilledNs + wanted > CHILL_NS) fault(FAULTS['illegal-operation'], span);
  chilledNs += wanted;
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
