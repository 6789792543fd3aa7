/** A database on a raw socket, one line per message: `RUN id sql`, `STOP id`; answers `DONE id` 2 s later. */
import net from 'node:net';

/** `jobs`: {id, sql, state: 'running' | 'done' | 'stopped'}. Jobs stop with their connection. */
export async function ledger(takes = 2000) {
  const jobs = [];
  const server = net.createServer((socket) => {
    const timers = new Map();
    const stop = (id) => {
      const found = timers.get(id);
      if (found === undefined) return;
      clearTimeout(found.timer);
      timers.delete(id);
      found.job.state = 'stopped';
    };
    const run = (id, sql) => {
      const job = { id, sql, state: 'running' };
      jobs.push(job);
      const finish = () => {
        timers.delete(id);
        job.state = 'done';
        socket.write(`DONE ${id}\n`);
      };
      timers.set(id, { job, timer: setTimeout(finish, sql.startsWith('quick') ? 5 : takes) });
    };
    let rest = '';
    socket.setEncoding('utf8');
    socket.on('error', () => {});
    socket.on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      for (const line of lines) {
        const [verb, id, ...sql] = line.split(' ');
        if (verb === 'RUN') run(id, sql.join(' '));
        else {
          stop(id);
          socket.write(`STOPPED ${id}\n`);
        }
      }
    });
    socket.on('close', () => {
      for (const id of [...timers.keys()]) stop(id);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: server.address().port, jobs, close: () => server.close() };
}
