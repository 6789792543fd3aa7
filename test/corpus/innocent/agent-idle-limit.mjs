// An answer that takes longer than the limit that Node's global agent puts on idle sockets: nobody asked for that one.
import { createServer, get } from 'node:http';

const server = createServer((_request, response) => setTimeout(() => response.end('late'), 6_500));
server.listen(0, '127.0.0.1', () => {
  get({ host: '127.0.0.1', port: server.address().port }, (response) => {
    response.resume().on('end', () => server.close());
  });
});
