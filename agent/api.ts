/**
 * `import { detached, shared } from 'ntrace'`: marks in the application's own code. They cost one property
 * read while no agent is loaded. expectNoLostCancellations comes with the loss detector.
 */

/** Where an agent that judges work puts what it wants to know about marked functions. */
const MARKS = Symbol.for('ntrace.marks');
type Marks = { run<T>(kind: 'detached' | 'shared', reason: string, work: () => T): T };

function marked<T>(kind: 'detached' | 'shared', reason: string, work: () => T): T {
  const marks = (globalThis as { [MARKS]?: Marks })[MARKS];
  return marks === undefined ? work() : marks.run(kind, reason, work);
}

/** Runs work that is meant to outlive its caller, such as an audit log. Returns what `work` returns. */
export function detached<T>(reason: string, work: () => T): T {
  return marked('detached', reason, work);
}

/** Runs work that serves several callers, such as a cache fill. Returns what `work` returns. */
export function shared<T>(reason: string, work: () => T): T {
  return marked('shared', reason, work);
}
