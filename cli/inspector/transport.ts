/** A WebSocket to an inspector, as three members: nothing above it knows of ws. */
import { WebSocket } from 'ws';

const CLOSE_TIMEOUT_MS = 1000;

export interface Transport {
  send(text: string): void;
  /** `onClose` is called once, also when the peer was never reached again. */
  listen(onText: (text: string) => void, onClose: () => void): void;
  /** Resolves when the connection is gone on both sides: Node must not close its inspector under it. */
  close(): Promise<void>;
}

/** @throws Error when the peer does not take the connection in time. */
export function openWebSocket(url: string, timeoutMs: number): Promise<Transport> {
  const socket = new WebSocket(url, {
    perMessageDeflate: false,
    handshakeTimeout: timeoutMs,
    maxPayload: 64 * 1024 * 1024,
  });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('open', () => {
      socket.off('error', reject);
      socket.on('error', () => {}); // close follows
      resolve({
        send: (text) => socket.send(text),
        listen(onText, onClose) {
          socket.on('message', (data) => onText(String(data)));
          if (socket.readyState === WebSocket.OPEN) socket.once('close', onClose);
          else setImmediate(onClose);
        },
        close: () => closed(socket),
      });
    });
  });
}

/** Asks politely, and hangs up when the peer does not answer. */
function closed(socket: WebSocket): Promise<void> {
  if (socket.readyState === WebSocket.CLOSED) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), CLOSE_TIMEOUT_MS);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.close();
  });
}
