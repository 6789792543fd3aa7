// Registration is polled; the caller aborts while one poll is in flight. Do the polls end?
import { desc, load, serve, sleep, track, until, verdict } from '../lib.mjs';

const lark = (await load('@larksuiteoapi/node-sdk')).default;
const s = await serve((_rq, rs, _r, seen) => {
  const answer = (o) => {
    rs.setHeader('content-type', 'application/json');
    rs.end(JSON.stringify(o));
  };
  if (seen.length === 1)
    return answer({
      device_code: 'd',
      verification_uri_complete: 'http://x.test/',
      interval: 1,
      expires_in: 60,
    });
  setTimeout(answer, 400, { error: 'authorization_pending' });
});
lark.defaultHttpInstance.interceptors.request.use((c) =>
  Object.assign(c, { url: c.url.replace(/^https?:\/\/[^/]+/, s.url) }),
);
const ac = new AbortController();
const call = track(lark.registerApp({ signal: ac.signal, onQRCodeReady() {} }));
await until(() => s.seen.length === 2);
await sleep(150);
const at = Date.now();
ac.abort();
await sleep(3200);
const later = s.seen.filter((r) => r.t > at).length;
verdict(later > 0, `${later} polls started in the 3.2 s after the abort; ${desc(call.err)}`);
