/**
 * Where the program runs: in processes that are attached (attached.ts), in a command that is started (started.ts), or
 * in ntrace itself. Hands every agent to the consumer and knows when no more can come.
 */
import type { Start } from '../../wire/bootstrap.js';
import type { AgentMessage } from '../../wire/messages.js';
import type { Peer } from '../consumer/agent.js';
import { startInProcess } from '../consumer/in-process.js';
import type { Intake } from '../consumer/time-order.js';
import type { LaunchEnd } from '../launch.js';
import type { AgentLink } from '../link/agent-link.js';
import type { Log } from '../terminal/log.js';
import { say } from '../terminal/say.js';

export interface Targets {
  readonly kind: 'self' | 'attached' | 'started';
  /** Processes that were attached, or the one that was started. */
  readonly pids: readonly number[];
  /** What the agents there offer; undefined when there is no telling before the program runs. */
  readonly links: readonly AgentLink[];
  /** From here on messages of agents go to `intake`, which starts those that were attached; others start so. */
  run(intake: Intake, start: Start): Promise<void>;
  /** Set once the command that was started has ended. */
  readonly commandEnd: LaunchEnd | undefined;
  forward(signal: NodeJS.Signals): void;
  close(): Promise<void>;
}

/** Who is followed beside the targets themselves. */
export type Following = { readonly workers: boolean; readonly children: boolean };

export function connect(intake: Intake, link: AgentLink, following: Following, log: Log): void {
  const { pid, tid } = link.hello;
  if (tid !== 0 && !following.workers) {
    link.send({ type: 'stop', quiet: true });
    return link.close();
  }
  log('agent joined', { pid, tid, node: link.hello.node });
  link.onClose((error) => {
    log('agent left', { pid, tid, error: error?.message });
    if (error !== undefined) say(error.message);
    intake.leave(link);
  });
  intake.join(link);
  link.onMessages((messages) => intake.receive(link, messages));
}

/** An agent in ntrace itself; used for END too, when all targets are gone. */
export function runHere(
  join: (peer: Peer) => void,
  receive: (peer: Peer, messages: readonly AgentMessage[]) => void,
): void {
  startInProcess({ join, messages: receive });
}

export class OwnProcess implements Targets {
  readonly kind = 'self';
  readonly pids: readonly number[] = [process.pid];
  readonly links: readonly AgentLink[] = [];
  readonly commandEnd = undefined;

  async run(intake: Intake): Promise<void> {
    runHere(
      (peer) => {
        intake.join(peer);
        intake.close();
      },
      (peer, messages) => intake.receive(peer, messages),
    );
  }
  forward(): void {}
  async close(): Promise<void> {}
}
