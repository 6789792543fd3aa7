/**
 * `--snapshot`: signals of before the attach, found in the heap by V8's inspector. V8 collects twice and walks the
 * heap for that: the isolate stands still meanwhile.
 */
import { inspecting } from '../../probes/support/inspector.js';
import { symbolNamed } from '../../probes/support/stamp.js';
import type { Host } from '../../wire/host.js';

const MEETING = 'ntrace.heap';
const HERE = `globalThis[Symbol.for("${MEETING}")]`;
type Remote = { readonly objectId?: string };

/** @param prototype what they inherit from. @throws Error where this Node has no inspector */
export function instancesInHeap(host: Host, prototype: object): object[] {
  let found: object[] = [];
  const meeting = { prototype, take: (list: object[]) => (found = [...list]) };
  inspecting(host, Symbol.for(MEETING), meeting, (inspector) => {
    const expression = `${HERE}.prototype`;
    const { result } = inspector.call<{ result: Remote }>('Runtime.evaluate', { expression });
    const { objects } = inspector.call<{ objects: Remote }>('Runtime.queryObjects', {
      prototypeObjectId: result.objectId,
    });
    const functionDeclaration = `function () { ${HERE}.take(this); }`;
    inspector.call('Runtime.callFunctionOn', { objectId: objects.objectId, functionDeclaration });
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
