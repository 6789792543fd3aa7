/** W5: a Fastify service with an undici pool and PostgreSQL: an ordinary application. */
import { load, type Workload } from './workload.js';

export const w5: Workload = {
  id: 'W5',
  summary: 'Fastify 5, undici Pool with a signal, one pg query',
  operations: 150,
  driven: 'requests',
  needsDatabase: true,
  async listener({ upstream, database }) {
    const { fastify } = load('fastify') as typeof import('fastify');
    const undici = load('undici') as typeof import('undici');
    const pg = load('pg') as typeof import('pg');
    const url = new URL(upstream);
    const upstreamPool = new undici.Pool(url.origin, { connections: 32 });
    const databasePool = new pg.Pool({ connectionString: database, max: 4 });

    const app = fastify();
    app.get('/', async (request) => {
      const controller = new AbortController();
      request.raw.on('close', () => controller.abort());
      const { body } = await upstreamPool.request({
        path: url.pathname,
        method: 'GET',
        signal: controller.signal,
      });
      const answer = (await body.json()) as { readonly value: number };
      const { rows } = await databasePool.query<{ n: number }>('select $1::int + 1 as n', [answer.value]);
      return { value: rows[0]?.n };
    });
    await app.ready();
    return (request, response) => app.routing(request, response);
  },
};
