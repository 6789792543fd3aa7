import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { ActionDef, Program } from '../../../../wire/program.js';
import { aggregation, bench, counts, INT, program, record, ScriptedAgent, STACK, STRING } from './support.js';

const QUIET = { quiet: '' };
const TEXT: ActionDef = { kind: 'printf', format: '%s\n', types: [STRING] };
const PRINTA: ActionDef = { kind: 'printa', format: '%s=%@d\n', aggregations: [0] };
const CLEAR: ActionDef = { kind: 'clear', aggregation: 0 };
const EXIT: ActionDef = { kind: 'exit' };
const SUM = [aggregation('', 'sum', [STRING])];

function lines(text: string): string[] {
  return text.trim().split('\n');
}

describe('one agent', () => {
  test("gets the program as the lead and is stopped on exit(n); the status is the script's", async () => {
    const { consumer, out } = bench(program({ actions: [TEXT, EXIT], options: QUIET }));
    const agent = new ScriptedAgent(7).join(consumer);
    consumer.close();
    agent.record('fire', 0, 'one', 1, 5, 0, 'same clause');
    const outcome = await consumer.done;
    assert.equal(out(), 'one\nsame clause\n\n');
    assert.deepEqual(
      agent.received.map(({ type }) => type),
      ['enable', 'stop'],
    );
    const enable = agent.received[0]!;
    assert.ok(enable.type === 'enable' && enable.lead && enable.options.target === 7);
    assert.equal(outcome.status, 5);
    assert.equal(outcome.reason, 'exit');
    assert.deepEqual(outcome.restored, { done: 2, of: 2 });
  });

  test('normalize, trunc, clear and printa happen in record order', async () => {
    const actions: ActionDef[] = [
      PRINTA,
      CLEAR,
      { kind: 'normalize', aggregation: 0 },
      { kind: 'denormalize', aggregation: 0 },
      { kind: 'trunc', aggregation: 0, all: false },
    ];
    const { consumer, out } = bench(program({ actions, aggregations: SUM, options: QUIET }));
    const agent = new ScriptedAgent(7).join(consumer);
    consumer.close();
    agent.say(counts(0, ['a', 10], ['b', 30], ['c', 20]));
    agent.say(record('fire', 2, 10, 0), record('fire', 3, 0), record('fire', 4, 2, 1, 0));
    agent.say(counts(0, ['b', 5]), record('fire', 0));
    agent.bye('target-exit');
    await consumer.done;
    assert.deepEqual(lines(out()), [
      ...['a=1', 'c=2', 'b=3'],
      ...['a=10', 'c=20', 'b=30'],
      ...['b=0', 'c=0'],
      ...['c=0', 'b=5'],
    ]);
  });

  test('what no printa has shown is printed at the end, after a blank line', async () => {
    const aggregations = [aggregation('shown', 'sum', [STRING]), aggregation('rest', 'sum', [STRING])];
    const { consumer, out } = bench(program({ actions: [PRINTA], aggregations, options: QUIET }));
    const agent = new ScriptedAgent(7).join(consumer);
    consumer.close();
    agent.say(counts(0, ['a', 1]), counts(1, ['k', 2]), record('fire', 0), counts(0, ['late', 4]));
    agent.bye('target-exit');
    await consumer.done;
    assert.equal(out(), `a=1\n\n  ${'k'.padEnd(50)} ${'2'.padStart(16)}\n`);
  });

  test('END may replace the status of exit', async () => {
    const { consumer } = bench(program({ actions: [EXIT] }));
    const agent = new ScriptedAgent(7).join(consumer);
    consumer.close();
    agent.beforeAnswer = [record('END', 0, 4)];
    agent.say(record('fire', 0, 1), record('fire', 0, 2));
    assert.equal((await consumer.done).status, 4);
  });

  test('max-records stops the trace', async () => {
    const { consumer, out } = bench(program({ actions: [TEXT], options: QUIET }), { maxRecords: 2 });
    const agent = new ScriptedAgent(7).join(consumer);
    consumer.close();
    agent.record('fire', 0, 'a');
    agent.say(record('fire', 0, 'b'), record('fire', 0, 'one too many'));
    assert.equal((await consumer.done).reason, 'max-records');
    assert.equal(out(), 'a\nb\n\n');
  });

  test('faults are told and are records of the stream', async () => {
    const { consumer, out, said } = bench(program({}), { format: 'json' });
    const agent = new ScriptedAgent(7).join(consumer);
    consumer.close();
    agent.say({ type: 'fault', clause: 0, probe: 10, code: 4, span: 0, address: 0 });
    agent.bye('target-exit');
    assert.equal((await consumer.done).faults, 1);
    assert.deepEqual(said, ['fault 4 in fire']);
    assert.deepEqual(JSON.parse(lines(out())[1]!), {
      type: 'error',
      probe: 'abort:controller:signal:fire',
      fault: 'divide-by-zero',
      at: { file: 'test.d', line: 3, column: 7 },
      pid: 7,
      tid: 0,
    });
  });

  test('destructive actions, setopt included, go to the effects in order', async () => {
    const actions: ActionDef[] = [
      { kind: 'system', format: 'echo %d', types: [INT] },
      { kind: 'freopen', format: '/tmp/%s', types: [STRING] },
      { kind: 'ftruncate' },
      { kind: 'setopt' },
    ];
    const { consumer, effects, said } = bench(program({ actions, options: QUIET }));
    const agent = new ScriptedAgent(7).join(consumer);
    consumer.close();
    agent.record('fire', 0, 42, 1, 'x', 2, 1, 'bad', 3, 'quiet', 'no', 3, 'nonsense', '1');
    agent.bye('target-exit');
    await consumer.done;
    assert.deepEqual(effects, ['system echo 42', 'freopen /tmp/x', 'ftruncate', 'freopen /tmp/bad']);
    assert.deepEqual(said, [
      `fire: couldn't freopen() "/tmp/bad": No such file or directory`,
      `fire: couldn't set option "nonsense" to "1": Invalid option name`,
    ]);
    assert.equal(consumer.options.quiet, false);
  });

  test('abort leaves without END and without printing', async () => {
    const { consumer, out } = bench(program({ aggregations: SUM }));
    const agent = new ScriptedAgent(7).join(consumer);
    agent.say(counts(0, ['a', 1]));
    consumer.abort();
    assert.equal((await consumer.done).reason, 'abort');
    assert.equal(out(), '');
    assert.deepEqual(agent.received.at(-1), { type: 'stop', quiet: true });
  });

  test('print shows all aggregations and goes on; with clear they start anew', async () => {
    const { consumer, out } = bench(program({ aggregations: SUM, options: QUIET }), { format: 'json' });
    const agent = new ScriptedAgent(7).join(consumer);
    agent.say(counts(0, ['a', 1]));
    consumer.print(false);
    agent.beforeAnswer = [counts(0, ['a', 2])];
    consumer.print(true);
    consumer.print(false);
    consumer.stop('interrupt');
    await consumer.done;
    const values = lines(out()).flatMap((line) => JSON.parse(line).value ?? []);
    assert.deepEqual(values, [1, 3]);
  });
});

