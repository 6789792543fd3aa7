// The reader of a text stream leaves its for-await loop after three pieces: does the provider's response stop?
import { drip, load, serve, sleep, verdict } from '../lib.mjs';

const { streamText } = await load('ai');
const s = await serve((rq, rs, r) => drip(rs, r, 'word ', 30));
const usage = { inputTokens: 1, outputTokens: 1, totalTokens: 2 };
const model = {
  specificationVersion: 'v2', provider: 'local', modelId: 'm', supportedUrls: {},
  async doStream({ abortSignal }) {
    const r = await fetch(s.url, { method: 'POST', body: '{}', signal: abortSignal });
    let n = 0;
    const stream = r.body.pipeThrough(new TextDecoderStream()).pipeThrough(new TransformStream({
      start(c) { c.enqueue({ type: 'stream-start', warnings: [] }); c.enqueue({ type: 'text-start', id: '1' }); },
      transform(text, c) { n++; c.enqueue({ type: 'text-delta', id: '1', delta: text }); },
      flush(c) { c.enqueue({ type: 'text-end', id: '1' }); c.enqueue({ type: 'finish', finishReason: 'stop', usage }); },
    }));
    return { stream };
  },
};
const result = streamText({ model, prompt: 'x', onError() {} });
let got = 0;
for await (const _ of result.textStream) if (++got === 3) break;
await sleep(1500);
const [r] = s.seen;
verdict(!r.gone, `reader left after ${got} pieces; provider ${r.gone ? 'was hung up on' : `still streaming 1.5 s later (${r.bytes} bytes)`}`);
