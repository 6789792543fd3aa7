// rule: unlinked-request
// or: dropped-signal
// Middleware makes a signal of the client's leaving; the layers below do not pass it through.
import http from 'node:http';
import express from 'express';
import { backend, guilty, listen, pause, verdict, visit } from '../../lib/observe.mjs';

const warehouse = await backend();

const leaving = (req, res, next) => {
  const gone = new AbortController();
  res.on('close', () => res.writableEnded || gone.abort());
  req.signal = gone.signal;
  next();
};

class StockRepository {
  async find(article, options = {}) {
    const response = await fetch(`${warehouse.url}/stock/${article}?ms=2600`, options);
    return response.json();
  }
}

class StockService {
  repository = new StockRepository();

  async available(article, context) {
    const stock = guilty
      ? await this.repository.find(article)
      : await this.repository.find(article, { signal: context.signal });
    return { article, stock };
  }
}

const stock = new StockService();
const app = express();
app.use(leaving);
app.get('/stock/:article', async (req, res) => {
  res.json(await stock.available(req.params.article, req));
});
app.use((_error, _req, res, _next) => res.destroy());
const server = http.createServer(app);
const url = await listen(server);
await visit(`${url}/stock/A-113`, { leaveAfter: 250 });
await pause(1400);
const { open } = warehouse.calls[0];
verdict(open, `warehouse query ${open ? 'open' : 'closed'} 1.4 s after the client left`);
server.close();
warehouse.close();
