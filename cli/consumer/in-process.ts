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

/** Starts an agent here. `onJoin` comes once, with its hello; everything after goes to `onMessages`. */
export function startInProcess(on: {
  join: (peer: Peer) => void;
  messages: (peer: Peer, messages: readonly AgentMessage[]) => void;
}): void {
  const bundle = runInThisContext(readFileSync(BUNDLE, 'utf8'), { filename: BUNDLE }) as AgentBundle;
  let peer: Peer | undefined;
  let direct: Direct | undefined;
  const early: ConsumerMessage[] = [];
  const receive = (messages: readonly AgentMessage[]): void => {
    if (peer === undefined) {
      const hello = messages.find((message): message is HelloMessage => message.type === 'hello');
      if (hello === undefined) return;
      // The agent may say hello before its start function has returned.
      const send = (message: ConsumerMessage): void => {
        if (direct === undefined) early.push(message);
        else direct.receive([message]);
      };
      peer = { hello, send };
      on.join(peer);
    }
    on.messages(peer, messages);
  };
  const started = bundle({ kind: 'direct', send: receive });
  direct = started;
  if (early.length > 0) started.receive(early.splice(0));
}
