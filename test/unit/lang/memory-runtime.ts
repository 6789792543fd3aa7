/** The runtime's table in memory, for tests of the compiler alone: one frame, one isolate, everything kept. */
import assert from 'node:assert/strict';
import { runInThisContext } from 'node:vm';
import { dataProperty } from '../../../agent/safe-reads.js';
import { type CompileInput, type CompileResult, compile } from '../../../lang/compile.js';
import { renderDiagnostics } from '../../../lang/render.js';
import type { SourceInput } from '../../../lang/source.js';
import * as bytes from '../../../wire/bytes.js';
import * as device from '../../../wire/device.js';
import { Fault, NO_ROOM } from '../../../wire/fault.js';
import { matchProbe } from '../../../wire/glob.js';
import * as int64 from '../../../wire/int64.js';
import { Memory } from '../../../wire/memory.js';
import * as network from '../../../wire/network.js';
import type { ProbeDescription, ProbeIndex, ProviderDef } from '../../../wire/probe.js';
import { type Program, valueCount } from '../../../wire/program.js';
import type { Associative, ClauseFunction, ProgramSetup, Runtime } from '../../../wire/runtime.js';
import * as structures from '../../../wire/structures.js';
import type { Int, Value } from '../../../wire/value.js';

const plain = { module: '', function: '', args: [], doc: '' };

/** A few probes of every openness, so that tests do not depend on the real providers. */
export const TEST_PROVIDERS: readonly ProviderDef[] = [
  {
    name: 'dtrace',
    doc: '',
    stability: 'stable',
    openness: 'listed',
    types: [],
    probes: ['BEGIN', 'END', 'ERROR'].map((name) => ({ ...plain, provider: 'dtrace', name })),
  },
  {
    name: 'profile',
    doc: '',
    stability: 'stable',
    openness: 'rates',
    types: [],
    probes: ['tick-1s', 'profile-97'].map((name) => ({ ...plain, provider: 'profile', name })),
  },
  {
    name: 'job',
    doc: '',
    stability: 'unstable',
    openness: 'listed',
    types: [
      {
        name: 'job',
        doc: '',
        integer: 'id',
        members: [
          { name: 'id', type: 'int64', doc: '' },
          { name: 'kind', type: 'string', doc: '' },
          { name: 'ageMs', type: 'int64', doc: '', readsClock: true },
        ],
      },
    ],
    probes: [
      {
        provider: 'job',
        module: 'queue',
        function: 'run',
        name: 'start',
        doc: '',
        args: [
          { name: 'job', type: 'job', doc: '' },
          { name: 'size', type: 'int32', doc: '' },
        ],
      },
      {
        provider: 'job',
        module: 'queue',
        function: 'run',
        name: 'done',
        doc: '',
        args: [
          { name: 'job', type: 'job', doc: '' },
          { name: 'late', type: 'int64', doc: '', readsClock: true },
          { name: 'value', type: 'js', doc: '' },
        ],
      },
      {
        provider: 'job',
        module: 'pool',
        function: 'run',
        name: 'start',
        doc: '',
        args: [{ name: 'name', type: 'string', doc: '' }],
      },
    ],
  },
  {
    name: 'async',
    doc: '',
    stability: 'unstable',
    openness: 'modules',
    types: [],
    probes: ['init', 'destroy'].map((name) => ({
      ...plain,
      provider: 'async',
      module: 'Timeout',
      name,
      args: [{ name: 'id', type: 'int64', doc: '' }],
    })),
  },
];
export const TEST_INDEX: ProbeIndex = { providers: TEST_PROVIDERS, complete: false };

export const TEST_ENV = {
  pid: 100,
  ppid: 99,
  uid: 1000,
  gid: 1001,
  euid: 1002,
  egid: 1003,
  pgid: 1004,
  sid: 1005,
  script: 'test.d',
};

export function compileText(
  text: string,
  extra: Partial<CompileInput> & { kind?: SourceInput['kind']; name?: string } = {},
): CompileResult & { text: string } {
  const { kind = 'file', name = 'test.d', ...input } = extra;
  const sources = [{ name, text, kind }];
  const result = compile({
    sources,
    macroArgs: [],
    options: {},
    probes: TEST_INDEX,
    destructive: false,
    env: TEST_ENV,
    ...input,
  });
  return { ...result, text: renderDiagnostics(result.diagnostics, sources) };
}