describe('several agents', () => {
  function two(compiled: Program, settings: Parameters<typeof bench>[1] = {}) {
    const made = bench(compiled, settings);
    const first = new ScriptedAgent(7).join(made.consumer);
    const second = new ScriptedAgent(8).join(made.consumer);
    made.consumer.close();
    return { ...made, first, second };
  }

  test('a printa of one is about the aggregations of all', async () => {
    const { out, first, second, consumer } = two(
      program({ actions: [PRINTA], aggregations: SUM, options: QUIET }),
    );
    second.beforeAnswer = [counts(0, ['a', 5], ['b', 1])];
    first.say(counts(0, ['a', 10]), record('fire', 0));
    assert.equal(out(), 'b=1\na=15\n');
    assert.equal(second.got('flush'), 1);
    assert.equal(first.got('flush'), 0);
    consumer.stop('interrupt');
    await consumer.done;
  });

  test('two that wait for each other do not: order of arrival decides, order of each agent holds', async () => {
    const actions = [PRINTA, CLEAR];
    const { out, first, second, consumer } = two(program({ actions, aggregations: SUM, options: QUIET }));
    first.answers = false;
    second.answers = false;
    first.say(counts(0, ['a', 1]), record('fire', 0), counts(0, ['a', 100]));
    assert.equal(out(), '');
    // Its own clear comes before the flush it is asked for; what follows that clear must survive it.
    second.say(counts(0, ['a', 2]), record('fire', 1), counts(0, ['a', 1000]), { type: 'flushed', seq: 1 });
    assert.equal(out(), 'a=3\n');
    first.say({ type: 'flushed', seq: 2 }, record('fire', 0));
    second.say({ type: 'flushed', seq: 3 });
    assert.equal(out(), 'a=3\na=1000\n');
    first.answers = true;
    second.answers = true;
    consumer.stop('interrupt');
    await consumer.done;
  });

  test('the wait for a flush is bounded, and the late one is named', async () => {
    const { out, said, first, second, consumer } = two(
      program({ actions: [PRINTA], aggregations: SUM, options: QUIET }),
      { flushTimeoutMs: 5 },
    );
    second.answers = false;
    first.say(counts(0, ['a', 1]), record('fire', 0));
    for (const end = Date.now() + 5000; out() === '' && Date.now() < end; ) await setImmediate();
    assert.equal(out(), 'a=1\n');
    assert.deepEqual(said, ['process 8 did not flush in time: its newest values are missing']);
    second.answers = true;
    consumer.stop('interrupt');
    await consumer.done;
  });

  test('an agent that dies is not waited for', async () => {
    const { out, first, second, consumer } = two(
      program({ actions: [PRINTA], aggregations: SUM, options: QUIET }),
    );
    second.answers = false;
    first.say(counts(0, ['a', 1]), record('fire', 0));
    assert.equal(out(), '');
    second.hangUp();
    assert.equal(out(), 'a=1\n');
    consumer.stop('interrupt');
    await consumer.done;
  });

  test('BEGIN and END are printed from the lead only, other probes from all', async () => {
    const { out, first, second, consumer } = two(
      program({ actions: [TEXT], options: QUIET, clauses: ['END'] }),
    );
    first.record('BEGIN', 0, 'begin of first');
    second.record('BEGIN', 0, 'begin of second');
    second.record('fire', 0, 'fire of second');
    first.beforeAnswer = [record('END', 0, 'end of first')];
    second.beforeAnswer = [record('END', 0, 'end of second')];
    consumer.stop('interrupt');
    await consumer.done;
    assert.equal(out(), 'begin of first\nfire of second\nend of first\n\n');
  });

  test('when the lead ends, the next becomes it and prints END', async () => {
    const { out, first, second, consumer } = two(
      program({ actions: [TEXT], options: QUIET, clauses: ['END'] }),
    );
    first.bye('target-exit', record('END', 0, 'end of first'));
    assert.equal(second.got('lead'), 1);
    second.beforeAnswer = [record('END', 0, 'end of second')];
    consumer.stop('interrupt');
    await consumer.done;
    assert.equal(out(), 'end of second\n\n');
  });

  test('a process whose worker is cut off with it has its END printed all the same', async () => {
    const { consumer, out } = bench(program({ actions: [TEXT], options: QUIET, clauses: ['END'] }));
    const main = new ScriptedAgent(7).join(consumer);
    const worker = new ScriptedAgent(7, 1).join(consumer);
    consumer.close();
    main.bye('target-exit', record('END', 0, 'end of main'));
    worker.hangUp();
    await consumer.done;
    assert.equal(out(), 'end of main\n\n');
  });

  test('exit of any agent stops all', async () => {
    const { first, second, consumer } = two(program({ actions: [EXIT] }));
    second.record('fire', 0, 3);
    const outcome = await consumer.done;
    assert.equal(outcome.status, 3);
    assert.equal(first.got('stop'), 1);
    assert.deepEqual(outcome.restored, { done: 4, of: 4 });
  });

  test('one that joins after the end is sent away', async () => {
    const { consumer } = bench(program({}));
    consumer.close();
    consumer.stop('interrupt');
    await consumer.done;
    const late = new ScriptedAgent(9);
    late.answers = false;
    consumer.join(late);
    assert.deepEqual(late.received, [{ type: 'stop', quiet: true }]);
  });

  test('an agent that brought the program along is only told that it leads', async () => {
    const { consumer } = bench(program({}));
    const agent = new ScriptedAgent(7, 0, true).join(consumer);
    assert.deepEqual(
      agent.received.map(({ type }) => type),
      ['lead'],
    );
    consumer.stop('interrupt');
    await consumer.done;
  });

  test('equal stacks of two processes are one key', async () => {
    const { out, first, second, consumer } = two(
      program({ aggregations: [aggregation('', 'count', [STACK])], options: QUIET }),
      { format: 'json' },
    );
    const frames = [{ file: '/app/x.js', line: 1, column: 2, function: 'f' }];
    for (const [agent, id] of [
      [first, 4],
      [second, 9],
    ] as const)
      agent.say(
        { type: 'stacks', stacks: [[id, frames]] },
        { type: 'aggregation', records: [{ aggregation: 0, cells: [[[id], 2]] }] },
      );
    consumer.stop('interrupt');
    await consumer.done;
    const rows = lines(out())
      .map((line) => JSON.parse(line))
      .filter(({ type }) => type === 'aggregation');
    assert.deepEqual(rows, [
      { type: 'aggregation', name: '', key: [['f (/app/x.js:1:2)']], function: 'count', value: 4 },
    ]);
  });
});

