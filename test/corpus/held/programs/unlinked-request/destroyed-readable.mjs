// rule: unlinked-request
// or: never-cancelled outlived-scope
// A Readable over paged results; destroy() marks the stream, the page being loaded goes on.
import http from 'node:http';
import { Readable } from 'node:stream';
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const api = await backend();

class PagedResults extends Readable {
  #page = 0;
  #request = null;

  constructor(url) {
    super({ objectMode: true, highWaterMark: 2 });
    this.url = url;
  }

  _read() {
    const page = this.#page++;
    const path = page === 0 ? '/fast/results' : `/results?page=${page}&ms=2600`;
    this.#request = http.get(this.url + path, (response) => {
      response.resume();
      response.on('end', () => {
        if (!this.destroyed) this.push({ page });
      });
    });
    this.#request.on('error', (error) => this.destroy(error));
  }

  _destroy(error, done) {
    if (!guilty) this.#request?.destroy();
    done(error);
  }
}

const results = new PagedResults(api.url);
results.on('error', () => {});
results.once('data', () => setTimeout(() => results.destroy(), 150));
await pause(150 + 1500);
const [call] = api.on('/results');
verdict(call.open, `page 1 ${call.open ? 'still loading' : 'given up'} 1.4 s after the stream was destroyed`);
api.close();
