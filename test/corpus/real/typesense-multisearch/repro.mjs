// A multi-search is given the caller's signal, which fires while the server is searching.
import { desc, req, serve, sleep, track, until, verdict } from '../lib.mjs';

const { Client } = req('typesense');
const s = await serve(() => {});
const client = new Client({
  nodes: [{ host: '127.0.0.1', port: s.port, protocol: 'http' }],
  apiKey: 'k',
  connectionTimeoutSeconds: 20,
  numRetries: 0,
});
const ac = new AbortController();
const call = track(
  client.multiSearch.perform({ searches: [{ collection: 'c', q: 'x' }] }, {}, { abortSignal: ac.signal }),
);
await until(() => s.seen.length);
await sleep(300);
ac.abort();
await sleep(1500);
const [r] = s.seen;
verdict(
  !r.gone,
  `the server ${r.gone ? 'was hung up on' : 'still searches 1.5 s after the abort'}; call ${call.settled ? desc(call.err) : 'pending'}`,
);
