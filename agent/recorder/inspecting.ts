/** V8's inspector, asked from inside the thread that it inspects. Nothing of the application runs for that. */
import { inspector } from '../host.js';

export type Reply = {
  readonly result?: unknown;
  readonly objects?: { readonly objectId?: string };
  readonly internalProperties?: readonly Property[];
};
export type Property = {
  readonly name: string;
  readonly value?: { readonly objectId?: string; readonly type?: string; readonly description?: string };
};
export type Ask = (method: string, params: object) => Reply;
type Post = (method: string, params: object, done: (error: Error | null, reply?: Reply) => void) => void;

/**
 * @param meeting where the inspector's side and ours meet while `work` runs: a key of the global object
 * @throws Error where this Node has no inspector, or it fails
 */
export function inspecting<T>(meeting: symbol, value: unknown, work: (ask: Ask) => T): T {
  if (inspector === undefined) throw new Error('this Node.js has no inspector to search the heap with');
  const session = new inspector.Session();
  session.connect();
  try {
    Object.defineProperty(globalThis, meeting, { configurable: true, value });
    return work((method, params) => ask(session, method, params));
  } finally {
    Reflect.deleteProperty(globalThis, meeting);
    // Its references to what was found go with it.
    session.disconnect();
  }
}

/** Of something that was evaluated. */
export function objectIdOf({ result }: Reply): string | undefined {
  return (result as { readonly objectId?: string } | undefined)?.objectId;
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
