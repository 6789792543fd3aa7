// rule: uncancellable-native
// or: dropped-signal
// One-shot compression at the highest quality: given up by its caller, it keeps a pool thread busy.
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { guilty, pause, track, verdict } from '../../lib/observe.mjs';

const brotli = promisify(zlib.brotliCompress);
const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 };
const text = Buffer.from(Array.from({ length: 700_000 }, (_, i) => `${(i * 7919) % 10007};`).join(''));
let doneAt = 0;
let written = 0;

function* slices(buffer, size) {
  for (let at = 0; at < buffer.length; at += size) yield buffer.subarray(at, at + size);
}

async function archive(signal) {
  if (!guilty) {
    const sink = new Writable({
      write(chunk, _encoding, next) {
        written += chunk.length;
        next();
      },
    });
    await pipeline(Readable.from(slices(text, 32_768)), zlib.createBrotliCompress({ params }), sink, {
      signal,
    });
    doneAt = Date.now();
    return;
  }
  const work = brotli(text, { params }).then((packed) => {
    written = packed.length;
    doneAt = Date.now();
  });
  const left = new Promise((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
  );
  await Promise.race([work, left]);
}

const download = new AbortController();
const state = track(archive(download.signal));
await pause(150);
const at = Date.now();
download.abort();
await pause(1300);
for (let round = 0; guilty && doneAt === 0 && round < 60; round++) await pause(50);
const extra = doneAt === 0 ? 0 : doneAt - at;
verdict(
  extra > 300,
  `settled: ${state.at !== 0}; compression ended ${extra} ms after the abort, ${written} bytes`,
);
