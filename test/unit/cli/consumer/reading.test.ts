import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AgentMessage } from '../../../../wire/messages.js';
import type { ActionDef } from '../../../../wire/program.js';
import { aggregation, bench, counts, program, record, ScriptedAgent, STRING } from './support.js';

const QUIET = { quiet: '' };
const PRINTA: ActionDef = { kind: 'printa', format: '%s=%@d\n', aggregations: [0] };
const CLEAR: ActionDef = { kind: 'clear', aggregation: 0 };
const SUM = [aggregation('', 'sum', [STRING])];
const parts = { actions: [PRINTA, CLEAR], aggregations: SUM, options: QUIET };

/** A record whose clause aggregated `value` under "k" before the action at `at`. */
function reading(
  probe: 'BEGIN' | 'END' | 'fire',
  data: readonly number[],
  ...cells: [at: number, value: number][]
): AgentMessage {
  const plain = record(probe, ...data);
  assert.ok(plain.type === 'record');
  return {
    ...plain,
    cells: cells.map(([at, value]) => [at, [{ aggregation: 0, cells: [[['k'], value]] }]] as const),
  };
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

describe('what a clause aggregates between actions that read aggregations', () => {
  test('is merged before the action it stands before, and no earlier', async () => {
    const { consumer, out } = bench(program(parts));
    const agent = new ScriptedAgent(7).join(consumer);
    consumer.close();
    agent.say(counts(0, ['k', 1]), reading('fire', [0, 1, 0, 0], [1, 10], [2, 5], [3, 7]));
    agent.bye('target-exit');
    await consumer.done;
    assert.deepEqual(lines(out()), ['k=1', 'k=5', 'k=12']);
  });

  test('waits with its record until the other agents have flushed', async () => {
    const { consumer, out } = bench(program(parts));
    const [one, two] = [new ScriptedAgent(7).join(consumer), new ScriptedAgent(8).join(consumer)];
    consumer.close();
    two.beforeAnswer = [counts(0, ['k', 100])];
    one.say(reading('fire', [0, 1, 0], [2, 5]));
    one.say(counts(0, ['k', 1000]));
    one.bye('target-exit');
    two.bye('target-exit');
    await consumer.done;
    assert.deepEqual(lines(out()), ['k=100', 'k=5'], 'what came after the record is not in it');
  });

  test('counts when the record is not shown: BEGIN of a second agent, END of one that does not lead', async () => {
    const { consumer, out } = bench(program({ ...parts, clauses: ['BEGIN', 'END'] }));
    const [one, two] = [new ScriptedAgent(7).join(consumer), new ScriptedAgent(8).join(consumer)];
    consumer.close();
    two.say(reading('BEGIN', [1, 0], [1, 3]));
    two.say(reading('END', [1, 0], [1, 4]));
    two.bye('target-exit');
    one.say(reading('END', [0]));
    one.bye('target-exit');
    await consumer.done;
    assert.deepEqual(lines(out()), ['k=7']);
  });

  test('counts when END of a former lead is not shown after all', async () => {
    const { consumer, out } = bench(program({ ...parts, clauses: ['END'] }));
    const [one, two] = [new ScriptedAgent(7).join(consumer), new ScriptedAgent(8).join(consumer)];
    one.say(reading('END', [1, 0], [1, 4]));
    one.bye('target-exit');
    two.beforeAnswer = [reading('END', [0])];
    consumer.stop('interrupt');
    await consumer.done;
    assert.match(out(), /^\n +k +4\n$/, 'printed with what is left');
  });

  test('counts past --max-records', async () => {
    const { consumer, out } = bench(program(parts), { maxRecords: 1 });
    const agent = new ScriptedAgent(7).join(consumer);
    agent.beforeAnswer = [reading('END', [0])];
    agent.say(counts(0, ['k', 1]), reading('fire', [0]), reading('fire', [1, 0], [1, 3]));
    await consumer.done;
    assert.deepEqual(lines(out()), ['k=1', 'k=4']);
  });
});

test('setopt() of aggrate and switchrate reaches the agents, those to come as well', async () => {
  const actions: ActionDef[] = [{ kind: 'setopt' }];
  const { consumer } = bench(program({ actions, options: QUIET }));
  const agent = new ScriptedAgent(7).join(consumer);
  agent.record('fire', 0, 'aggrate', '10ms');
  agent.record('fire', 0, 'quiet', 'yes');
  const later = new ScriptedAgent(8).join(consumer);
  agent.record('fire', 0, 'switchrate', '2s');
  const rates = (of: ScriptedAgent) =>
    of.received.flatMap((message) =>
      message.type === 'rates' ? [[message.aggrateNs, message.switchrateNs]] : [],
    );
  assert.deepEqual(rates(agent), [
    [10e6, 0],
    [10e6, 2e9],
  ]);
  assert.deepEqual(rates(later), rates(agent));
  consumer.stop('interrupt');
  await consumer.done;
});
