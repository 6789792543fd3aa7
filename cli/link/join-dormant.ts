/** Asks the agent that waits on PID.sock (a dormant preload) to join a consumer: no signal, no inspector. */
import { connect } from 'node:net';
import { encodeFrame, FrameDecoder } from '../../wire/frame.js';
import type { JoinedMessage, JoinMessage } from '../../wire/messages.js';
import { WIRE_VERSION } from '../../wire/version.js';
import { CliError } from '../error.js';
import { type Invitation, wireVersionError } from './consumer-socket.js';

/** Resolves when the agent has agreed. @throws CliError when it refuses, ends or stays silent. */
export function joinDormant(
  pid: number,
  agentSocket: string,
  invitation: Invitation,
  timeoutMs: number,
): Promise<void> {
  const join: JoinMessage = {
    type: 'join',
    wireVersion: WIRE_VERSION,
    path: invitation.path,
    token: invitation.token,
  };
  return new Promise((resolve, reject) => {
    const socket = connect(agentSocket);
    const decoder = new FrameDecoder();
    const settle = (error?: CliError) => {
      clearTimeout(timer);
      socket.destroy();
      if (error === undefined) resolve();
      else reject(error);
    };
    const fail = (code: string, message: string, hint?: string) =>
      settle(new CliError(code, `process ${pid}: ${message}`, { hint, exitCode: 4 }));
    const timer = setTimeout(
      () =>
        fail(
          'no-answer',
          `its agent does not answer within ${timeoutMs} ms: a blocking call keeps it`,
          'retry when it is idle',
        ),
      timeoutMs,
    );
    socket.on('connect', () => socket.write(encodeFrame([join])));
    socket.on('error', (error) => fail('agent-socket', `cannot reach its agent: ${error.message}`));
    socket.on('close', () => fail('agent-socket', 'its agent hung up')); // no effect once settled
    socket.on('data', (chunk: Buffer) => {
      let answer: Partial<JoinedMessage> | null | undefined;
      try {
        answer = decoder.push(chunk)[0] as Partial<JoinedMessage> | null | undefined;
      } catch (error) {
        return fail(
          'nonsense',
          `what listens on ${agentSocket} does not speak ntrace: ${(error as Error).message}`,
        );
      }
      if (answer === undefined) return;
      if (answer?.type === 'joined') return settle();
      if (answer?.type !== 'refused')
        return fail('nonsense', `what listens on ${agentSocket} does not speak ntrace`);
      if (answer.wireVersion !== WIRE_VERSION) return settle(wireVersionError(pid, answer.wireVersion));
      fail('refused', `its agent refused: ${String(answer.reason)}`);
    });
  });
}
