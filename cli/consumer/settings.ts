/** What a Consumer is told at its start and what it tells at its end. */
import type {
  ByeMessage,
  Drops,
  EnabledMessage,
  EnableOptions,
  FaultMessage,
  FunctionMessage,
  HelloMessage,
} from '../../wire/messages.js';
import type { Program } from '../../wire/program.js';
import type { Exporter, FiredProbe } from '../export/exporter.js';
import type { Effects } from './actions.js';
import type { Peer } from './agent.js';
import type { Symbolize } from './stacks.js';

export type StopReason =
  | 'exit'
  | 'interrupt'
  | 'duration'
  | 'max-records'
  | 'buffer-full'
  | 'target-exit'
  | 'refused';

export type Outcome = {
  readonly reason: StopReason | 'abort';
  /** exit(n) of the script; undefined when it called none. */
  readonly status: number | undefined;
  readonly restored: ByeMessage['restored'];
  /** What other tools wrapped on top, so that it stays as a pass-through. */
  readonly left: readonly string[];
  readonly drops: Drops;
  readonly faults: number;
  /** Agents that were cut off because they sent nonsense. */
  readonly broken: number;
};

export type ConsumerOptions = {
  readonly program: Program;
  readonly exporter: Exporter;
  readonly effects: Effects;
  /** A line for the user beside the data: stderr, in the CLI. */
  readonly say: (line: string) => void;
  readonly symbolize: Symbolize;
  /** Tells the user about a run-time fault. */
  readonly onFault: (fault: FaultMessage, probe: FiredProbe) => void;
  readonly enableOptions: (hello: HelloMessage) => EnableOptions;
  /** What arrived together has been handed to the exporter. */
  readonly afterBatch?: () => void;
  /** Told when an agent has enabled the program. */
  readonly onEnabled?: (hello: HelloMessage, enabled: EnabledMessage) => void;
  /** What an agent says of the scripts of its isolate. */
  readonly onFunctions?: (peer: Peer, message: FunctionMessage) => void;
  /** All targets are gone and END has not run: starts an agent here that runs nothing but END. */
  readonly runEnd?: (program: Program, join: (peer: Peer) => void) => void;
  readonly pids?: () => readonly number[];
  readonly testing?: boolean;
  readonly maxRecords?: number;
  readonly maxKeys?: number;
  readonly flushTimeoutMs?: number;
  readonly stopTimeoutMs?: number;
};

/** What applies where ConsumerOptions say nothing. */
export const LIMITS = { keys: 500_000, flushMs: 1000, stopMs: 3000 } as const;
