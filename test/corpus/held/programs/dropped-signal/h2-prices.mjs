// rule: dropped-signal
// An HTTP/2 client of core: the stream is opened without the signal.
import http2 from 'node:http2';
import { guilty, pause, track, verdict } from '../../lib/observe.mjs';

const streams = [];
const server = http2.createServer();
server.on('stream', (stream) => {
  const seen = { closed: false };
  streams.push(seen);
  stream.on('error', () => {});
  stream.respond({ ':status': 200 });
  const timer = setInterval(() => stream.write('10.25\n'), 50);
  const end = setTimeout(() => stream.end(), 2600);
  stream.on('close', () => {
    seen.closed = true;
    clearInterval(timer);
    clearTimeout(end);
  });
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

class PriceFeed {
  constructor(port) {
    this.session = http2.connect(`http://127.0.0.1:${port}`);
    this.ticks = 0;
  }

  follow(symbol, { signal }) {
    return new Promise((resolve, reject) => {
      const stream = this.session.request({ ':path': `/prices/${symbol}` }, guilty ? {} : { signal });
      stream.on('data', () => this.ticks++);
      stream.on('end', resolve);
      stream.on('error', reject);
    });
  }
}

const feed = new PriceFeed(server.address().port);
const panel = new AbortController();
const following = track(feed.follow('ACME', { signal: panel.signal }));
await pause(300);
panel.abort();
await pause(100);
const before = feed.ticks;
await pause(1300);
const lost = !streams[0].closed;
verdict(lost, `${feed.ticks - before} ticks after the panel was closed; settled: ${following.at !== 0}`);
feed.session.close();
server.close();