export type Recorded = {
  readonly clause: number;
  readonly actions: readonly { readonly kind: string; readonly values: readonly Value[] }[];
};

export class MemoryRun {
  readonly program: Program;
  readonly records: Recorded[] = [];
  readonly faults: Fault[] = [];
  /** `name[key,key]` → every value that was added, with its increment when one was given. */
  readonly cells = new Map<string, (Int | readonly [Int, Int])[]>();
  readonly self = new Map<number, Value | Associative>();
  /** Where gather() was called: index in the record. */
  readonly gathered: number[] = [];
  readonly speculations = new Map<number, Recorded[]>();
  exited = false;
  #probe: ProbeDescription = { provider: '', module: '', function: '', name: '' };
  readonly #setup: ReturnType<ProgramSetup>;

  constructor(program: Program) {
    this.program = program;
    this.#setup = (runInThisContext(program.code) as ProgramSetup)(this.#runtime());
  }

  fire(name: string, ...args: unknown[]): void {
    const [provider = '', module = '', fn = '', probe = ''] = name.split(':');
    this.#probe = { provider, module, function: fn, name: probe };
    this.#setup.resetThis?.();
    for (const [index, clause] of this.program.clauses.entries()) {
      if (this.exited && probe !== 'END') return;
      for (const description of clause.descriptions)
        if (matchProbe(description, this.#probe))
          this.#call(this.#setup.clauses[index] as ClauseFunction, args);
    }
  }

  #call(clause: ClauseFunction, args: readonly unknown[]): void {
    try {
      clause(...args);
    } catch (error) {
      if (error === NO_ROOM) return;
      if (!(error instanceof Fault)) throw error;
      this.faults.push(error);
    }
  }

  /** Values of the only action of each record, flat. */
  values(): Value[] {
    return this.records.flatMap((record) => record.actions.flatMap((action) => action.values));
  }

  #commit(clause: number, data: readonly Value[], into = this.records): void {
    const actions: { kind: string; values: Value[] }[] = [];
    for (let at = 0; at < data.length; ) {
      const action = this.program.actions[data[at] as number];
      assert.ok(action, `no action ${String(data[at])}`);
      const count = valueCount(action);
      actions.push({ kind: action.kind, values: data.slice(at + 1, at + 1 + count) });
      at += 1 + count;
    }
    into.push({ clause, actions });
  }

