// The reader of a response body leaves its for-await loop.
import { drip, load, serve, sleep, verdict } from '../lib.mjs';

const { fetch } = await load('@whatwg-node/node-fetch');
const s = await serve((rq, rs, r) => drip(rs, r, 'chunk\n', 30));
const response = await fetch(`${s.url}/stream`);
let got = 0;
for await (const _ of response.body) if (++got === 3) break;
await sleep(1500);
const [r] = s.seen;
verdict(!r.gone, `reader left after ${got} chunks; server ${r.gone ? 'was hung up on' : `still sends 1.5 s later (${r.bytes} bytes)`}`);
