/** wire-db: a client for the ledger database. One command per id, many at once on a connection. */
import net from 'node:net';

export class LedgerClient {
  #socket;
  #pending = new Map();
  #next = 1;
  #sendsStop;

  constructor(port, { stopOnAbort = false } = {}) {
    this.#sendsStop = stopOnAbort;
    this.#socket = net.connect(port, '127.0.0.1').setEncoding('utf8');
    let rest = '';
    this.#socket.on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      for (const line of lines) this.#answer(line);
    });
  }

  #answer(line) {
    const [verb, id] = line.split(' ');
    const waiting = this.#pending.get(id);
    this.#pending.delete(id);
    if (verb === 'DONE') waiting?.resolve({ id });
  }

  query(sql, { signal } = {}) {
    const id = String(this.#next++);
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#socket.write(`RUN ${id} ${sql}\n`);
      signal?.addEventListener(
        'abort',
        () => {
          if (this.#sendsStop) this.#socket.write(`STOP ${id}\n`);
          reject(signal.reason);
        },
        { once: true },
      );
    });
  }

  end() {
    this.#socket.end();
  }
}
