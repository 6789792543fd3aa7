// rule: unlinked-request
// express, JSON body: 'aborted' of the request is silent once the body was read.
import http from 'node:http';
import express from 'express';
import { backend, guilty, listen, pause, verdict, visit } from '../../lib/observe.mjs';

const search = await backend();
const app = express();
app.use(express.json());
app.post('/search', (req, res) => {
  const query = http.get(`${search.url}/index?q=${encodeURIComponent(req.body.q)}`, (hits) => {
    res.type('json');
    hits.pipe(res);
  });
  query.on('error', () => res.destroy());
  if (guilty) req.on('aborted', () => query.destroy());
  else res.on('close', () => query.destroy());
});
const server = http.createServer(app);
const url = await listen(server);
await visit(`${url}/search`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"q":"chairs"}',
  leaveAfter: 300,
});
await pause(1400);
const { open } = search.calls[0];
verdict(open, `index query 1.4 s after the client left POST /search: ${open ? 'running' : 'stopped'}`);
server.close();
search.close();
