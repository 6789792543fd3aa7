// rule: outlived-scope
// or: dropped-signal
// The progress timer is cleared on the good path only: after an abort it goes on reporting.
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const api = await backend();
const reports = [];

async function upload(file, { signal, onProgress }) {
  const begun = Date.now();
  let count = 0;
  const timer = setInterval(() => {
    onProgress(Math.round((Date.now() - begun) / 25));
    if (++count > 30) clearInterval(timer);
  }, 80);
  if (guilty) {
    await fetch(`${api.url}/upload/${file}`, { method: 'POST', body: file.repeat(100), signal });
    clearInterval(timer);
    return;
  }
  try {
    await fetch(`${api.url}/upload/${file}`, { method: 'POST', body: file.repeat(100), signal });
  } finally {
    clearInterval(timer);
  }
}

const dialog = new AbortController();
upload('photo.png', {
  signal: dialog.signal,
  onProgress: (percent) => reports.push({ percent, at: Date.now() }),
}).catch((error) => process.stderr.write(`${error.name}\n`));
await pause(300);
const at = Date.now();
dialog.abort();
await pause(1400);
const later = reports.filter((report) => report.at > at + 20).length;
verdict(later > 3, `${later} progress reports after the upload had been aborted`);
api.close();
