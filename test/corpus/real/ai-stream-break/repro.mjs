// The reader of partial objects leaves its for-await loop early: does the provider's response stop?
import { drip, load, req, serve, sleep, verdict } from '../lib.mjs';

const { streamObject } = await load('ai');
const { z } = req('zod');
const s = await serve((_rq, rs, r) => {
  rs.write('{"words":["a"');
  drip(rs, r, ',"word"', 30);
});
const model = {
  specificationVersion: 'v2',
  provider: 'local',
  modelId: 'm',
  supportedUrls: {},
  async doStream({ abortSignal }) {
    const r = await fetch(s.url, { method: 'POST', body: '{}', signal: abortSignal });
    const stream = r.body.pipeThrough(new TextDecoderStream()).pipeThrough(
      new TransformStream({
        start(c) {
          c.enqueue({ type: 'text-start', id: '1' });
        },
        transform(delta, c) {
          c.enqueue({ type: 'text-delta', id: '1', delta });
        },
      }),
    );
    return { stream };
  },
};
const result = streamObject({
  model,
  prompt: 'x',
  schema: z.object({ words: z.array(z.string()) }),
  onError() {},
});
let got = 0;
for await (const _ of result.partialObjectStream) if (++got === 3) break;
await sleep(1500);
const [r] = s.seen;
verdict(
  !r.gone,
  `reader left after ${got} objects; provider ${r.gone ? 'was hung up on' : `still streaming 1.5 s later (${r.bytes} bytes)`}`,
);
