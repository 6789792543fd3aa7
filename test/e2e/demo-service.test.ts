/** The demo's order service: it does what the lessons say about it, and nothing of it is left behind. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type DemoService, type ServiceStats, startDemoService } from '../../cli/demo/start.js';

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

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(what: string, condition: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!(await condition())) {
    assert.ok(performance.now() < deadline, `${what} did not happen within 20 s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function statsWhen(
  service: DemoService,
  enough: (stats: ServiceStats) => boolean,
): Promise<ServiceStats> {
  let stats = await service.stats();
  await until('the expected traffic', async () => enough((stats = await service.stats())));
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
    await until('the end of all processes', () => [service.pid, ...children].every((pid) => !isAlive(pid)));
  } finally {
    await service.stop();
  }
});

test('killed hard, the service takes its children along', async () => {
  const service = await startDemoService({ rush: 0 });
  try {
    await until('the start of both children', () => childrenOf(service.pid).length === 2);
    const children = childrenOf(service.pid);
    process.kill(service.pid, 'SIGKILL');
    await service.ended;
    await until('the end of the children', () => children.every((pid) => !isAlive(pid)));
  } finally {
    await service.stop();
  }
});
