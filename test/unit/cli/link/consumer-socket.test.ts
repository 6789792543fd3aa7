import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, beforeEach, test } from 'node:test';
import type { CliError } from '../../../../cli/error.js';
import { type AgentLink, ConsumerSocket, type Invitation } from '../../../../cli/target.js';
import { encodeFrame, FrameDecoder } from '../../../../wire/frame.js';
import type { AgentMessage } from '../../../../wire/messages.js';
import { WIRE_VERSION } from '../../../../wire/version.js';
import { until } from '../../../support/process.js';

const base = mkdtempSync(join(tmpdir(), 'ntrace-test-'));
process.env['XDG_RUNTIME_DIR'] = base;
after(() => rmSync(base, { recursive: true }));

let socket: ConsumerSocket;
let invitation: Invitation;
let links: AgentLink[];
let refused: CliError[];
const peers: Socket[] = [];

beforeEach(async () => {
  socket = await ConsumerSocket.open();
  invitation = await socket.invite();
  links = [];
  refused = [];
  socket.onAgent((link) => links.push(link));
  socket.onRefused((error) => refused.push(error));
});
afterEach(async () => {
  for (const peer of peers.splice(0)) peer.destroy();
  await socket.close();
});

function hello(changes: Record<string, unknown> = {}) {
  return {
    type: 'hello',
    wireVersion: WIRE_VERSION,
    token: invitation.token,
    pid: 4_000_001,
    ppid: 1,
    tid: 0,
    node: 'v20.20.2',
    title: 'node',
    argv: ['node', 'app.js'],
    cwd: '/',
    origin: 'inject',
    modules: {},
    enabled: false,
    ...changes,
  };
}

function peer(...chunks: (Buffer | string)[]): Socket {
  const one = connect(invitation.path);
  peers.push(one);
  one.on('error', () => {});
  for (const chunk of chunks) one.write(chunk);
  return one;
}

const closed = (one: Socket) => until(() => one.destroyed || one.readableEnded, 5_000, 'the peer is cut off');
const drops = (n: number): AgentMessage => ({ type: 'drops', drops: { stack: n } });

test('its socket is private and gone afterwards', async () => {
  assert.equal(statSync(invitation.path).mode & 0o777, 0o600);
  await socket.close();
  assert.ok(!existsSync(invitation.path));
  assert.deepEqual(readdirSync(join(base, `ntrace-${process.getuid?.()}`)), []);
});

test('lets in who knows the token, with the messages of before, in order', async () => {
  const frame = encodeFrame([hello(), drops(1)]);
  const one = peer(frame.subarray(0, 3), frame.subarray(3, 40));
  one.write(frame.subarray(40));
  one.write(encodeFrame([drops(2)]));
  const link = await invitation.main;
  assert.equal(link.hello.pid, 4_000_001);
  assert.deepEqual(links, [link]);
  const got: AgentMessage[] = [];
  await until(() => one.bytesWritten > 0);
  link.onMessages((messages) => got.push(...messages));
  one.write(encodeFrame([drops(3)]));
  await until(() => got.length === 3);
  assert.deepEqual(got, [drops(1), drops(2), drops(3)]);
});

test('what an agent wrote before it ended arrives, though we write to it when it is gone', async () => {
  const got: AgentMessage[] = [];
  let ended = false;
  const one = peer();
  socket.onAgent((link) => {
    link.onMessages((messages) => got.push(...messages));
    link.onClose(() => {
      ended = true;
    });
    // All in this turn: nothing can be read in between.
    const { fd } = (one as unknown as { _handle: { fd: number } })._handle;
    writeSync(fd, encodeFrame([drops(1), drops(2)]));
    one.destroy();
    link.send({ type: 'lead' });
  });
  one.write(encodeFrame([hello()]));
  await until(() => ended);
  assert.deepEqual(got, [drops(1), drops(2)]);
});

