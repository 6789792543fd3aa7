// rule: swallowed-abort
// or: masked-wait cut-dispatch
// The abort takes the waiter out of the queue; nobody tells the waiter: its promise hangs for good.
import { guilty, pause, track, verdict } from '../../lib/observe.mjs';

class Mutex {
  #held = false;
  #queue = [];

  acquire(signal) {
    if (!this.#held) {
      this.#held = true;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const entry = { resolve };
      const onAbort = () => {
        this.#queue.splice(this.#queue.indexOf(entry), 1);
        if (!guilty) reject(signal.reason);
      };
      this.#queue.push(entry);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  release() {
    const next = this.#queue.shift();
    if (next) next.resolve();
    else this.#held = false;
  }
}

const mutex = new Mutex();

async function migrate(name, signal) {
  await mutex.acquire(signal);
  try {
    await pause(600);
    return `${name} done`;
  } finally {
    mutex.release();
  }
}

const first = track(migrate('0001', new AbortController().signal));
const operator = new AbortController();
const second = track(migrate('0002', operator.signal));
await pause(200);
operator.abort();
await pause(1600);
verdict(second.at === 0, `first: ${first.value}; second settled 1.6 s after its abort: ${second.at !== 0}`);
