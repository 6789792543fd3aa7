/** The demo's order service: it does what the lessons say about it, and nothing of it is left behind. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type DemoService, type ServiceStats, startDemoService } from '../../cli/demo/start.js';
import { isAlive } from '../../cli/socket-dir.js';
import { until } from '../support/process.js';

/** PIDs whose parent is `pid`. */
function childrenOf(pid: number): readonly number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid ? [Number(name)] : [];
    } catch {
      return []; // it ended in the meantime
    }
  });
}

async function statsWhen(
  service: DemoService,
  enough: (stats: ServiceStats) => boolean,
): Promise<ServiceStats> {
  let stats = await service.stats();
  await until(async () => enough((stats = await service.stats())), 20_000, 'the expected traffic');
  return stats;
}

test('orders come in, some are abandoned, some questions time out; stop() leaves no process', async () => {
  const service = await startDemoService({ rush: 20 });
  try {
    await service.warm;
    const stats = await statsWhen(service, ({ hangUps, timeouts }) => hangUps > 3 && timeouts > 0);
    assert.ok(stats.requests >= 20 && stats.hangUps < stats.requests && stats.cpuUs > 0);
    const children = childrenOf(service.pid);
    assert.equal(children.length, 2);
    await service.stop();
    await service.stop();
    await until(() => [service.pid, ...children].every((pid) => !isAlive(pid)));
  } finally {
    await service.stop();
  }
});

test('killed hard, the service takes its children along', async () => {
  const service = await startDemoService({ rush: 0 });
  try {
    await until(() => childrenOf(service.pid).length === 2);
    const children = childrenOf(service.pid);
    process.kill(service.pid, 'SIGKILL');
    await service.ended;
    await until(() => children.every((pid) => !isAlive(pid)));
  } finally {
    await service.stop();
  }
});
