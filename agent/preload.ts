/**
 * `node --require ntrace/preload app.js`. Dormant: nothing is patched and no hook is on; one unref'd private
 * socket waits for a consumer, and only then is the agent (held here as text) compiled and started.
 * What ntrace started itself (NTRACE_JOIN) and what the environment asks for (NTRACE, NTRACE_SCRIPT,
 * NTRACE_CHECK) runs from the first line of the application on. Never throws into the application.
 */
import {
  type Bootstrap,
  HANDED_VARIABLE,
  type Handing,
  JOIN_VARIABLE,
  type JoinFile,
} from '../wire/bootstrap.js';
import { encodeFrame, FrameDecoder } from '../wire/frame.js';
import type { JoinedMessage, JoinMessage } from '../wire/messages.js';
import { WIRE_VERSION } from '../wire/version.js';
import { isWrapper } from '../wire/wrapper.js';
import { describeError, fs, net, os, path, process, vm, workerThreads } from './host.js';

/** The agent bundle; put in by the build. */
declare const AGENT_TEXT: string;
/** The bundle is CommonJS. */
declare const require: (id: './standalone.cjs') => { run(startAgent: StartAgent): void };
declare const __dirname: string;
type StartAgent = (bootstrap: Bootstrap) => unknown;

function startAgent(bootstrap: Bootstrap): unknown {
  const start = new vm.Script(AGENT_TEXT, { filename: 'ntrace:agent' }).runInThisContext() as StartAgent;
  return start(bootstrap);
}

/** @returns what Bootstrap wants, or undefined when the consumer is gone, or is not ours to join. */
function readJoinFile(file: string): JoinFile | undefined {
  try {
    const join = JSON.parse(fs.readFileSync(file, 'utf8')) as JoinFile;
    if (join.wireVersion === WIRE_VERSION) return join;
    warn(
      `${file} was written by an ntrace with wire version ${join.wireVersion}, this one has ${WIRE_VERSION}`,
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') warn(`cannot join: ${describeError(error)}`);
  }
  return undefined;
}

function warn(message: string): void {
  try {
    fs.writeSync(2, `ntrace: ${message}\n`);
  } catch {
    // no stderr
  }
}

const MAX_PATH_BYTES = 107;

/** Our socket in the user's own 0700 directory, which is made when it is missing; undefined when none is safe. */
function socketFile(): string | undefined {
  const uid = process.getuid?.();
  if (uid === undefined) return undefined;
  for (const base of [process.env['XDG_RUNTIME_DIR'], os.tmpdir(), '/tmp']) {
    if (base?.startsWith('/') !== true) continue;
    const directory = path.join(base, `ntrace-${uid}`);
    const file = path.join(directory, `${process.pid}.sock`);
    if (Buffer.byteLength(file) > MAX_PATH_BYTES) continue;
    try {
      fs.mkdirSync(directory, { mode: 0o700 });
    } catch {
      // there already, or not to be had
    }
    try {
      const stat = fs.lstatSync(directory);
      if (stat.isDirectory() && stat.uid === uid && (stat.mode & 0o077) === 0) return file;
    } catch {
      // the next one
    }
  }
  return undefined;
}

type WithHandle = { _handle?: { getAsyncId?(): number } | null };

function asyncIdOf(holder: unknown): number[] {
  const id = (holder as WithHandle | undefined)?._handle?.getAsyncId?.();
  return id === undefined ? [] : [id];
}

/** Waits for consumers on PID.sock; each connection asks once and is answered once. @returns what waits */
function waitForConsumers(): import('node:net').Server | undefined {
  const file = socketFile();
  if (file === undefined) return undefined;
  const server = net.createServer((socket) => {
    const decoder = new FrameDecoder();
    const answer = (message: JoinedMessage): void => void socket.end(encodeFrame([message]));
    socket.unref();
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      try {
        const [message] = decoder.push(chunk) as Partial<JoinMessage>[];
        if (message !== undefined) answer(join(message, [...asyncIdOf(server), ...asyncIdOf(socket)]));
      } catch (error) {
        answer({ type: 'refused', reason: describeError(error), wireVersion: WIRE_VERSION });
      }
    });
  });
  server.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') listenIfDead(server, file);
  });
  server.listen(exclusively(file));
  server.unref();
  return server;
}

/** A cluster worker would otherwise listen through its primary, where the application sees it. */
function exclusively(file: string): import('node:net').ListenOptions {
  return { path: file, exclusive: true };
}

