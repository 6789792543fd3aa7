// rule: swallowed-abort
// or: dropped-signal
// `.catch(() => defaults)` turns the abort into an empty configuration, and the whole sync is run with it.
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const api = await backend();
const defaults = { regions: ['eu', 'us', 'ap', 'sa', 'af', 'me', 'ca'] };

const loadConfig = (signal) =>
  fetch(`${api.url}/config?ms=900`, { signal })
    .then((response) => response.json())
    .catch((error) => {
      if (!guilty) signal.throwIfAborted();
      process.stderr.write(`no configuration (${error.name}), using defaults\n`);
      return defaults;
    });

const syncRegion = (region) =>
  fetch(`${api.url}/regions/${region}?ms=200`, { method: 'POST' }).then((response) => response.json());

const syncAll = (signal) =>
  loadConfig(signal).then(({ regions }) =>
    regions.reduce((before, region) => before.then(() => syncRegion(region)), Promise.resolve()),
  );

const job = new AbortController();
syncAll(job.signal).catch((error) => process.stderr.write(`sync: ${error.name}\n`));
await pause(250);
job.abort();
await pause(1600);
const posted = api.on('/regions').length;
verdict(posted > 3, `${posted} regions were synchronised after the job had been aborted`);
api.close();
