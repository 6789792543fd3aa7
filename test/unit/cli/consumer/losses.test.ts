import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AgentMessage } from '../../../../wire/messages.js';
import type { ActionDef } from '../../../../wire/program.js';
import { aggregation, bench, counts, program, ScriptedAgent, STRING } from './support.js';

const QUIET = { quiet: '' };
const TEXT: ActionDef = { kind: 'printf', format: '%s\n', types: [STRING] };
const SUM = [aggregation('', 'sum', [STRING])];

function lines(text: string): string[] {
  return text.trim().split('\n');
}

describe('losses and nonsense', () => {
  test('drops are totals of an agent; they are told, tagged where asked for, and summed', async () => {
    const { consumer, said } = bench(program({ options: { droptags: '' } }), { testing: true });
    const agent = new ScriptedAgent(7).join(consumer);
    consumer.close();
    agent.say({ type: 'drops', drops: { aggregation: 2 } });
    agent.say({ type: 'drops', drops: { aggregation: 3, dynamic: 1 } });
    agent.bye('target-exit');
    assert.deepEqual((await consumer.done).drops, { aggregation: 3, dynamic: 1 });
    assert.deepEqual(said, [
      '[DTRACEDROP_AGGREGATION] 2 aggregation drops on CPU 0',
      '[DTRACEDROP_AGGREGATION] 1 aggregation drop on CPU 0',
      '[DTRACEDROP_DYNAMIC] 1 dynamic variable drop',
    ]);
  });

  test('merged keys are bounded: what does not fit is counted', async () => {
    const { consumer, out, said } = bench(program({ aggregations: SUM, options: QUIET }), {
      maxKeys: 2,
      format: 'json',
    });
    const agent = new ScriptedAgent(7).join(consumer);
    consumer.close();
    agent.say(counts(0, ['a', 1], ['b', 1], ['c', 1], ['a', 1]));
    agent.bye('target-exit');
    assert.deepEqual((await consumer.done).drops, { aggregation: 1 });
    assert.equal(lines(out()).filter((line) => line.includes('"aggregation","name"')).length, 2);
    assert.match(said.join(), /aggsize/);
  });

  test('a bad peer is cut off, named, and the others go on', async () => {
    const nonsense: unknown[] = [
      { type: 'record', clause: 0, probe: 99, at: 0, data: [] },
      { type: 'record', clause: 0, probe: 10, at: 0, data: [7] },
      { type: 'record', clause: 0, probe: 10, at: 0, data: [0, {}] },
      { type: 'aggregation', records: [{ aggregation: 5, cells: [] }] },
      { type: 'aggregation', records: [{ aggregation: 0, cells: [[['k'], [1, 2]]] }] },
      { type: 'aggregation', records: [{ aggregation: 0, cells: [[[3], 1]] }] },
      { type: 'aggregation', records: 4 },
      { type: 'probes', probes: [null] },
      { type: 'stacks', stacks: [[1, null]] },
      { type: 'drops', drops: { nothing: -1 } },
    ];
    for (const message of nonsense) {
      const { consumer, out, said } = bench(program({ actions: [TEXT], aggregations: SUM, options: QUIET }));
      const bad = new ScriptedAgent(7).join(consumer);
      const good = new ScriptedAgent(8).join(consumer);
      consumer.close();
      bad.say(message as AgentMessage);
      good.record('fire', 0, 'still here');
      good.bye('target-exit');
      assert.equal((await consumer.done).broken, 1, JSON.stringify(message));
      assert.match(said.join(), /process 7 is no longer followed/);
      assert.equal(out(), 'still here\n\n');
    }
  });

  test('one that does not stop in time is left behind', async () => {
    const { consumer, said } = bench(program({}), { stopTimeoutMs: 5 });
    const agent = new ScriptedAgent(7);
    agent.answers = false;
    agent.join(consumer);
    // The consumer's timer keeps no process alive: elsewhere the sockets do.
    const alive = setInterval(() => {}, 1_000);
    consumer.stop('interrupt');
    await consumer.done;
    clearInterval(alive);
    assert.deepEqual(said, ['process 7 did not stop in time']);
  });
});
