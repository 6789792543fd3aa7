// rule: swallowed-abort
// or: late-dispatch masked-wait
// The loop catches whatever a page throws, logs it and takes the next page; the abort is such an error.
import { backend, guilty, pause, track, verdict } from '../../lib/observe.mjs';

const api = await backend();
let attempts = 0;

async function exportPage(page, signal) {
  attempts++;
  const response = await fetch(`${api.url}/fast/orders?page=${page}`, { signal });
  return response.json();
}

async function exportOrders({ pages, signal }) {
  const rows = [];
  for (let page = 1; page <= pages; page++) {
    try {
      rows.push(await exportPage(page, signal));
    } catch (error) {
      if (!guilty && signal.aborted) throw error;
      process.stderr.write(`page ${page} skipped: ${error.message}\n`);
    }
    await pause(50);
  }
  return rows;
}

const download = new AbortController();
const state = track(exportOrders({ pages: 40, signal: download.signal }));
await pause(300);
const before = attempts;
download.abort();
await pause(1300);
verdict(
  attempts - before > 3,
  `${attempts - before} pages tried after the abort; settled: ${state.at !== 0}`,
);
api.close();
