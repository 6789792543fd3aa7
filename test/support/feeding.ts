/**
 * A provider's hooks in the test's own process: the real builtins and patch log, with a feed that writes down what it
 * is told of objects that the test has named, and of operations.
 */
import assert from 'node:assert/strict';
import { builtins, nowNs } from '../../agent/host.js';
import { Patches } from '../../agent/patch.js';
import type { Enabling, Provider } from '../../probes/provider.js';
import type { GraphFeed, OperationFacts } from '../../wire/graph-feed.js';
import type { Host, Site, Sites } from '../../wire/host.js';

export type Feeding = {
  /** What the feed was told since the last look, as text: `started gzip`, `ended gzip`. */
  told(): string[];
  /** Probes that fired since the last look. */
  fired(): string[];
  /** Only of named objects, and of operations that were told, is anything written down. */
  name<T extends object>(name: string, object: T): T;
  readonly facts: Map<object, OperationFacts>;
  /** Undoes everything; fails when something had to be left, or the hooks had trouble. */
  restore(): void;
};

/** @param probes names as `job:gzip:start` that are enabled; the graph is wanted unless `graph` is false */
export function feed(provider: Provider, probes: readonly string[] = [], graph = true): Feeding {
  const said: string[] = [];
  const fires: string[] = [];
  const names = new WeakMap<object, string>();
  const facts = new Map<object, OperationFacts>();
  const troubles: string[] = [];
  const text = (value: unknown): string => {
    if (typeof value === 'boolean' || typeof value === 'number') return String(value);
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return typeof value;
    return names.get(value) ?? value.constructor.name;
  };
  const say = (...parts: unknown[]): void => {
    // The test runner has streams of its own.
    if (!parts.some((part) => names.has(part as object))) return;
    said.push(parts.map((part) => (typeof part === 'string' ? part : text(part))).join(' '));
  };
  let ids = 0;
  const told = new Proxy({} as GraphFeed, {
    get(_target, key) {
      if (key === 'recording') return true;
      if (key === 'idOf') return () => ++ids;
      if (key === 'started')
        return (native: object, given: OperationFacts) => {
          facts.set(native, given);
          names.set(native, given.label);
          say('started', native);
          return { id: ++ids };
        };
      if (key === 'requestStarted')
        return (response: object) => {
          say('requestStarted', response);
          return true;
        };
      if (key === 'runsFor')
        return (stream: object) => {
          say('runs', stream);
          return () => say('ran', stream);
        };
      return (...args: unknown[]) => say(String(key), ...args);
    },
  });
  const patches = new Patches((what, message) => troubles.push(`${what}: ${message}`));
  let hidden = 0;
  const host = {
    patch: patches,
    builtins,
    graph: graph ? told : undefined,
    frames: { wanted: false },
    now: nowNs,
    busy: () => hidden > 0,
    ownExecution: () => false,
    hidden<T>(work: () => T): T {
      hidden++;
      try {
        return work();
      } finally {
        hidden--;
      }
    },
    fire(site: Site, record: { readonly bytes?: number }): void {
      const { module, function: fn, name } = site.probe;
      fires.push(`${module}:${fn}:${name}${record.bytes === undefined ? '' : ` ${record.bytes}`}`);
    },
    trouble: (what: string, error: unknown) => troubles.push(`${what}: ${String(error)}`),
  } as unknown as Host;
  const enabled = new Set(probes);
  const sites: Pick<Sites, 'site' | 'anyEnabled'> = {
    site(module, fn, name) {
      const probe = { provider: provider.name, module, function: fn, name };
      assert.ok(
        provider.probes.some((each) => each.module === module && each.function === fn && each.name === name),
        `${module}:${fn}:${name} is listed`,
      );
      return { id: 0, probe, enabledCount: enabled.has(`${module}:${fn}:${name}`) ? 1 : 0 };
    },
    anyEnabled: (module, fn, name) =>
      probes.some((probe) => {
        const [m, f, n] = probe.split(':');
        return (module === '' || module === m) && (fn === '' || fn === f) && (name === '' || name === n);
      }),
  };
  const enabling: Enabling = provider.enable(host, sites as Sites);
  enabling.update();
  return {
    told: () => said.splice(0),
    fired: () => fires.splice(0),
    facts,
    name(name, object) {
      names.set(object, name);
      return object;
    },
    restore() {
      const { done, of, left } = patches.restore();
      assert.deepEqual(troubles, []);
      assert.deepEqual(left, []);
      assert.equal(done, of);
    },
  };
}

/** Own descriptors of objects and what of functions may be seen, to be compared before and after. */
export function shapes(...objects: readonly object[]): unknown {
  return objects.map((object) =>
    Reflect.ownKeys(object).map((key) => {
      const found = Object.getOwnPropertyDescriptor(object, key) as PropertyDescriptor;
      const { value, get, ...rest } = found;
      const looks = [value, get].map((each: unknown) =>
        typeof each === 'function' ? [each.name, each.length, Reflect.ownKeys(each)] : typeof each,
      );
      return [key, looks, rest.enumerable, rest.configurable, rest.writable];
    }),
  );
}

/** What of own properties is another than before, as `index key`: by identity, and without loading anything. */
export function differences(before: readonly Descriptors[], after: readonly Descriptors[]): string[] {
  return before.flatMap((old, i) => {
    const now = after[i] ?? {};
    const keys = new Set([...Reflect.ownKeys(old), ...Reflect.ownKeys(now)]);
    const differs = (key: PropertyKey): boolean => {
      const [a, b] = [old[key] ?? {}, now[key] ?? {}];
      return (['value', 'get', 'set', 'writable', 'enumerable', 'configurable'] as const).some(
        (part) => !Object.is(a[part], b[part]),
      );
    };
    return [...keys].filter(differs).map((key) => `${i} ${String(key)}`);
  });
}
type Descriptors = Record<PropertyKey, PropertyDescriptor>;