/** A dead process that had our pid left its socket; a live one is in another container that shares the directory. */
function listenIfDead(server: import('node:net').Server, file: string): void {
  const probe = net.connect(file);
  probe.unref();
  probe.on('connect', () => probe.destroy());
  probe.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNREFUSED') return;
    server.on('error', () => {});
    fs.rmSync(file, { force: true });
    server.listen(exclusively(file));
    server.unref();
  });
}

function join(message: Partial<JoinMessage>, ownIds: readonly number[]): JoinedMessage {
  const refuse = (reason: string): JoinedMessage => ({ type: 'refused', reason, wireVersion: WIRE_VERSION });
  if (message.type !== 'join' || typeof message.path !== 'string' || typeof message.token !== 'string') {
    return refuse('not a join message');
  }
  if (message.wireVersion !== WIRE_VERSION) return refuse('another wire version');
  const started = startAgent({
    kind: 'preload',
    path: message.path,
    token: message.token,
    start: null,
    ownIds,
  });
  if (started === 'ok') return { type: 'joined', pid: process.pid, wireVersion: WIRE_VERSION };
  return refuse(String((JSON.parse(String(started)) as { error?: unknown }).error));
}

/**
 * Started by a traced process while its consumer follows children: what that put into the environment is taken out
 * again before the application can see it. Empty for everybody else.
 */
function takeHandings(): Handing[] {
  const { env } = process;
  const option = env[HANDED_VARIABLE];
  const files = env[JOIN_VARIABLE];
  if (option === undefined || files === undefined) return [];
  delete env[HANDED_VARIABLE];
  delete env[JOIN_VARIABLE];
  const options = env['NODE_OPTIONS'] ?? '';
  if (options === option) delete env['NODE_OPTIONS'];
  else env['NODE_OPTIONS'] = options.replace(`${option} `, () => '');
  const preload = path.join(__dirname, 'preload.cjs');
  return files.split('\n').map((joinFile) => ({ joinFile, preload, option }));
}

/** The file of who is to be joined; undefined when that is the business of another process. */
function joinFileFor(named: string | undefined): string | undefined {
  const [, owner, file] = /^(?:(\d+):)?(.+)$/s.exec(named ?? '') ?? [];
  return owner === undefined || Number(owner) === process.pid ? file : undefined;
}

/** The program that was meant is found: its workers join too, its children do not. */
function keepToOurselves(joinFile: string): void {
  const command = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  if (workerThreads.isMainThread && !isWrapper(command))
    process.env[JOIN_VARIABLE] = `${process.pid}:${joinFile}`;
}

const FROM_ENVIRONMENT = ['NTRACE', 'NTRACE_SCRIPT', 'NTRACE_CHECK'] as const;

/** Starts the agent for whom a file names. @returns false when there is none, or nobody behind it */
function joinBy(file: string | undefined, ownIds: readonly number[], handing?: Handing): boolean {
  const joinFile = file === undefined ? undefined : readJoinFile(file);
  if (file === undefined || joinFile === undefined) return false;
  const { path, token, start, children } = joinFile;
  if (!children) keepToOurselves(file);
  if (start.options.workers || workerThreads.isMainThread)
    startAgent({
      kind: 'preload',
      path,
      token,
      start,
      ownIds,
      ...(handing !== undefined && { handing }),
    });
  return true;
}

/** The process loads the preload by options of its own. */
function isOurOwnWish(): boolean {
  return [process.env['NODE_OPTIONS'] ?? '', ...process.execArgv].some((text) =>
    /ntrace\/preload|agent\/preload\.cjs/.test(text),
  );
}

function load(): void {
  const handings = takeHandings();
  for (const handing of handings) joinBy(handing.joinFile, [], handing);
  // A child that was handed over is to be as it would be without us.
  if (handings.length > 0 && !isOurOwnWish()) return;
  // Before any probe is on, so that none sees it.
  const waiting = workerThreads.isMainThread ? waitForConsumers() : undefined;
  if (
    !joinBy(joinFileFor(process.env[JOIN_VARIABLE]), asyncIdOf(waiting)) &&
    FROM_ENVIRONMENT.some((name) => (process.env[name] ?? '') !== '')
  ) {
    // The compiler and the consumer are a bundle of their own: dormant processes do not read it.
    require('./standalone.cjs').run(startAgent);
  }
}

try {
  load();
} catch (error) {
  warn(`preload: ${describeError(error)}`);
}
