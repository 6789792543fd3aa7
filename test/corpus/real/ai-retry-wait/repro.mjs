// generateText() waits to retry an overloaded provider when the caller aborts.
import { desc, load, serve, sleep, track, until, verdict } from '../lib.mjs';

const { generateText, APICallError } = await load('ai');
const s = await serve((_rq, rs) => {
  rs.statusCode = 503;
  rs.end('busy');
});
const model = {
  specificationVersion: 'v2',
  provider: 'local',
  modelId: 'm',
  supportedUrls: {},
  async doGenerate({ abortSignal }) {
    const r = await fetch(s.url, { method: 'POST', body: '{}', signal: abortSignal });
    throw new APICallError({
      message: await r.text(),
      url: s.url,
      requestBodyValues: {},
      statusCode: r.status,
      isRetryable: true,
    });
  },
};
const ac = new AbortController();
const call = track(generateText({ model, prompt: 'x', abortSignal: ac.signal, maxRetries: 2 }));
await until(() => s.seen[0]?.ended);
await sleep(300);
const at = Date.now();
ac.abort();
await until(() => call.settled, 4000);
const late = call.settled ? call.at - at : Infinity;
verdict(
  late > 600,
  `settled ${late} ms after the abort (back-off 2000 ms), ${desc(call.err)}; ${s.seen.length} requests`,
);