  #runtime(): Runtime {
    const toInt = (arg: unknown): Int =>
      typeof arg === 'number' || arg === true
        ? Math.trunc(Number(arg)) + 0
        : typeof arg === 'bigint'
          ? int64.toI64(arg)
          : 0;
    const toText = (arg: unknown) =>
      typeof arg === 'string' ? bytes.toBytes(arg, this.program.limits.strsize) : '';
    const integerOf = (arg: unknown): Int =>
      typeof arg === 'object' && arg !== null ? ((arg as { id?: number }).id ?? 0) : toInt(arg);
    const cell = (index: number, key: readonly Value[]) => ({
      add: (value: Int, increment?: Int) => {
        const name = `${this.program.aggregations[index]?.name ?? ''}[${key.map(String).join(',')}]`;
        this.cells.set(name, [
          ...(this.cells.get(name) ?? []),
          increment === undefined ? value : [value, increment],
        ]);
      },
    });
    const associative = (): Associative => {
      const map = new Map<string, Value>();
      const id = (key: readonly Value[]) => JSON.stringify(key.map((part) => [typeof part, String(part)]));
      const set = (key: readonly Value[], value: Value) =>
        void (value === 0 || value === null ? map.delete(id(key)) : map.set(id(key), value));
      return {
        get1: (a) => map.get(id([a])),
        get2: (a, b) => map.get(id([a, b])),
        getN: (key) => map.get(id(key)),
        set1: (a, value) => set([a], value),
        set2: (a, b, value) => set([a, b], value),
        setN: set,
      };
    };
    return {
      ops: { ...int64, ...bytes, ...structures, ...network, ...device } as unknown as Runtime['ops'],
      reader: (type, member) => {
        const text =
          TEST_PROVIDERS.flatMap((provider) => provider.types)
            .find((row) => row.name === type)
            ?.members.find((row) => row.name === member)?.type === 'string';
        return (arg) => (text ? toText : toInt)((arg as Record<string, unknown> | undefined)?.[member]);
      },
      property: dataProperty,
      text: (arg) =>
        bytes.toBytes(
          typeof arg === 'string' ? arg : (JSON.stringify(arg) ?? 'undefined'),
          this.program.limits.strsize,
        ),
      truth: Boolean,
      argInt: integerOf,
      argString: toText,
      describe: (arg) => bytes.toBytes(JSON.stringify(arg) ?? 'undefined', this.program.limits.strsize),
      printValue: (arg) => bytes.toBytes(JSON.stringify(arg) ?? 'undefined', this.program.limits.printsize),
      printRecord: (arg, type) => `${type} ${JSON.stringify(arg)}`,
      memory: new Memory(this.program.memory ?? { statics: 0, locals: 0, scratch: 0 }),
      aggregation: (index) => ({
        cell0: () => cell(index, []),
        cell1: (a) => cell(index, [a]),
        cell2: (a, b) => cell(index, [a, b]),
        cell3: (a, b, c) => cell(index, [a, b, c]),
        cellN: (key) => cell(index, key),
      }),
      associative,
      commit: (clause, record) => this.#commit(clause, record),
      gather: (at) => this.gathered.push(at),
      exit: () => {
        this.exited = true;
      },
      speculation: () => {
        const id = this.speculations.size + 1;
        this.speculations.set(id, []);
        return id;
      },
      speculate: (id) => (this.speculations.has(Number(id)) ? Number(id) : 0),
      speculated: (clause, id, record) => this.#commit(clause, record, this.speculations.get(id)),
      tooLarge: () => {
        throw NO_ROOM;
      },
      commitSpeculation: (id) => {
        this.records.push(...(this.speculations.get(Number(id)) ?? []));
        this.speculations.delete(Number(id));
      },
      discardSpeculation: (id) => this.speculations.delete(Number(id)),
      chill: () => {},
      raise: () => {},
      stack: (frames) => frames,
      stackdepth: () => 7,
      caller: () => 'app.js:1:2|main',
      selfGet: (slot) => this.self.get(slot) as Value | undefined,
      selfSet: (slot, value) =>
        void (value === 0 || value === null ? this.self.delete(slot) : this.self.set(slot, value)),
      selfAssociative: (slot) => {
        const known = this.self.get(slot) as Associative | undefined;
        if (known !== undefined) return known;
        const made = associative();
        this.self.set(slot, made);
        return made;
      },
      timestamp: () => 123_456_789_000,
      walltimestamp: () => 1_700_000_000_000_000_000n,
      elapsed: () => 5_000_000,
      strftime: (format, time, size) => `${format} of ${time}`.slice(0, size),
      vtimestamp: () => 5000,
      probeprov: () => this.#probe.provider,
      probemod: () => this.#probe.module,
      probefunc: () => this.#probe.function,
      probename: () => this.#probe.name,
      probeid: () => 1,
      pid: 100,
      ppid: 99,
      tid: 0,
      uid: 1000,
      gid: 1001,
      execname: () => 'node',
      cwd: () => '/work',
      errno: () => 2,
      asyncid: () => 11,
      requestid: () => 12,
      signalid: () => 13,
      route: () => '/orders/:n',
      traceid: () => '',
      triggerid: () => 10,
      asynctype: () => 'Timeout',
      rand: () => 4,
    } as Runtime;
  }
}

/** Compiles, requires that there is no message, fires BEGIN. */
export function run(text: string, extra: Parameters<typeof compileText>[1] = {}): MemoryRun {
  const { program, text: messages } = compileText(text, extra);
  assert.equal(messages, '', `the script has mistakes:\n${messages}`);
  assert.ok(program);
  const memory = new MemoryRun(program);
  memory.fire('dtrace:::BEGIN');
  return memory;
}

/** Values that a BEGIN clause with this body records. */
export function evaluate(body: string, extra: Parameters<typeof compileText>[1] = {}): Value[] {
  const memory = run(`BEGIN { ${body} }`, extra);
  assert.deepEqual(memory.faults, []);
  return memory.values();
}
