/** A consumer inside an application lets the workers and children of it join, through NTRACE_JOIN. */
import { JOIN_VARIABLE, type Start } from '../../wire/bootstrap.js';
import { WIRE_VERSION } from '../../wire/version.js';
import type { Peer } from '../consumer/agent.js';
import type { Intake } from '../consumer/time-order.js';
import { ConsumerSocket } from './consumer-socket.js';

/** Workers and children find the file by the environment; it is there before one of them can run. */
export function inviteOthers(
  start: Start,
  intake: Intake,
  others: Set<Peer>,
  say: (line: string) => void,
): void {
  const file = ConsumerSocket.joinFileName();
  process.env[JOIN_VARIABLE] = file;
  const open = async (): Promise<void> => {
    const socket = await ConsumerSocket.open({ background: true });
    const { path, token } = await socket.invite();
    socket.onAgent((link) => {
      others.add(link);
      link.onClose(() => {
        others.delete(link);
        intake.leave(link);
      });
      intake.join(link);
      link.onMessages((messages) => intake.receive(link, messages));
    });
    socket.writeJoinFile({ wireVersion: WIRE_VERSION, path, token, start, children: true }, file);
  };
  open().catch((error: Error) => say(`workers and children are not traced: ${error.message}`));
}
