// The stream ends; the client is closed from its own reconnect hook.
import { load, serve, sleep, verdict } from '../lib.mjs';

const { createEventSource } = await load('eventsource-client');
const s = await serve((_rq, rs) => {
  rs.setHeader('content-type', 'text/event-stream');
  rs.end('retry: 300\n\ndata: x\n\n');
});
let closed = 0;
const source = createEventSource({
  url: s.url,
  onScheduleReconnect() {
    closed ||= Date.now();
    source.close();
  },
});
await sleep(3000);
const later = s.seen.filter((r) => r.t > closed).length;
verdict(later > 0, `${later} connections opened in the ${Date.now() - closed} ms after close()`);
