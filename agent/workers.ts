/**
 * Worker threads of a traced main thread: each gets the same agent, through the NodeWorker domain of an
 * inspector session inside the process (no port needed), and connects to the consumer by itself.
 * A worker's first synchronous run may be missed when it starts during the trace.
 */
import { type Bootstrap, startInTurn } from '../wire/bootstrap.js';
import { hidden } from './fire.js';
import { inspector } from './host.js';

type Post = (method: string, params?: object, done?: (error: Error | null) => void) => void;
type Attached = { params: { sessionId: string; workerInfo: { title: string } } };
type Reply = {
  id?: number;
  result?: { result?: { value?: unknown }; exceptionDetails?: { exception?: { description?: string } } };
};
type Received = { params: { sessionId: string; message: string } };

/** A worker that is still booting is asked again. */
const RETRY_MS = 10;
const MAX_TRIES = 500;
/** process is there before it is complete. */
const READY =
  'typeof process === "object" && process.pid !== undefined && Array.isArray(process.argv) && typeof process.getBuiltinModule === "function" && typeof setImmediate === "function"';

/** Starts following; returns the stop. `after` is the agent's own timer. */
export function followWorkers(
  agentText: string,
  bootstrap: Bootstrap,
  after: (ms: number, work: () => void) => () => void,
  onTrouble: (message: string) => void,
): () => void {
  if (inspector === undefined) return () => {};
  const session = new inspector.Session();
  const post = session.post.bind(session) as unknown as Post;
  const tries = new Map<string, number>();
  let stopped = false;

  const evaluate = (sessionId: string, id: number, expression: string, awaitPromise: boolean): void => {
    const message = JSON.stringify({
      id,
      method: 'Runtime.evaluate',
      params: { expression, returnByValue: true, awaitPromise, silent: true },
    });
    // The worker may have ended by now: that is no trouble.
    post('NodeWorker.sendMessageToWorker', { sessionId, message }, () => {});
  };
  const ask = (sessionId: string): void => {
    if (!stopped) evaluate(sessionId, 1, READY, false);
  };
  const on = (event: string, take: (message: never) => void): void => {
    session.on(event as 'inspectorNotification', (message) => hidden(() => take(message as never)));
  };

  on('NodeWorker.attachedToWorker', ({ params }: Attached) => {
    tries.set(params.sessionId, 0);
    ask(params.sessionId);
  });
  on('NodeWorker.detachedFromWorker', ({ params }: { params: { sessionId: string } }) =>
    tries.delete(params.sessionId),
  );
  on('NodeWorker.receivedMessageFromWorker', ({ params }: Received) => {
    const { id, result } = JSON.parse(params.message) as Reply;
    if (id === 2 && result?.result?.value !== 'ok')
      onTrouble(
        `a worker's agent did not start: ${result?.exceptionDetails?.exception?.description ?? result?.result?.value}`,
      );
    if (id !== 1) return;
    if (result?.result?.value === true)
      return evaluate(params.sessionId, 2, startInTurn(agentText, bootstrap), true);
    const count = (tries.get(params.sessionId) ?? MAX_TRIES) + 1;
    tries.set(params.sessionId, count);
    if (count < MAX_TRIES) after(RETRY_MS, () => ask(params.sessionId));
    else onTrouble('a worker did not become ready');
  });
  hidden(() => {
    session.connect();
    post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  });
  return () => {
    stopped = true;
    hidden(() => {
      post('NodeWorker.disable');
      session.disconnect();
    });
  };
}
