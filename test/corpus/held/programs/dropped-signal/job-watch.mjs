// rule: dropped-signal
// or: swallowed-abort unlinked-request outlived-scope
// A polling loop with setInterval and callbacks; the option `signal` is accepted and not wired.
import http from 'node:http';
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const api = await backend();

function watchJob(id, { every = 100, limit = 30, signal, onStatus }) {
  let asked = 0;
  const stop = () => clearInterval(timer);
  const ask = () => {
    if (++asked >= limit) stop();
    http
      .get(`${api.url}/fast/jobs/${id}`, (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => onStatus(JSON.parse(text)));
      })
      .on('error', stop);
  };
  const timer = setInterval(ask, every);
  if (!guilty) signal.addEventListener('abort', stop, { once: true });
}

const tab = new AbortController();
let seen = 0;
watchJob('j-7', {
  signal: tab.signal,
  onStatus: () => {
    seen++;
  },
});
await pause(450);
const closedAt = Date.now();
tab.abort();
await pause(1500);
const later = api.since(closedAt + 50).length;
verdict(later > 3, `${later} polls reached the server after the tab was closed, ${seen} answers shown`);
api.close();
