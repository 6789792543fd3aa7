/**
 * The compiled side: a Program run by the agent's own session, registry, stores and firing, in this process.
 * Only the providers' hooks are left out: the test fires their sites itself.
 */
import { threadId } from 'node:worker_threads';
import { Agent } from '../../agent/agent.js';
import { fire, fireIn } from '../../agent/fire.js';
import { Registry } from '../../agent/registry.js';
import { Session } from '../../agent/session.js';
import type { Transport } from '../../agent/transport.js';
import { PROVIDERS } from '../../probes/index.js';
import type { Provider } from '../../probes/provider.js';
import { ArgRecord } from '../../probes/support/record.js';
import type { AggregationDef, AggregationRecord } from '../../wire/aggregation.js';
import type { AgentMessage, Drops } from '../../wire/messages.js';
import type { ProbeDescription } from '../../wire/probe.js';
import { type ActionDef, type Program, readsAggregations, valueCount } from '../../wire/program.js';
import type { ValueType } from '../../wire/value.js';
import type { Summary } from './aggregates.js';
import type { Event, Part, Shown } from './events.js';
import type { Argument, Firing, Surroundings } from './machine.js';

const USED = ['dtrace', 'profile', 'timer', 'abort'];
const idle = { update() {} };
/** The providers that programs are compiled against and run with. */
export const HOOKLESS = PROVIDERS.filter(({ name }) => USED.includes(name)).map((provider) => ({
  ...provider,
  enable: () => idle,
}));

/** A typed argument as the providers would pass it: recognised by its brand. */
class GivenRecord extends ArgRecord {
  readonly id: number;
  constructor(members: Readonly<Record<string, unknown>>, integer: string) {
    super();
    this.id = members[integer] as number;
    for (const [name, value] of Object.entries(members))
      Object.defineProperty(this, name, { value, enumerable: true });
  }
}

function given(argument: Argument): unknown {
  return typeof argument === 'object' ? new GivenRecord(argument.record, argument.integer) : argument;
}

function partsOf(probe: string): ProbeDescription {
  const [provider, module, fn, name] = probe.split(':') as [string, string, string, string];
  return { provider, module, function: fn, name };
}

const OPTIONS = { unsafeHooks: false } as ConstructorParameters<typeof Session>[4];

/** A firing with arguments as they are, whatever they are. */
export type RawFiring = { readonly probe: string; readonly args: readonly unknown[]; readonly frame: number };

export class AgentRun {
  readonly #agent = new Agent();