describe('END without targets', () => {
  test('runs in ntrace itself, with nothing but END, when no agent could run it', async () => {
    const started: Program[] = [];
    const here = new ScriptedAgent(1);
    const { consumer, out, said } = bench(
      program({ actions: [TEXT], options: QUIET, clauses: ['BEGIN', 'END'] }),
      {
        runEnd: (only, join) => {
          started.push(only);
          here.answers = false;
          here.join(consumer, join);
          here.bye('stopped', record('END', 0, 'end here'));
        },
      },
    );
    const agent = new ScriptedAgent(7).join(consumer);
    consumer.close();
    agent.hangUp();
    await consumer.done;
    assert.deepEqual(
      started[0]!.clauses.map(({ descriptions }) => descriptions.map(({ name }) => name)),
      [[], ['END']],
    );
    assert.equal(out(), 'end here\n\n');
    assert.match(said.join(), /END runs in ntrace itself/);
  });

  test('is not missed when an agent ran it, nor when the program has none', async () => {
    for (const [clauses, ran] of [
      [['END'], true],
      [['BEGIN'], false],
    ] as const) {
      const { consumer, said } = bench(program({ clauses }), { runEnd: () => assert.fail('END ran twice') });
      const agent = new ScriptedAgent(7).join(consumer);
      consumer.close();
      if (ran) agent.bye('target-exit');
      else agent.hangUp();
      await consumer.done;
      assert.deepEqual(said, []);
    }
  });
});
