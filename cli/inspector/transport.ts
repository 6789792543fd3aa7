/** A WebSocket to an inspector, as three members: nothing above it knows of ws. */
import { WebSocket } from 'ws';

export interface Transport {
  send(text: string): void;
  /** `onClose` is called once, also when the peer was never reached again. */
  listen(onText: (text: string) => void, onClose: () => void): void;
  close(): void;
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
        close: () => socket.close(),
      });
    });
  });
}
