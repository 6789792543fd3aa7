import assert from 'node:assert/strict';
import { test } from 'node:test';
import { probeIndex } from '../../cli/front/probes.js';
import { attachPid, ConsumerSocket } from '../../cli/target.js';
import { compile } from '../../lang/compile.js';
import type { AgentMessage, ByeMessage } from '../../wire/messages.js';
import { Scriptable } from '../support/scriptable.js';

const CYCLES = 100;

/** What piles up when something is left behind. */
const LEFT = `return [process.listenerCount('exit'), process.eventNames().length, Reflect.ownKeys(globalThis).length,
  Reflect.ownKeys(AbortSignal.prototype).length, globalThis[Symbol.for('ntrace.agent')] === undefined,
  process.getActiveResourcesInfo().filter((type) => type !== 'PipeWrap' && type !== 'Timeout').length,
  require('node:fs').readdirSync('/proc/self/fd').length]`;

test(`attach and detach ${CYCLES} times: nothing is left in the target`, async () => {
  const target = await Scriptable.start();
  const text =
    'abort:::, timer:::, tick-10ms { @[probename] = count(); } abort::listener:add { @sites[args[1]->site] = count(); }';
  const { program } = compile({
    sources: [{ name: '-n', text, kind: '-n' }],
    macroArgs: [],
    options: {},
    probes: probeIndex({}, false),
    destructive: false,
    env: { pid: 1, ppid: 1, uid: 0, gid: 0, euid: 0, egid: 0, pgid: 1, sid: 1 },
  });
  assert.ok(program !== undefined);
  const before = await target.run(LEFT);
  let aborts = 0;
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    const socket = await ConsumerSocket.open();
    const link = await attachPid(target.pid, socket);
    const messages: AgentMessage[] = [];
    const bye = new Promise<ByeMessage>((resolve) => {
      link.onMessages((batch) => {
        for (const message of batch) {
          messages.push(message);
          if (message.type === 'enabled') {
            void target
              .run('new AbortController().abort()')
              .then(() => link.send({ type: 'stop', quiet: false }));
          }
          if (message.type === 'bye') resolve(message);
        }
      });
    });
    const options = { target: target.pid, workers: true, unsafeHooks: false };
    link.send({ type: 'enable', program, lead: true, options });
    const { restored, left } = await bye;
    assert.ok(restored.of > 10);
    assert.equal(restored.done, restored.of);
    assert.deepEqual(left, []);
    const cells = messages.flatMap((message) => (message.type === 'aggregation' ? message.records : []));
    aborts += cells.flatMap((record) => record.cells).filter(([key]) => key[0] === 'fire').length > 0 ? 1 : 0;
    link.close();
    await socket.close();
  }
  assert.equal(aborts, CYCLES);
  // The last connection's end is noticed in the target's next turn.
  let after = await target.run(LEFT);
  for (let turn = 0; turn < 100 && JSON.stringify(after) !== JSON.stringify(before); turn++)
    after = await target.run(LEFT);
  assert.deepEqual(after, before);
  await target.stop();
});
