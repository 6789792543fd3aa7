/** Where what a watch sees goes: a report, a terminal, another format. A watch has a list of them. */
import type { Loss } from '../../wire/finding.js';
import type { AgentMessage } from '../../wire/messages.js';
import type { Peer } from '../consumer/agent.js';
import type { Finding, Report } from './finding.js';

export interface Sink {
  /** A loss has come and was folded into the finding; `fresh`: it is the first of its kind. */
  found?(finding: Finding, fresh: boolean, loss: Loss): void;
  /** Everything that an agent says, before anything is made of it. */
  message?(peer: Peer, message: AgentMessage): void;
  /** Its socket closed. */
  left?(peer: Peer): void;
  /** The watch is over. @throws CliError */
  close(report: Report): void | Promise<void>;
}
