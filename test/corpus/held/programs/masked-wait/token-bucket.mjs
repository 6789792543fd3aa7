// rule: masked-wait
// A rate limiter hands out one token each 900 ms; those who queue for one cannot leave the queue.
import { backend, guilty, pause, track, verdict } from '../../lib/observe.mjs';

const api = await backend();

class TokenBucket {
  #queue = [];
  #timer;

  constructor(every) {
    this.#timer = setInterval(() => this.#queue.shift()?.grant(), every);
    this.#timer.unref();
  }

  take(signal) {
    return new Promise((resolve, reject) => {
      const place = { grant: resolve };
      this.#queue.push(place);
      if (guilty) return;
      const leave = () => {
        this.#queue.splice(this.#queue.indexOf(place), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      place.grant = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
    });
  }

  close() {
    clearInterval(this.#timer);
  }
}

const bucket = new TokenBucket(900);

async function send(message, signal) {
  await bucket.take(signal);
  signal.throwIfAborted();
  return fetch(`${api.url}/fast/send/${message}`, { signal });
}

const campaign = new AbortController();
const others = ['a', 'b'].map((name) => track(send(name, new AbortController().signal)));
const mine = track(send('c', campaign.signal));
await pause(200);
campaign.abort();
await pause(1500);
verdict(
  mine.at === 0,
  `queued send settled: ${mine.at !== 0}; others: ${others.filter(({ ok }) => ok).length} sent`,
);
await pause(1400);
bucket.close();
api.close();
