/** Where what a watch sees goes: a report, a terminal, another format. A watch has a list of them. */
import type { AgentMessage } from '../../wire/messages.js';
import type { Peer } from '../consumer/agent.js';
import type { Finding, Report } from './finding.js';

export interface Sink {
  /** A loss has come and was folded; `fresh`: it is the first of its kind. */
  found?(finding: Finding, fresh: boolean): void;
  /** Everything that an agent says, before anything is made of it. */
  message?(peer: Peer, message: AgentMessage): void;
  /** Its socket closed. */
  left?(peer: Peer): void;
  /** The watch is over. @throws CliError */
  close(report: Report): void | Promise<void>;
}
