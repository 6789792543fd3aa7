/**
 * `--snapshot`: signals of before the attach, found in the heap by V8's inspector. V8 collects twice and walks the
 * heap for that: the isolate stands still meanwhile.
 */
import { symbolNamed } from '../../probes/support/stamp.js';
import { inspector } from '../host.js';

/** Where the inspector's side and ours meet, for the time of one query. */
const MEETING = Symbol.for('ntrace.heap');
type Reply = {
  readonly result?: { readonly objectId?: string };
  readonly objects?: { readonly objectId?: string };
};
type Post = (method: string, params: object, done: (error: Error | null, reply?: Reply) => void) => void;

/** @param prototype what they inherit from. @throws Error where this Node has no inspector */
export function instancesInHeap(prototype: object): object[] {
  if (inspector === undefined) throw new Error('this Node.js has no inspector to search the heap with');
  const session = new inspector.Session();
  session.connect();
  let found: object[] = [];
  try {
    Object.defineProperty(globalThis, MEETING, {
      configurable: true,
      value: { prototype, take: (list: object[]) => (found = [...list]) },
    });
    const here = 'globalThis[Symbol.for("ntrace.heap")]';
    const asked = ask(session, 'Runtime.evaluate', { expression: `${here}.prototype` }).result?.objectId;
    const objectId = ask(session, 'Runtime.queryObjects', { prototypeObjectId: asked }).objects?.objectId;
    const take = { objectId, functionDeclaration: `function () { ${here}.take(this); }` };
    ask(session, 'Runtime.callFunctionOn', take);
  } finally {
    Reflect.deleteProperty(globalThis, MEETING);
    // Its references to what was found go with it.
    session.disconnect();
  }
  return found;
}

/** Within one thread the answer is there when the call returns. */
function ask(session: import('node:inspector').Session, method: string, params: object): Reply {
  let answer: Reply | undefined;
  let failure: Error | null = null;
  (session.post.bind(session) as unknown as Post)(method, params, (error, reply) => {
    failure = error;
    answer = reply;
  });
  if (failure !== null || answer === undefined)
    throw new Error(`${method} failed: ${(failure as Error | null)?.message ?? 'no answer'}`);
  return answer;
}

/** What a signal of AbortSignal.any() follows, as Node keeps it. */
export function sourcesOf(signal: object): object[] {
  const key = symbolNamed(signal, 'kSourceSignals');
  const listed: unknown = key === undefined ? undefined : (signal as Record<symbol, unknown>)[key];
  if (typeof listed !== 'object' || listed === null || !(Symbol.iterator in listed)) return [];
  return [...(listed as Iterable<{ deref(): object | undefined }>)].flatMap((each) => each.deref() ?? []);
}
