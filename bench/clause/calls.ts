/**
 * The three ways to a count: a hand-written function at a probe site, the compiled clause called directly, and
 * the clause fired by agent/fire.ts on sites of the real registry. Each call is a text of its own, as a hook
 * is: a shared one would be optimised for none.
 */
import { AggregationStore } from '../../agent/aggregations.js';
import { fire, fireIn, type ProbeSite } from '../../agent/fire.js';
import { FrameStore } from '../../agent/frames.js';
import { Outbox } from '../../agent/outbox.js';
import { Records } from '../../agent/records.js';
import { Registry } from '../../agent/registry.js';
import { createRuntime, setUpProgram } from '../../agent/runtime.js';
import { Space } from '../../agent/space.js';
import { StackStore } from '../../agent/stacks.js';
import { PROVIDERS } from '../../probes/index.js';
import { ArgRecord } from '../../probes/support/record.js';
import type { Frame, Host } from '../../wire/host.js';
import { probeName } from '../../wire/probe.js';
import { compileText } from '../harness/compile.js';
import type { Call, Case } from './cases.js';

class Signal extends ArgRecord {
  readonly id: number;
  readonly origin: string;
  constructor(id: number, origin: string) {
    super();
    this.id = id;
    this.origin = origin;
  }
}

/** Typed arguments, as the abort probes give them. */
export const RECORDS = ['controller', 'timeout', 'any', 'request'].map(
  (origin, i) => new Signal(i + 1, origin),
);

let texts = 0;

/** A function of its own code, compiled with `names` in scope. */
function ownText<T>(names: Readonly<Record<string, unknown>>, text: string): T {
  return new Function(...Object.keys(names), `return ${text} // ${texts++}`)(...Object.values(names)) as T;
}

/** What somebody would write to have more than one function behind one probe: the least there can be. */
type HandSite = { enabled: number; run: Call };

function dispatch(site: HandSite, a0: unknown, a1: unknown): void {
  site.run(a0, a1);
}

export function handCall(byHand: () => Call): Call {
  const site: HandSite = { enabled: 0, run: () => {} };
  // Put there at run time, as a probe is enabled: V8 may not take it for a constant.
  site.run = byHand();
  site.enabled = 1;
  return ownText({ site, dispatch }, '(a0, a1) => { if (site.enabled !== 0) dispatch(site, a0, a1); }');
}

export type Compiled = {
  readonly fired: Call;
  /** Absent where a firing is more than one call of one clause. */
  readonly called: Call | undefined;
};

export function compiledCalls({ program: text, framed }: Pick<Case, 'program' | 'framed'>): Compiled {
  const program = compileText(text);
  const space = new Space(64 << 20, 64, () => {});
  const nowhere = { pendingBytes: 0, send() {}, sendNow() {}, receiveUntil() {}, close() {} };
  const records = new Records(program, new Outbox(nowhere, program.limits.bufsize, () => {}), {
    flushAggregations() {},
    takeAggregations: () => [],
    sendStacks() {},
    drop() {},
    full() {},
    hurry() {},
    firing: () => ({ probe: 1, at: 0 }),
  });
  const runtime = createRuntime({
    printing: { depth: program.limits.printdepth, size: program.limits.printsize },
    strsize: program.limits.strsize,
    aggregations: program.aggregations.map((def, index) => new AggregationStore(index, def, space, 64)),
    space,
    selfSizes: program.needs.selfSizes,
    frames: FRAMES,
    stacks: new StackStore(
      () => false,
      () => {},
    ),
    slotBase: FRAMES.takeSlots(program.needs.selfSizes, space),
    memory: program.memory,
    records,
    graph: () => undefined,
    exit: () => {},
  });
  const { clauses, resetThis } = setUpProgram(program.code, runtime);
  const registry = new Registry({} as Host, PROVIDERS);
  registry.enable({
    program,
    clauses,
    resetThis,
    draining: false,
    attached: () => {},
    failed: (_clause, _site, error) => {
      throw error;
    },
  });
  const names = [...new Set(program.clauses.flatMap((clause) => clause.descriptions.map(probeName)))];
  const sites = names.map((name) => {
    const [provider = '', module = '', fn = '', probename = ''] = name.split(':');
    const parts = { provider, module: module === '' ? firstModule(provider) : module, function: fn };
    return registry.site({ ...parts, name: probename });
  });
  const alone = sites.length === 1 && clauses.length === 1 && framed !== true;
  const [first] = clauses;
  return {
    fired: framed === true ? framedCall(sites) : firingCall(sites),
    called: alone ? (first as Call) : undefined,
  };
}

function firstModule(provider: string): string {
  return PROVIDERS.find(({ name }) => name === provider)?.probes[0]?.module ?? '';
}

function firingCall(sites: readonly ProbeSite[]): Call {
  const each = sites.map((_, i) => `if (s${i}.enabledCount !== 0) fire(s${i}, a0, a1);`);
  return ownText({ fire, ...named(sites) }, `(a0, a1) => { ${each.join(' ')} }`);
}

const FRAMES = new FrameStore();
FRAMES.start();

/** The operation arg0 starts and ends: both probes fire in its frame. */
function framedCall(sites: readonly ProbeSite[]): Call {
  const frames: Frame[] = Array.from({ length: 256 }, () => FRAMES.open(FRAMES.current()));
  const each = sites.map(
    (_, i) => `if (s${i}.enabledCount !== 0) fireIn(frames[a0], ${i === 0}, s${i}, a0, a1);`,
  );
  return ownText({ fireIn, frames, ...named(sites) }, `(a0, a1) => { ${each.join(' ')} }`);
}

function named(sites: readonly ProbeSite[]): Record<string, ProbeSite> {
  return Object.fromEntries(sites.map((site, i) => [`s${i}`, site]));
}

/** Calls it so often in a loop of its own. */
export function loopOf(call: Call, args: string, times: number): () => void {
  return ownText({ call, records: RECORDS }, `() => { for (let i = 0; i < ${times}; i++) call(${args}); }`);
}
