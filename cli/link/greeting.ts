/**
 * The first message of a peer on a private socket, read with suspicion: it has limited time and size, and
 * nonsense is an error, never a crash. Then whoever was greeted takes the socket over.
 */
import type { Socket } from 'node:net';
import { FrameDecoder, FrameError } from '../../wire/frame.js';
import { CliError } from '../error.js';

const DEADLINE_MS = 10_000;
/** A stranger must not make us buffer more than a greeting before it has shown its token. */
const MAX_BYTES = 1 << 20;

export type Greeting = {
  readonly first: unknown;
  /** What came in the same chunk. */
  readonly rest: readonly unknown[];
  /** May hold the beginning of the next frame. */
  readonly decoder: FrameDecoder;
};

export type Greeter = {
  /** May throw: then the peer is refused. */
  readonly greeted: (greeting: Greeting) => void;
  readonly refused: (error: CliError) => void;
  /** In any case, before the others. */
  readonly settled: () => void;
  /** Waiting for the peer keeps no process alive. */
  readonly background: boolean;
};

export function greet(peer: Socket, { greeted, refused, settled, background }: Greeter): void {
  const decoder = new FrameDecoder();
  const done = () => {
    clearTimeout(timer);
    peer.removeAllListeners();
    settled();
  };
  const refuse = (error: CliError) => {
    done();
    peer.on('error', () => {}); // of a connection that is already given up
    peer.destroy();
    refused(error);
  };
  const timer = setTimeout(
    () => refuse(refusal('no-hello', `a peer connected but said nothing for ${DEADLINE_MS / 1000} s`)),
    DEADLINE_MS,
  );
  if (background) {
    peer.unref();
    timer.unref();
  }
  peer.on('error', () => {}); // close follows
  peer.on('close', done);
  peer.on('data', (chunk: Buffer) => {
    try {
      if (peer.bytesRead > MAX_BYTES) throw new FrameError(`${peer.bytesRead} bytes without a hello`);
      const messages = decoder.push(chunk);
      if (messages.length === 0) return;
      const [first, ...rest] = messages;
      done();
      greeted({ first, rest, decoder });
    } catch (error) {
      refuse(error instanceof CliError ? error : nonsense((error as Error).message));
    }
  });
}

function nonsense(message: string): CliError {
  return refusal('nonsense', `a peer on the private socket does not speak ntrace: ${message}`);
}

export function refusal(code: string, message: string): CliError {
  return new CliError(code, message, { exitCode: 4 });
}
