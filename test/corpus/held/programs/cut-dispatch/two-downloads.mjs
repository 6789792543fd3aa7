// rule: cut-dispatch
// Two downloads share a signal and both assign `onabort`: only the last one is told.
import https from 'node:http';
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const api = await backend();

function Download(file, signal) {
  this.file = file;
  this.request = https.get(`${api.url}/${file}`, (response) => response.resume());
  this.request.on('error', () => {});
  const cancel = () => this.request.destroy();
  if (guilty) signal.onabort = cancel;
  else signal.addEventListener('abort', cancel);
}

const queue = new AbortController();
const downloads = ['a.iso', 'b.iso', 'c.iso'].map((file) => new Download(file, queue.signal));
await pause(250);
queue.abort();
await pause(1400);
const open = api.calls.filter((call) => call.open).map((call) => call.url);
verdict(open.length > 0, `still loading of ${downloads.length}: ${open.join(' ') || 'none'}`);
api.close();
