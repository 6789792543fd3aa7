/** A server on a private socket: random name, mode 0600, owned by whoever is to connect. */
import { chmodSync, lchownSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { CliError } from '../error.js';
import { type DirectoryOf, ownIdentity, randomName, socketDirectory } from '../socket-dir.js';

export type Listening = {
  readonly server: Server;
  /** As those who are to connect see it. */
  readonly path: string;
  /** As we see it. */
  readonly file: string;
};

/** @throws CliError when there is no safe directory, or no socket can be made in it. */
export function listen(of: DirectoryOf, onPeer: (peer: Socket) => void): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const path = join(socketDirectory(of), randomName('sock'));
    const file = of.root + path;
    const server = createServer(onPeer);
    server.on('error', (error) => {
      reject(new CliError('socket', `cannot listen on ${file}: ${error.message}`, { exitCode: 4 }));
    });
    server.listen(file, () => {
      chmodSync(file, 0o600);
      if (of.uid !== ownIdentity().uid) lchownSync(file, of.uid, of.gid);
      resolve({ server, path, file });
    });
  });
}
