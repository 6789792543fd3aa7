// innocent: a server of its own protocol; its clients say goodbye, or leave when nothing is done for them.
import net from 'node:net';

const server = net.createServer((socket) => {
  const pending = new Set();
  socket.setEncoding('utf8');
  socket.on('error', () => {});
  socket.on('close', () => {
    for (const timer of pending) clearTimeout(timer);
  });
  socket.on('data', (line) => {
    if (line.trim() === 'bye') return socket.end('see you\n');
    const timer = setTimeout(() => {
      pending.delete(timer);
      socket.write(`answer to ${line}`);
    }, 100);
    pending.add(timer);
  });
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const connect = () => net.connect(server.address().port, '127.0.0.1').setEncoding('utf8');

const polite = connect();
polite.write('one\n');
await new Promise((resolve) => polite.once('data', resolve));
polite.write('bye\n');
const hasty = connect();
hasty.write('two\n');
setTimeout(() => hasty.destroy(), 50);
const idle = connect();
setTimeout(() => idle.destroy(), 300);
await new Promise((resolve) => setTimeout(resolve, 1000));
server.close();
