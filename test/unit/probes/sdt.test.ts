/** sdt: names of channels in D, and how Node's list of them is found. */
import assert from 'node:assert/strict';
import { channel } from 'node:diagnostics_channel';
import { test } from 'node:test';
import { builtins } from '../../../agent/host.js';
import { localModules, probeIndex } from '../../../cli/front/probes.js';
import { findChannelMap } from '../../../probes/sdt/channel-map.js';
import { channelOf, probeOf } from '../../../probes/sdt/names.js';
import { matchProbe } from '../../../wire/glob.js';
import type { Host } from '../../../wire/host.js';
import { writtenName } from '../../../wire/probe.js';
import { compileText } from '../lang/memory-runtime.js';

const NAMES = [
  'plain',
  'app.orders',
  'undici:request:create',
  'tracing:fastify.request.handler:start',
  'tracing:a:b:asyncEnd',
  'tracing:only',
  'tracing::start',
  'two words',
  'semi;{colon}',
  'a*b?[c]\\d',
  "it's $1 @me",
];

test('a channel has one probe, and the probe one channel', () => {
  for (const name of NAMES) assert.equal(channelOf(probeOf(name)), name);
  assert.deepEqual(probeOf('tracing:db.query:error'), {
    provider: 'sdt',
    module: 'db.query',
    function: '',
    name: 'error',
  });
  assert.equal(probeOf(Symbol('tracing:x:start')).module, 'Symbol(tracing:x:start)');
});

test('a probe is written so that D reads it back', () => {
  const probes = probeIndex(localModules(), false);
  for (const name of [...NAMES, 'say "hi"', 'two\nlines']) {
    const probe = probeOf(name);
    const { program } = compileText(`${writtenName(probe)} {}`, { probes });
    const description = program?.clauses[0]?.descriptions[0];
    assert.ok(description !== undefined, name);
    assert.ok(matchProbe(description, probe), `${writtenName(probe)} means ${name}`);
    assert.ok(!matchProbe(description, { ...probe, module: `${probe.module}x` }), 'and no other');
  }
  assert.equal(writtenName(probeOf('undici:request:create')), 'sdt:"undici:request:create"::message');
  assert.equal(writtenName(probeOf('fastify.initialization')), 'sdt:fastify.initialization::message');
});

const hostOf = (its: object) =>
  ({ builtins: its, hidden: (work: () => unknown) => work() }) as unknown as Host;
const host = hostOf(builtins);

test('the list of channels is found, whatever the application has made of the module', () => {
  const own = channel('sdt:unit');
  const before = Reflect.ownKeys(globalThis);
  const list = findChannelMap(host);
  assert.ok([...(list?.keys() ?? [])].includes('sdt:unit'));
  assert.deepEqual(Reflect.ownKeys(globalThis), before);
  const wrapped = { ...builtins.channels, channel: () => own, subscribe: () => {} };
  assert.equal(findChannelMap(hostOf({ ...builtins, channels: wrapped })), list);
  const foreign = { ...wrapped, Channel: class {} };
  assert.equal(findChannelMap(hostOf({ ...builtins, channels: foreign })), undefined);
  assert.throws(() => findChannelMap(hostOf({ ...builtins, inspector: undefined })), /no inspector/);
});
