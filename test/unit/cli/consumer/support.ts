/** Scripted agents and a consumer that writes into a string. */
import { Consumer } from '../../../../cli/consumer/consumer.js';
import type { ConsumerOptions } from '../../../../cli/consumer/settings.js';
import type { Exporter } from '../../../../cli/export/exporter.js';
import { JsonExporter } from '../../../../cli/export/json.js';
import { TextExporter } from '../../../../cli/export/text.js';
import type { AggregatingFunction, AggregationDef } from '../../../../wire/aggregation.js';
import type { AgentMessage, ConsumerMessage, HelloMessage } from '../../../../wire/messages.js';
import type { ActionDef, Program } from '../../../../wire/program.js';
import type { ValueType } from '../../../../wire/value.js';
import { WIRE_VERSION } from '../../../../wire/version.js';

export const INT: ValueType = { kind: 'int', bytes: 8, signed: true };
export const STRING: ValueType = { kind: 'string' };
export const STACK: ValueType = { kind: 'stack', user: true, frames: 5 };

export function aggregation(
  name: string,
  fn: AggregatingFunction,
  key: readonly ValueType[] = [],
): AggregationDef {
  return { name, function: fn, parameters: [], key, signed: true };
}

export function program(parts: {
  actions?: readonly ActionDef[];
  aggregations?: readonly AggregationDef[];
  options?: Readonly<Record<string, string>>;
  /** Names of dtrace:::NAME, one clause each. */
  clauses?: readonly string[];
}): Program {
  return {
    wireVersion: WIRE_VERSION,
    code: '',
    clauses: (parts.clauses ?? []).map((name) => ({
      descriptions: [{ provider: 'dtrace', module: '', function: '', name }],
      needs: { clock: false, args: [], members: [], stack: 0 },
      recordBytes: 16,
      span: 0,
    })),
    aggregations: parts.aggregations ?? [],
    actions: parts.actions ?? [],
    spans: [{ source: 0, line: 3, column: 7, start: 30, end: 35, action: 2 }],
    options: parts.options ?? {},
    memory: null,
    limits: {} as Program['limits'],
    needs: {
      self: false,
      selfSlots: [],
      selfSizes: [],
      largestVariable: 0,
      destructive: false,
      graph: false,
    },
    sources: [{ name: 'test.d', text: '' }],
  };
}

/** Probe numbers that every scripted agent announces. */
export const PROBES = { BEGIN: 1, END: 2, ERROR: 3, fire: 10 } as const;

export class ScriptedAgent {
  readonly hello: HelloMessage;
  readonly received: ConsumerMessage[] = [];
  /** Answers flush and stop by itself unless told not to. */
  answers = true;
  restored = { done: 2, of: 2 };
  /** Sent before the answer to the next flush or stop. */
  beforeAnswer: AgentMessage[] = [];
  #consumer: Consumer | undefined;

  constructor(pid: number, tid = 0, enabled = false) {
    this.hello = {
      type: 'hello',
      wireVersion: WIRE_VERSION,
      token: 't',
      pid,
      ppid: 1,
      tid,
      node: 'v20.0.0',
      title: 'app',
      argv: ['node', 'app.js'],
      cwd: '/app',
      origin: 'inject',
      modules: {},
      enabled,
    };
  }

  join(consumer: Consumer, join: (peer: this) => void = (peer) => consumer.join(peer)): this {
    this.#consumer = consumer;
    join(this);
    this.say(
      {
        type: 'probes',
        probes: [
          [PROBES.BEGIN, 'dtrace', '', '', 'BEGIN'],
          [PROBES.END, 'dtrace', '', '', 'END'],
          [PROBES.ERROR, 'dtrace', '', '', 'ERROR'],
          [PROBES.fire, 'abort', 'controller', 'signal', 'fire'],
        ],
      },
      { type: 'enabled', matched: 4, matches: [], refused: [] },
    );
    return this;
  }

  send(message: ConsumerMessage): void {
    this.received.push(message);
    if (!this.answers) return;
    if (message.type === 'flush')
      this.say(...this.beforeAnswer.splice(0), { type: 'flushed', seq: message.seq });
    if (message.type === 'stop') this.bye('stopped', ...this.beforeAnswer.splice(0));
  }

  say(...messages: AgentMessage[]): void {
    this.#consumer!.receive(this, JSON.parse(JSON.stringify(messages)));
  }

  record(probe: keyof typeof PROBES, ...data: (string | number | null)[]): void {
    this.say(record(probe, ...data));
  }

  bye(reason: 'stopped' | 'target-exit' | 'trouble', ...before: AgentMessage[]): void {
    const endRan = reason !== 'trouble';
    this.say(...before, { type: 'bye', reason, restored: this.restored, left: [], endRan });
  }

  hangUp(): void {
    this.#consumer!.leave(this);
  }

  got(type: ConsumerMessage['type']): number {
    return this.received.filter((message) => message.type === type).length;
  }
}

export function record(probe: keyof typeof PROBES, ...data: (string | number | null)[]): AgentMessage {
  return { type: 'record', clause: 0, probe: PROBES[probe], at: 0, data };
}

export function counts(aggregationIndex: number, ...cells: [string, number][]): AgentMessage {
  return {
    type: 'aggregation',
    records: [{ aggregation: aggregationIndex, cells: cells.map(([key, delta]) => [[key], delta] as const) }],
  };
}

export type Bench = { consumer: Consumer; out: () => string; said: string[]; effects: string[] };

export function bench(
  compiled: Program,
  settings: Partial<ConsumerOptions> & { format?: 'text' | 'json' } = {},
): Bench {
  let text = '';
  const said: string[] = [];
  const effects: string[] = [];
  const write = (bytes: string): void => {
    text += bytes;
  };
  const exporter: Exporter =
    settings.format === 'json'
      ? new JsonExporter(write)
      : new TextExporter(write, { bare: false, ascii: false });
  const consumer = new Consumer({
    program: compiled,
    exporter,
    effects: {
      system: (command) => effects.push(`system ${command}`),
      freopen: (path) => {
        effects.push(`freopen ${path}`);
        return path.includes('bad') ? 'No such file or directory' : undefined;
      },
      reopenFirst: () => effects.push('freopen'),
      ftruncate: () => effects.push('ftruncate'),
      refused: (why, probe) => said.push(`${probe.name}: ${why}`),
    },
    say: (line) => said.push(line),
    symbolize: (frame) => frame,
    onFault: (fault, probe) => said.push(`fault ${fault.code} in ${probe.name}`),
    enableOptions: (hello) => ({ target: hello.pid, workers: true, unsafeHooks: false }),
    ...settings,
  });
  return { consumer, out: () => text, said, effects };
}