  constructor(providers: readonly Provider[] = HOOKLESS) {
    // The same registry, but nothing of this process is hooked.
    const registry = new Registry({} as ConstructorParameters<typeof Registry>[0], providers);
    Object.defineProperty(this.#agent, 'registry', { value: registry });
  }

  surroundings(probes: readonly string[]): Surroundings {
    const ids = probes.map((probe) => [probe, this.#agent.registry.site(partsOf(probe)).id] as const);
    return {
      probeIds: new Map(ids),
      builtins: {
        pid: BigInt(process.pid),
        ppid: BigInt(process.ppid),
        tid: BigInt(threadId),
        uid: BigInt(process.getuid?.() ?? 0),
        gid: BigInt(process.getgid?.() ?? 0),
        cpu: 0n,
        errno: 0n,
        execname: process.title.split('/').pop() ?? '',
        comm: process.title.split('/').pop() ?? '',
        cwd: process.cwd(),
        root: '/',
        // Their values differ from run to run: programs only ask what holds for all.
        ustackdepth: 5n,
        stackdepth: 5n,
        timestamp: 12_345n,
        nsecs: 12_345n,
        vtimestamp: 12_345n,
        walltimestamp: 1_700_000_000_000_000_000n,
      },
    };
  }

  run(program: Program, firings: readonly Firing[]): readonly Event[] {
    return this.runRaw(
      program,
      firings.map(({ probe, args, frame }) => ({ probe, args: args.map(given), frame })),
    );
  }

  runRaw(program: Program, firings: readonly RawFiring[]): readonly Event[] {
    const texts: string[] = [];
    const take = (more: readonly string[]): void => void texts.push(...more);
    const transport: Transport = {
      pendingBytes: 0,
      send: take,
      sendNow: take,
      receiveUntil() {},
      close() {},
    };
    const session = new Session(this.#agent, transport, program, true, OPTIONS);
    this.#agent.add(session);
    const frames = new Map([[0, this.#agent.frames.current()]]);
    for (const { probe, args, frame } of firings) {
      const outermost = frames.get(0) as ReturnType<Agent['frames']['current']>;
      if (!frames.has(frame)) frames.set(frame, this.#agent.frames.open(outermost));
      const site = this.#agent.registry.site(partsOf(probe));
      if (site.enabledCount === 0) continue;
      // As a provider would: in a frame, or without one.
      if (frame === 0) fire(site, ...args);
      else fireIn(frames.get(frame) as never, false, site, ...args);
    }
    this.#agent.remove(session, 'end');
    session.flush();
    return new Reader(program).read(texts.map((text) => JSON.parse(text) as AgentMessage));
  }
}

/** The agent's messages as events. Aggregations come as what is new; here they are summed up. */
class Reader {
  readonly #program: Program;
  readonly #probes = new Map<number, string>();
  readonly #events: Event[] = [];
  readonly #cells = new Map<string, Summary>();

  constructor(program: Program) {
    this.#program = program;
  }

  read(messages: readonly AgentMessage[]): readonly Event[] {
    let drops: Drops = {};
    for (const message of messages) {
      switch (message.type) {
        case 'probes':
          for (const [id, ...parts] of message.probes) this.#probes.set(id, parts.join(':'));
          break;
        case 'record':
          this.#record(message);
          break;
        case 'fault': {
          const { clause, code } = message;
          const address = BigInt(message.address ?? 0);
          const { start, end, action } = this.#program.spans[message.span] as Program['spans'][number];
          this.#events.push({
            kind: 'fault',
            clause,
            probe: this.#probe(message.probe),
            code,
            start,
            end,
            action,
            address,
          });
          break;
        }
        case 'aggregation':
          this.#mergeAll(message.records);
          break;
        case 'drops':
          drops = message.drops;
          break;
        case 'trouble':
          this.#events.push({
            kind: 'drop',
            cause: `trouble: ${message.what}: ${message.message}`,
            count: 1,
          });
      }
    }
    this.#events.push({ kind: 'cells', cells: this.#cells });
    for (const [cause, count] of Object.entries(drops).sort())
      this.#events.push({ kind: 'drop', cause, count });
    return this.#events;
  }

  #probe(id: number): string {
    return this.#probes.get(id) ?? `probe ${id}`;
  }

  #record({ clause, probe, data, cells = [] }: Extract<AgentMessage, { type: 'record' }>): void {
    const parts: Part[] = [];
    for (let at = 0; at < data.length; ) {
      const index = data[at] as number;
      const action = this.#program.actions[index] as ActionDef;
      // What came between two actions that read aggregations travels with the record.
      for (const [place, records] of cells) if (place === at) this.#mergeAll(records);
      const types = typesOf(action);
      const values = data.slice(at + 1, at + 1 + valueCount(action));
      const shown = values.map((value, nth) => decode(value, types[nth]));
      const sees = readsAggregations(action) ? { sees: new Map(this.#cells) } : {};
      parts.push({ action: index, values: shown, ...sees });
      at += 1 + values.length;
    }
    this.#events.push({ kind: 'record', clause, probe: this.#probe(probe), parts });
  }

  #mergeAll(records: readonly AggregationRecord[]): void {
    for (const { aggregation, cells } of records)
      for (const [key, delta] of cells) this.#merge(aggregation, key, delta);
  }

  #merge(index: number, key: readonly unknown[], delta: unknown): void {
    const def = this.#program.aggregations[index] as AggregationDef;
    const parts = key.map((part, at) => {
      const value = decode(part, def.key[at]);
      return typeof value === 'bigint' ? `${value}` : value;
    });
    const name = `${index} ${JSON.stringify(parts)}`;
    const news = (Array.isArray(delta) ? delta : [delta]).map((part) => BigInt(part as string | number));
    const known = this.#cells.get(name);
    this.#cells.set(name, known === undefined ? news : merge(def, known, news));
  }
}

function merge({ function: fn }: AggregationDef, a: Summary, b: Summary): Summary {
  if (fn === 'min') return (a[0] as bigint) < (b[0] as bigint) ? a : b;
  if (fn === 'max') return (a[0] as bigint) > (b[0] as bigint) ? a : b;
  if (!fn.endsWith('quantize'))
    return a.map((value, at) => {
      const sum = value + (b[at] as bigint);
      return at === 2 ? BigInt.asUintN(128, sum) : BigInt.asIntN(64, sum);
    });
  const counts = new Map<bigint, bigint>();
  for (const list of [a, b])
    for (let i = 0; i < list.length; i += 2) {
      const bucket = list[i] as bigint;
      counts.set(bucket, BigInt.asIntN(64, (counts.get(bucket) ?? 0n) + (list[i + 1] as bigint)));
    }
  return [...counts]
    .filter(([, count]) => count !== 0n)
    .sort(([x], [y]) => (x < y ? -1 : 1))
    .flat();
}

const INT: ValueType = { kind: 'int', bytes: 8, signed: true };

function typesOf(action: ActionDef): readonly ValueType[] {
  if ('types' in action) return action.types;
  if ('type' in action) return [action.type];
  // setopt() has texts, print() and tracemem() have bytes.
  return ['exit', 'trunc', 'normalize'].includes(action.kind) ? [INT] : [];
}

function decode(value: unknown, type: ValueType | undefined): Shown {
  if (type?.kind === 'stack') return 'a stack';
  if (type?.kind === 'int') return BigInt(value as string | number);
  return value as string | null;
}
