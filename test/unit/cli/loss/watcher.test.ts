// What agents send is kept whatever way their processes end.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Finding } from '../../../../cli/loss/finding.js';
import { Places } from '../../../../cli/loss/places.js';
import type { Sink } from '../../../../cli/loss/sink.js';
import { Watcher } from '../../../../cli/loss/watcher.js';
import type { AgentMessage } from '../../../../wire/messages.js';
import { DEFAULT_WATCH } from '../../../../wire/watch.js';
import { BYE, issued, loss, peer, WATCHING } from './support.js';

function watching(sinks: readonly Sink[] = []): { watcher: Watcher; said: string[] } {
  const said: string[] = [];
  const watcher = new Watcher(DEFAULT_WATCH, sinks, (line) => said.push(line), new Places('/app'));
  return { watcher, said };
}

const judged = (id: number): AgentMessage => ({ type: 'judged', id });
const NONE = { findings: [], ignored: { config: 0, baseline: 0 } };

describe('a watch', () => {
  test('starts who was attached, not who started by itself', () => {
    const { watcher } = watching();
    const [attached, started] = [peer(1, { enabled: false }), peer(2)];
    watcher.join(attached);
    watcher.join(started);
    assert.deepEqual(attached.sent, [{ type: 'watch', options: DEFAULT_WATCH }]);
    assert.deepEqual(started.sent, []);
  });

  test('is done when nobody can come and all have left', async () => {
    const { watcher } = watching();
    const one = peer(1);
    watcher.join(one);
    watcher.receive(one, [WATCHING]);
    let done = false;
    void watcher.done.then(() => (done = true));
    watcher.close();
    await Promise.resolve();
    assert.equal(done, false);
    watcher.receive(one, [BYE]);
    await watcher.done;
    assert.equal(watcher.watchingCount, 1);
    assert.deepEqual(watcher.restored, { done: 3, of: 3, left: [] });
  });

  test('counts what has no verdict, by process and by how that ended', async () => {
    const { watcher } = watching();
    const [exits, dies, worker] = [peer(1), peer(2), peer(1, { tid: 3 })];
    for (const each of [exits, dies, worker]) watcher.join(each);
    watcher.receive(exits, [WATCHING, issued(1), issued(2), judged(1), BYE]);
    watcher.receive(dies, [WATCHING, issued(1), { type: 'loss', loss: loss() }, issued(2)]);
    watcher.leave(dies);
    watcher.receive(worker, [WATCHING, issued(7), judged(7), BYE]);
    watcher.close();
    await watcher.done;
    const { watched } = watcher.report(['x'], 0, NONE);
    assert.deepEqual(
      watched.map(({ pid, tid, issued, unjudged, ended }) => ({ pid, tid, issued, unjudged, ended })),
      [
        { pid: 1, tid: 0, issued: 2, unjudged: 1, ended: 'exit' },
        { pid: 2, tid: 0, issued: 2, unjudged: 2, ended: 'killed' },
        { pid: 1, tid: 3, issued: 1, unjudged: 0, ended: 'exit' },
      ],
    );
    assert.equal(watched[2]?.command, 'node server.js worker 3 (pid 1)');
    // What it had told before it died, counts.
    assert.equal(watcher.fold.sorted().length, 1);
  });

  test('folds over processes, and tells sinks of each', () => {
    const found: [count: number, fresh: boolean][] = [];
    const messages: string[] = [];
    const sink: Sink = {
      found: (finding: Finding, fresh: boolean) => void found.push([finding.count, fresh]),
      message: (_peer, message) => void messages.push(message.type),
      close: () => {},
    };
    const { watcher } = watching([sink]);
    for (const each of [peer(1), peer(2)]) {
      watcher.join(each);
      watcher.receive(each, [{ type: 'loss', loss: loss() }]);
    }
    assert.deepEqual(found, [
      [1, true],
      [2, false],
    ]);
    assert.deepEqual(messages, ['loss', 'loss']);
  });

  test('collects drops, blind spots and trouble', () => {
    const { watcher, said } = watching();
    const one = peer(1);
    watcher.join(one);
    watcher.receive(one, [
      { type: 'watching', blind: ['async hooks are off'] },
      { type: 'drops', drops: { sampling: 4 } },
      { type: 'drops', drops: { sampling: 7, graph: 1 } },
      { type: 'trouble', what: 'turning the cancel graph on', message: 'no' },
    ]);
    assert.deepEqual(watcher.drops, { sampling: 7, graph: 1 });
    assert.deepEqual(watcher.blindSpots, [
      'async hooks are off',
      'in process 1: turning the cancel graph on failed: no',
    ]);
    assert.equal(watcher.failed, 'turning the cancel graph on: no');
    assert.equal(said.length, 1);
  });

  const nonsense: readonly unknown[] = [
    { type: 'loss' },
    { type: 'loss', loss: null },
    { type: 'loss', loss: { ...loss(), rule: 'made-up' } },
    { type: 'loss', loss: { ...loss(), reached: [{ kind: 'signal' }] } },
    { type: 'loss', loss: { ...loss(), lostAt: { file: 5 } } },
    { type: 'loss', loss: { ...loss(), wentOn: { label: 'x', cost: null } } },
    { type: 'drops', drops: { unheard: 1 } },
    { type: 'watching' },
  ];
  for (const message of nonsense)
    test(`a peer that sends nonsense is left: ${JSON.stringify(message).slice(0, 60)}`, async () => {
      const { watcher, said } = watching();
      const [bad, good] = [peer(1), peer(2)];
      watcher.join(bad);
      watcher.join(good);
      watcher.receive(bad, [message as AgentMessage]);
      watcher.receive(bad, [{ type: 'loss', loss: loss() }]);
      watcher.receive(good, [WATCHING, BYE]);
      watcher.close();
      await watcher.done;
      assert.match(said.join(), /^process 1 is no longer watched, it sent nonsense: /);
      assert.deepEqual(bad.sent, [{ type: 'stop', quiet: true }]);
      assert.deepEqual(watcher.fold.sorted(), []);
    });

  test('stops those that are left, and waits for their last words', async () => {
    const { watcher } = watching();
    const one = peer(1);
    watcher.join(one);
    watcher.stop();
    assert.deepEqual(one.sent, [{ type: 'stop', quiet: false }]);
    watcher.receive(one, [{ type: 'loss', loss: loss() }, { ...BYE, reason: 'stopped' } as AgentMessage]);
    await watcher.done;
    assert.equal(watcher.fold.sorted().length, 1);
    const late = peer(2);
    watcher.join(late);
    assert.deepEqual(late.sent, [{ type: 'stop', quiet: true }]);
  });
});
