/**
 * The agent inside ntrace itself: for programs without a target, and for END when all targets are gone. It is
 * the same bundle that is injected elsewhere, evaluated here; messages are handed over without a socket.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import type { Bootstrap } from '../../wire/bootstrap.js';
import type { AgentMessage, ConsumerMessage, HelloMessage } from '../../wire/messages.js';
import type { Peer } from './agent.js';

type Direct = { receive(messages: readonly ConsumerMessage[]): void };
type AgentBundle = (bootstrap: Bootstrap) => Direct;

const BUNDLE = fileURLToPath(new URL('../../agent/inject.js.txt', import.meta.url));

/**
 * Starts an agent here: `join` comes once, with its hello; all messages go to `messages`. What is sent to the
 * agent is delivered from the event loop, so that no frame of ntrace stands in the stacks of the program.
 */
export function startInProcess(on: {
  join: (peer: Peer) => void;
  messages: (peer: Peer, messages: readonly AgentMessage[]) => void;
}): void {
  const bundle = runInThisContext(readFileSync(BUNDLE, 'utf8'), { filename: BUNDLE }) as AgentBundle;
  let direct: Direct | undefined;
  let peer: Peer | undefined;
  const early: AgentMessage[] = [];
  const receive = (messages: readonly AgentMessage[]): void => {
    // The agent says hello before it is there to be spoken to.
    if (direct === undefined) return void early.push(...messages);
    if (peer === undefined) {
      const hello = messages.find((message): message is HelloMessage => message.type === 'hello');
      if (hello === undefined) return;
      const { receive: deliver } = direct;
      peer = { hello, send: (message) => setImmediate(deliver, [message]) };
      on.join(peer);
    }
    on.messages(peer, messages);
  };
  direct = bundle({ kind: 'direct', send: receive });
  receive(early);
}
