// rule: listener-leak
// Jobs as EventEmitters: each listens to the shutdown signal in its constructor and never takes that back.
import { EventEmitter, getEventListeners, setMaxListeners } from 'node:events';
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const api = await backend();
const shutdown = new AbortController();
setMaxListeners(0, shutdown.signal);

class Job extends EventEmitter {
  constructor(id, signal) {
    super();
    this.id = id;
    this.inner = new AbortController();
    const stop = () => this.inner.abort(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    if (!guilty) this.once('finish', () => signal.removeEventListener('abort', stop));
  }

  run() {
    fetch(`${api.url}/fast/jobs/${this.id}`, { signal: this.inner.signal })
      .then((response) => response.json())
      .then(
        (result) => this.emit('finish', result),
        (error) => this.emit('error', error),
      );
    return this;
  }
}

const finished = (job) => new Promise((resolve, reject) => job.once('finish', resolve).once('error', reject));
const count = () => getEventListeners(shutdown.signal, 'abort').length;
const before = count();
for (let id = 0; id < 30; id++) await finished(new Job(id, shutdown.signal).run());
await pause(1200);
verdict(count() - before > 8, `${count() - before} listeners of finished jobs are on the shutdown signal`);
api.close();
