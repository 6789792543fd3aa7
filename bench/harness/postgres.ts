/** A throw-away PostgreSQL for W5: found, not installed; in a temporary directory, on a free loopback port. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from '../workloads/workload.js';

const INSTALLED = '/usr/lib/postgresql';
/** PostgreSQL refuses to run as root; Debian's package made this user. */
const USER = 'postgres';

/** Empty when the server runs as we do. */
type Ids = { readonly uid?: number; readonly gid?: number };

export type Database = { readonly url: string; stop(): Promise<void> };

/** @returns a running database, or why there is none. */
export async function startPostgres(): Promise<Database | string> {
  const versions = existsSync(INSTALLED) ? readdirSync(INSTALLED).sort((a, b) => Number(b) - Number(a)) : [];
  const bin = versions
    .map((version) => join(INSTALLED, version, 'bin'))
    .find((each) => existsSync(join(each, 'initdb')));
  if (bin === undefined) return `no PostgreSQL under ${INSTALLED}`;
  const asRoot = process.getuid?.() === 0;
  const ids: Ids | undefined = asRoot ? idsOf(USER) : {};
  if (ids === undefined) return `no user ${USER} to run PostgreSQL as, and it refuses root`;

  const directory = mkdtempSync(join(tmpdir(), 'ntrace-bench-pg-'));
  if (asRoot) {
    chmodSync(directory, 0o755);
    spawnSync('chown', [`${ids.uid}:${ids.gid}`, directory]);
  }
  const remove = (): void => rmSync(directory, { recursive: true, force: true });
  const data = join(directory, 'data');
  const options = { cwd: directory, ...ids, env: { ...process.env, HOME: directory } };
  const init = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'bench', '-A', 'trust', '--no-sync', '--no-locale', '-E', 'UTF8'],
    {
      ...options,
      encoding: 'utf8',
    },
  );
  if (init.status !== 0) {
    remove();
    return `initdb failed: ${init.stderr.trim()}`;
  }
  const port = await freePort();
  const settings = [
    'fsync=off',
    'max_connections=200',
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${directory}`,
  ];
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((each) => ['-c', each])],
    {
      ...options,
      stdio: 'ignore',
    },
  );
  const url = `postgres://bench@127.0.0.1:${port}/postgres`;
  const stop = async (): Promise<void> => {
    await stopServer(server);
    remove();
  };
  if (await answers(url, server)) return { url, stop };
  await stop();
  return 'PostgreSQL did not answer within 20 s';
}

function idsOf(user: string): Ids | undefined {
  const ids = (['-u', '-g'] as const).map((flag) =>
    spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout?.trim(),
  );
  if (ids.some((id) => id === undefined || !/^\d+$/.test(id))) return undefined;
  return { uid: Number(ids[0]), gid: Number(ids[1]) };
}

async function answers(url: string, server: ChildProcess): Promise<boolean> {
  const pg = load('pg') as typeof import('pg');
  const deadline = performance.now() + 20_000;
  while (performance.now() < deadline && server.exitCode === null) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.query('select 1');
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      await client.end().catch(() => {});
    }
  }
  return false;
}

/** SIGINT is PostgreSQL's fast shutdown. */
async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGINT');
  const timer = setTimeout(() => server.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(timer);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as import('node:net').AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
