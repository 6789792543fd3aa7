/**
 * `--snapshot`: signals of before the attach, found in the heap by V8's inspector. V8 collects twice and walks the
 * heap for that: the isolate stands still meanwhile.
 */
import { symbolNamed } from '../../probes/support/stamp.js';
import { inspecting, objectIdOf } from './inspecting.js';

const MEETING = Symbol.for('ntrace.heap');

/** @param prototype what they inherit from. @throws Error where this Node has no inspector */
export function instancesInHeap(prototype: object): object[] {
  let found: object[] = [];
  const meeting = { prototype, take: (list: object[]) => (found = [...list]) };
  inspecting(MEETING, meeting, (ask) => {
    const here = 'globalThis[Symbol.for("ntrace.heap")]';
    const asked = objectIdOf(ask('Runtime.evaluate', { expression: `${here}.prototype` }));
    const objectId = ask('Runtime.queryObjects', { prototypeObjectId: asked }).objects?.objectId;
    const take = { objectId, functionDeclaration: `function () { ${here}.take(this); }` };
    ask('Runtime.callFunctionOn', take);
  });
  return found;
}

/** What a signal of AbortSignal.any() follows, as Node keeps it. */
export function sourcesOf(signal: object): object[] {
  const key = symbolNamed(signal, 'kSourceSignals');
  const listed: unknown = key === undefined ? undefined : (signal as Record<symbol, unknown>)[key];
  if (typeof listed !== 'object' || listed === null || !(Symbol.iterator in listed)) return [];
  return [...(listed as Iterable<{ deref(): object | undefined }>)].flatMap((each) => each.deref() ?? []);
}