test('sends to the agent, and both ends notice the end', async () => {
  const one = peer(encodeFrame([hello()]));
  const received: unknown[] = [];
  const decoder = new FrameDecoder();
  one.on('data', (chunk) => received.push(...decoder.push(chunk)));
  const link = await invitation.main;
  let ended = 0;
  link.onClose((error) => {
    assert.equal(error, undefined);
    ended++;
  });
  link.send({ type: 'stop', quiet: true });
  link.close();
  await until(() => received.length === 1);
  assert.deepEqual(received, [{ type: 'stop', quiet: true }]);
  await closed(one);
  await until(() => ended === 1);
  link.send({ type: 'status' }); // no effect, no error
});

test('a worker comes by the same token but is not the main thread', async () => {
  peer(encodeFrame([hello({ tid: 3 })]));
  peer(encodeFrame([hello()]));
  const main = await invitation.main;
  assert.equal(main.hello.tid, 0);
  await until(() => links.length === 2);
  assert.deepEqual(invitation.agents, links);
});

test('after a revocation nobody comes, and who came is sent away', async () => {
  const one = peer(encodeFrame([hello()]));
  await invitation.main;
  invitation.revoke();
  await closed(one);
  await closed(peer(encodeFrame([hello()])));
  assert.equal(refused[0]?.code, 'token');
});

test('agents that nobody asked for are sent away at the end', async () => {
  const own = await ConsumerSocket.open();
  const { path, token, main } = await own.invite();
  const one = connect(path);
  peers.push(one);
  one.write(encodeFrame([hello({ token, tid: 1 }), hello({ token })].slice(0, 1)));
  const two = connect(path);
  peers.push(two);
  two.write(encodeFrame([hello({ token })]));
  await main;
  await until(() => one.bytesWritten > 0);
  await own.close();
  await closed(one);
  await closed(two);
});

test('a wrong token is refused', async () => {
  const one = peer(encodeFrame([hello({ token: 'x'.repeat(32) })]));
  await closed(one);
  assert.match(refused[0]?.message ?? '', /process 4000001 came with a wrong token/);
  assert.equal(links.length, 0);
});

test('another wire version is refused with both named, also to who waits', async () => {
  peer(encodeFrame([hello({ wireVersion: WIRE_VERSION + 1 })]));
  const expected = {
    code: 'wire-version',
    exitCode: 4,
    message: `the agent in process 4000001 speaks wire version ${WIRE_VERSION + 1}, this ntrace ${WIRE_VERSION}`,
  };
  await assert.rejects(invitation.main, expected);
  assert.equal(refused[0]?.code, 'wire-version');
});

for (const [what, chunk] of [
  ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\nhost: x\r\n\r\n')],
  ['a frame that is not JSON', Buffer.from([0, 0, 0, 2, 123, 123])],
  ['a frame that is no array', Buffer.from([0, 0, 0, 2, 123, 125])],
  ['null', encodeFrame([null])],
  ['a number', encodeFrame([7])],
  ['another message', encodeFrame([{ type: 'bye' }])],
  ['a hello without pid', encodeFrame([{ type: 'hello', token: 'x' }])],
] as const) {
  test(`${what} instead of a hello is refused and reported`, async () => {
    const one = peer(chunk);
    await closed(one);
    assert.equal(refused[0]?.code, 'nonsense');
    peer(encodeFrame([hello()]));
    assert.equal((await invitation.main).hello.tid, 0, 'others still come in');
  });
}

test('an endless greeting is cut off', async () => {
  const one = peer(Buffer.from([0, 0x20, 0, 0]), Buffer.alloc(3 << 20, 0x20));
  await closed(one);
  assert.equal(refused[0]?.code, 'nonsense');
});

test('nonsense after the hello ends the link with an error that names the process', async () => {
  for (const nonsense of [
    Buffer.from('GET / HTTP/1.1\r\n\r\n'),
    encodeFrame([{ type: 'surprise' }]),
    encodeFrame([null]),
  ]) {
    const own = await socket.invite();
    const one = peer(encodeFrame([hello({ token: own.token })]));
    const link = await own.main;
    const error = new Promise<Error | undefined>((resolve) => link.onClose(resolve));
    one.write(nonsense);
    assert.match((await error)?.message ?? '', /^process 4000001: /);
  }
});
