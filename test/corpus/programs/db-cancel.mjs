// rule: uncancellable-native
// or: dropped-signal never-cancelled
// A driver with a queue rejects at the abort; mended, it cancels the statement over a second connection.
import net from 'node:net';
import { sleep } from '../lib.mjs';

const guilty = process.argv[2] === 'guilty';
const running = new Map();
const database = net.createServer((socket) => {
  socket.setEncoding('utf8').on('error', () => {});
  socket.write('HELLO 7\n');
  socket.on('data', (text) => {
    const [verb, argument] = text.trim().split(' ');
    if (verb === 'CANCEL') {
      clearTimeout(running.get(argument));
      socket.end();
      for (const each of peers) if (each !== socket) each.write('CANCELLED\n');
    } else
      running.set(
        '7',
        setTimeout(() => socket.write('ROWS\n'), argument === '1' ? 5 : 2500),
      );
  });
});
const peers = new Set();
database.on('connection', (socket) => {
  peers.add(socket);
  socket.on('close', () => peers.delete(socket));
});
await new Promise((resolve) => database.listen(0, '127.0.0.1', resolve));
const { port } = database.address();

class Client {
  #queue = [];
  #busy = true;
  #socket = net.connect(port, '127.0.0.1').setEncoding('utf8');
  constructor() {
    this.#socket.on('data', () => {
      this.#busy = false;
      this.#queue.shift()?.settled?.();
      this.#send();
    });
    this.#queue.push({ sent: true });
  }
  #send() {
    const [next] = this.#queue;
    if (next === undefined || this.#busy || next.sent) return;
    this.#busy = next.sent = true;
    this.#socket.write(next.text);
  }
  query(text, signal) {
    return new Promise((resolve, reject) => {
      this.#queue.push({ text, settled: resolve });
      this.#send();
      signal.addEventListener('abort', () => {
        reject(signal.reason);
        if (!guilty)
          net
            .connect(port, '127.0.0.1', function () {
              this.end('CANCEL 7');
            })
            .resume();
      });
    });
  }
  end() {
    this.#socket.destroy();
  }
}

const client = new Client();
async function report(signal) {
  await client.query('SELECT 1', signal);
  await client.query('SELECT sums', signal);
}
const controller = new AbortController();
report(controller.signal).catch(() => {});
await sleep(400);
controller.abort();
await sleep(1500);
client.end();
database.close();
