// rule: dropped-signal
// A backup is uploaded by pipeline() without the signal.
import http from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { backend, guilty, pause, track, verdict } from '../../lib/observe.mjs';

const api = await backend();

async function* dump(tables) {
  for (let table = 0; table < tables; table++) {
    yield Buffer.alloc(512, table);
    await pause(60);
  }
}

async function backup(target, { signal }) {
  const request = http.request(target, { method: 'PUT' });
  const answered = new Promise((resolve, reject) => {
    request.on('response', (response) => resolve(response.resume().statusCode));
    request.on('error', reject);
  });
  answered.catch(() => {});
  if (guilty) await pipeline(Readable.from(dump(40)), request);
  else await pipeline(Readable.from(dump(40)), request, { signal });
  return answered;
}

const run = new AbortController();
const state = track(backup(`${api.url}/backups/today?ms=2700`, { signal: run.signal }));
await pause(400);
run.abort();
await pause(100);
const [call] = api.calls;
const sent = call.bytes;
await pause(1300);
const more = call.bytes - sent;
verdict(more > 0, `${more} bytes went up after the backup was aborted; settled: ${state.at !== 0}`);
api.close();
