import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fire, state } from '../../../agent/fire.js';
import { type Enabled, Registry } from '../../../agent/registry.js';
import { PROVIDERS } from '../../../probes/index.js';
import type { Host } from '../../../wire/host.js';
import type { ProbeDescription } from '../../../wire/probe.js';
import type { Program } from '../../../wire/program.js';
import type { ClauseFunction } from '../../../wire/runtime.js';

const FIRE: ProbeDescription = { provider: 'timer', module: '', function: 'setTimeout', name: 'fire' };
const NEEDS = { clock: false, args: [], members: [], stack: 0 };

type Owner = Enabled & { draining: boolean; readonly faults: [clause: number, error: unknown][] };

function owner(clauses: readonly ClauseFunction[], extra: Partial<Enabled> = {}): Owner {
  const faults: [number, unknown][] = [];
  return {
    program: {
      clauses: clauses.map(() => ({ descriptions: [FIRE], needs: NEEDS, span: 0 })),
    } as unknown as Program,
    clauses,
    resetThis: undefined,
    draining: false,
    attached: () => {},
    failed: ({ clause }, site, error) => {
      assert.equal(site.probe.function, 'setTimeout');
      faults.push([clause, error]);
    },
    faults,
    ...extra,
  };
}

function setUp() {
  const registry = new Registry({} as Host, PROVIDERS);
  return { registry, site: registry.site(FIRE) };
}

test('one clause, many clauses and clauses of several programs run in their order, with all arguments', () => {
  for (const counts of [[1], [2], [40], [100], [1, 1], [3, 1, 2]]) {
    const { registry, site } = setUp();
    const ran: unknown[] = [];
    const expected: unknown[] = [];
    counts.forEach((count, program) => {
      const clauses = Array.from({ length: count }, (_, i) => {
        expected.push([program, i, 1, 2, 3, 4, 5, 6]);
        return (...args: unknown[]) => void ran.push([program, i, ...args]);
      });
      registry.enable(owner(clauses));
    });
    fire(site, 1, 2, 3, 4, 5, 6);
    assert.deepEqual(ran, expected);
  }
});

test('what a clause throws ends that clause only, and its owner is told', () => {
  for (const count of [1, 3, 40]) {
    const { registry, site } = setUp();
    const ran: number[] = [];
    const error = new Error('fault');
    const program = owner(
      Array.from({ length: count }, (_, i) => () => {
        ran.push(i);
        if (i === 0) throw error;
      }),
    );
    registry.enable(program);
    fire(site);
    fire(site);
    assert.equal(ran.length, 2 * count);
    assert.deepEqual(program.faults, [
      [0, error],
      [0, error],
    ]);
    assert.equal(state.inProbe, 0);
  }
});

test('an owner that throws when it is told does not reach the application, nor stop the next firing', () => {
  const { registry, site } = setUp();
  let ran = 0;
  const clause = (): void => {
    ran++;
    throw new Error('fault');
  };
  const failed = (): never => {
    throw new RangeError('Maximum call stack size exceeded');
  };
  registry.enable(owner([clause], { failed }));
  fire(site);
  registry.enable(owner([clause], { failed }));
  fire(site);
  assert.equal(ran, 2, 'the second firing stopped at its first clause');
  assert.equal(state.inProbe, 0);
});

test('a program that drains in a clause runs none of its later ones; others go on, before and after', () => {
  const { registry, site } = setUp();
  const ran: string[] = [];
  const exiting: Owner = owner([
    () => {
      ran.push('exit');
      exiting.draining = true;
      registry.drained(exiting);
    },
    () => void ran.push('after exit'),
  ]);
  registry.enable(owner([() => void ran.push('before')]));
  registry.enable(exiting);
  registry.enable(owner([() => void ran.push('behind')]));
  fire(site);
  assert.deepEqual(ran.splice(0), ['before', 'exit', 'behind']);
  fire(site);
  assert.deepEqual(ran, ['before', 'behind']);
});

test('this-> is zeroed once per program and firing, before its first clause at the site', () => {
  const { registry, site } = setUp();
  const ran: string[] = [];
  const program = (name: string, count: number): Owner =>
    owner(
      Array.from({ length: count }, (_, i) => () => void ran.push(`${name}${i}`)),
      { resetThis: () => void ran.push(`reset ${name}`) },
    );
  registry.enable(program('a', 2));
  registry.enable(program('b', 1));
  fire(site);
  assert.deepEqual(ran, ['reset a', 'a0', 'a1', 'reset b', 'b0']);
});

test('a program that is disabled or enabled anew with other clauses takes effect with the next firing', () => {
  const { registry, site } = setUp();
  const ran: string[] = [];
  const first = owner([() => void ran.push('first'), () => void ran.push('second')]);
  const stays = owner([() => void ran.push('stays')]);
  registry.enable(first);
  registry.enable(stays);
  fire(site);
  registry.disable(first);
  fire(site);
  registry.enable({
    ...first,
    clauses: [() => void ran.push('changed'), first.clauses[1] as ClauseFunction],
  });
  fire(site);
  assert.deepEqual(ran, ['first', 'second', 'stays', 'stays', 'stays', 'changed', 'second']);
});

test('a clause that fires a probe itself does not run it', () => {
  const { registry, site } = setUp();
  let ran = 0;
  registry.enable(
    owner([
      () => {
        ran++;
        fire(site);
      },
    ]),
  );
  fire(site);
  assert.equal(ran, 1);
});
