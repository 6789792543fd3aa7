import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Peer } from '../../../../cli/consumer/agent.js';
import { type Intake, TimeOrder } from '../../../../cli/consumer/time-order.js';
import type { AgentMessage } from '../../../../wire/messages.js';
import { ScriptedAgent } from './support.js';

const MS = 1e6;

function peer(pid: number): Peer {
  return { hello: new ScriptedAgent(pid).hello, send: () => {} };
}

function record(at: number): AgentMessage {
  return { type: 'record', clause: 0, probe: 1, at: at * MS, data: [] };
}

const DROPS: AgentMessage = { type: 'drops', drops: {} };
const BYE: AgentMessage = { type: 'bye', restored: { done: 0, of: 0 }, left: [], reason: 'stopped' };

/** What reached the consumer, as `pid:at` or `pid:type`. */
function setUp(): { intake: TimeOrder; seen: string[]; clock: { ms: number } } {
  const seen: string[] = [];
  const clock = { ms: 1000 };
  const next: Intake = {
    join: () => {},
    receive: (from, messages) => {
      for (const message of messages)
        seen.push(`${from.hello.pid}:${message.type === 'record' ? message.at / MS : message.type}`);
    },
    leave: (from) => seen.push(`${from.hello.pid}:left`),
    close: () => {},
  };
  return { intake: new TimeOrder(next, () => clock.ms * MS), seen, clock };
}

test('records of two isolates come in the order of their time, other messages in their place', () => {
  const { intake, seen } = setUp();
  const [a, b] = [peer(1), peer(2)];
  intake.join(a);
  intake.join(b);
  intake.receive(a, [record(990), DROPS, record(996)]);
  assert.deepEqual(seen, [], 'the other one may have an older record');
  intake.receive(b, [record(985), record(993)]);
  assert.deepEqual(seen, ['2:985', '1:990', '1:drops', '2:993']);
  intake.receive(b, [BYE]);
  assert.deepEqual(seen.slice(4), ['2:bye', '1:996'], 'after bye nothing older can come');
});

test('a silent isolate holds the others up for a quarter of a second only', () => {
  const { intake, seen, clock } = setUp();
  const [a, b] = [peer(1), peer(2)];
  intake.join(a);
  intake.join(b);
  intake.receive(a, [record(990)]);
  clock.ms = 1241;
  intake.receive(b, [DROPS]);
  assert.deepEqual(seen, ['2:drops', '1:990']);
});

test('one isolate alone is not held up, and what left has handed in all it had', () => {
  const { intake, seen } = setUp();
  const [a, b] = [peer(1), peer(2)];
  intake.join(a);
  intake.receive(a, [record(990)]);
  assert.deepEqual(seen, ['1:990']);
  intake.join(b);
  intake.receive(a, [record(995)]);
  intake.leave(a);
  assert.deepEqual(seen.slice(1), ['1:995', '1:left']);
});
