// rule: cut-dispatch
// The first listener stops the event for all others.
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const api = await backend();

class Session {
  #controller = new AbortController();

  constructor() {
    this.signal.addEventListener('abort', (event) => {
      if (guilty) event.stopImmediatePropagation();
      process.stderr.write(`session closed: ${this.signal.reason}\n`);
    });
  }

  get signal() {
    return this.#controller.signal;
  }

  logout() {
    this.#controller.abort('logout');
  }
}

function streamNotifications(session) {
  const request = fetchLines(`${api.url}/drip/notifications`, () => {});
  session.signal.addEventListener('abort', () => request.cancel());
}

function fetchLines(url, onLine) {
  const inner = new AbortController();
  fetch(url, { signal: inner.signal })
    .then(async (response) => {
      for await (const chunk of response.body) onLine(chunk);
    })
    .catch(() => {});
  return { cancel: () => inner.abort() };
}

const session = new Session();
streamNotifications(session);
await pause(300);
session.logout();
await pause(1400);
verdict(api.calls[0].open, `notifications 1.4 s after logout: ${api.calls[0].open ? 'streaming' : 'closed'}`);
api.close();
