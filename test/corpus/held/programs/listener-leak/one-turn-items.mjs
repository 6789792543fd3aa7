// rule: listener-leak
// Within one synchronous run each parsed item subscribes to the batch's signal; all are done at once, none leaves.
import { getEventListeners } from 'node:events';
import { guilty, pause, verdict } from '../../lib/observe.mjs';

class Parser {
  #stopped = false;

  constructor(signal) {
    this.signal = signal;
    this.onAbort = () => {
      this.#stopped = true;
    };
    signal.addEventListener('abort', this.onAbort);
  }

  parse(line) {
    const fields = [];
    for (const field of line.split(';')) {
      if (this.#stopped) throw this.signal.reason;
      fields.push(field.trim());
    }
    return fields;
  }

  close() {
    this.signal.removeEventListener('abort', this.onAbort);
  }
}

function parseAll(lines, signal) {
  return lines.map((line) => {
    const parser = new Parser(signal);
    const fields = parser.parse(line);
    if (!guilty) parser.close();
    return fields;
  });
}

const batch = new AbortController();
const count = () => getEventListeners(batch.signal, 'abort').length;
const before = count();
const rows = parseAll(
  Array.from({ length: 40 }, (_, n) => `${n}; item ${n}; ${n * 3}`),
  batch.signal,
);
await pause(1300);
verdict(count() - before > 8, `${count() - before} listeners left by ${rows.length} parsed lines`);
