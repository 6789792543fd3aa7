// rule: cleanup-work
// or: dropped-signal
// The abort listener reports the cancellation to a telemetry service that does not answer.
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const api = await backend();
const telemetry = await backend();

class Importer {
  #pending = [];

  #report(event) {
    const init = { method: 'POST', body: JSON.stringify(event) };
    if (!guilty) init.signal = AbortSignal.timeout(120);
    this.#pending.push(fetch(`${telemetry.url}/events`, init).catch(() => {}));
  }

  async run(source, signal) {
    const onAbort = () => this.#report({ type: 'import.cancelled', source });
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      const response = await fetch(`${api.url}/import/${source}`, { signal });
      await response.json();
    } finally {
      signal.removeEventListener('abort', onAbort);
      await Promise.all(this.#pending);
    }
  }
}

const view = new AbortController();
new Importer().run('crm', view.signal).catch((error) => process.stderr.write(`${error.name}\n`));
await pause(250);
view.abort();
await pause(1500);
const [event] = telemetry.calls;
verdict(event.open, `report of the cancellation ${event.open ? 'still hangs' : 'ended'} after 1.5 s`);
api.close();
telemetry.close();
