// What every repro shares: the install under test, a loopback server that sees who hangs up, the verdict.
import { getEventListeners } from 'node:events';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export const dir = path.resolve(process.argv[2]);
export const req = createRequire(`${dir}/package.json`);
/** import() as the install folder would; score.mjs puts _load.mjs there */
export const { load } = await import(pathToFileURL(`${dir}/_load.mjs`));
export const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
export const until = async (f, ms = 5000) => {
  for (const t = Date.now(); !f() && Date.now() - t < ms; ) await sleep(10);
};
export const listeners = (s) => getEventListeners(s, 'abort').length;

/** Every request is recorded as {url, t, gone: the peer hung up before the end, goneAt, ended, bytes}. */
export async function serve(handler) {
  const seen = [];
  const srv = http.createServer((rq, rs) => {
    const r = { url: rq.url, t: Date.now(), gone: false, ended: false, bytes: 0 };
    seen.push(r);
    rs.on('finish', () => (r.ended = true));
    rs.on('close', () => {
      if (r.ended) return;
      r.gone = true;
      r.goneAt = Date.now();
    });
    rq.on('error', () => {});
    rs.on('error', () => {});
    handler(rq, rs, r, seen);
  });
  const { port, url } = await listen(srv);
  return { srv, seen, port, url };
}
export async function listen(srv) {
  await new Promise((r) => srv.listen(0, '127.0.0.1', r));
  srv.unref();
  return { port: srv.address().port, url: `http://127.0.0.1:${srv.address().port}` };
}
/** writes a chunk every ms until the peer is gone */
export function drip(rs, rec, chunk, ms = 40) {
  const iv = setInterval(() => {
    if (rs.destroyed) return clearInterval(iv);
    rec.bytes += chunk.length;
    rs.write(chunk);
  }, ms);
  rs.on('close', () => clearInterval(iv));
}
/** a client that hangs up after `ms`; resolves with the time it did */
export const hangUp = (port, ms, opts = {}) =>
  new Promise((resolve) => {
    const rq = http.request({ port, host: '127.0.0.1', agent: false, ...opts }, (rs) =>
      rs.resume().on('error', () => {}),
    );
    rq.on('error', () => {});
    rq.end(opts.body);
    setTimeout(() => {
      rq.destroy();
      resolve(Date.now());
    }, ms);
  });
/** when a promise settles, and how */
export function track(p) {
  const r = { settled: false };
  const done = (more) => Object.assign(r, { settled: true, at: Date.now() }, more);
  p.then(
    (value) => done({ ok: true, value }),
    (err) => done({ ok: false, err }),
  );
  return r;
}
export const desc = (e) => (e ? `${e.name ?? ''}: ${String(e.message ?? e).slice(0, 80)}` : String(e));
export function verdict(lost, evidence) {
  process.stdout.write(`${JSON.stringify({ lost: lost === null ? null : Boolean(lost), evidence })}\n`, () =>
    process.exit(0),
  );
}
setTimeout(() => verdict(null, 'repro timed out'), 7500).unref();
process.on('unhandledRejection', (e) => console.error('unhandledRejection', desc(e)));
