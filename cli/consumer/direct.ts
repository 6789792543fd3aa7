/** An agent in the consumer's own process: messages are handed over without a socket. */
import type { Bootstrap } from '../../wire/bootstrap.js';
import type { AgentMessage, ConsumerMessage, HelloMessage } from '../../wire/messages.js';
import type { Peer } from './agent.js';

type Direct = { receive(messages: readonly ConsumerMessage[]): void };

export type DirectEvents = {
  /** Once, with the agent's hello. */
  join(peer: Peer): void;
  messages(peer: Peer, messages: readonly AgentMessage[]): void;
};

/** @param deliver how a message gets to the agent: at once, or from the event loop */
export function connectDirect(
  start: (bootstrap: Bootstrap) => unknown,
  deliver: (hand: () => void) => void,
  on: DirectEvents,
): void {
  let direct: Direct | undefined;
  let peer: Peer | undefined;
  const early: AgentMessage[] = [];
  const receive = (messages: readonly AgentMessage[]): void => {
    // The agent says hello before it is there to be spoken to.
    if (direct === undefined) return void early.push(...messages);
    if (peer === undefined) {
      const hello = messages.find((message): message is HelloMessage => message.type === 'hello');
      if (hello === undefined) return;
      const agent = direct;
      // Bound, not wrapped: an arrow of ours would stand in the stacks of the program.
      peer = { hello, send: (message) => deliver(agent.receive.bind(agent, [message])) };
      on.join(peer);
    }
    on.messages(peer, messages);
  };
  direct = start({ kind: 'direct', send: receive }) as Direct;
  receive(early);
}
