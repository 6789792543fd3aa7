// A vector store file is polled every 3 s; the caller aborts between two polls.
import { desc, load, serve, sleep, track, until, verdict } from '../lib.mjs';

const OpenAI = (await load('openai')).default;
const s = await serve((_rq, rs) => {
  rs.setHeader('content-type', 'application/json');
  rs.end('{"id":"f","object":"vector_store.file","status":"in_progress"}');
});
const client = new OpenAI({ apiKey: 'k', baseURL: `${s.url}/v1` });
const ac = new AbortController();
const call = track(client.vectorStores.files.poll('vs', 'f', { pollIntervalMs: 3000, signal: ac.signal }));
await until(() => s.seen[0]?.ended);
await sleep(300);
const at = Date.now();
ac.abort();
await until(() => call.settled, 4500);
const late = call.settled ? call.at - at : Infinity;
verdict(
  late > 800,
  `settled ${late} ms after the abort (poll interval 3000 ms), ${desc(call.err)}; ${s.seen.length} requests`,
);
