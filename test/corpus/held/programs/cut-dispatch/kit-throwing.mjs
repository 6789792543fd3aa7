// rule: cut-dispatch
// A user-land AbortController (ES module): a listener that throws ends the dispatch, the later ones never run.
import http from 'node:http';
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const { AbortController } = await import(`../../vendor/abort-kit/${guilty ? '0.9.0' : '0.9.1'}.mjs`);
const api = await backend();
const log = { entries: null };

function audit(signal) {
  signal.addEventListener('abort', () => {
    log.entries.push('cancelled by user');
  });
}

function fetchReport(name, signal) {
  const request = http.get(`${api.url}/reports/${name}`, (response) => response.resume());
  request.on('error', () => {});
  signal.addEventListener('abort', () => request.destroy());
  return request;
}

const view = new AbortController();
audit(view.signal);
fetchReport('costs', view.signal);
fetchReport('sales', view.signal);
await pause(200);
try {
  view.abort();
} catch (error) {
  process.stderr.write(`abort handler failed: ${error.message}\n`);
}
await pause(1400);
const open = api.calls.filter((call) => call.open).length;
verdict(open > 0, `${open} of ${api.calls.length} reports still load 1.4 s after the abort`);
api.close();
