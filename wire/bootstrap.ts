/**
 * How an agent is started: the one argument of the agent bundle (`ntraceAgent(bootstrap)`), and the file by
 * which the processes that ntrace starts itself learn which consumer to join. docs/reference/wire.md.
 */
import type { AgentMessage, EnableOptions } from './messages.js';
import type { Program } from './program.js';
import type { WatchOptions } from './watch.js';

export type Bootstrap =
  /**
   * Evaluated once through the inspector. Returns 'ok' once the socket connects, or is about to, else
   * `{"error": "…"}` as JSON text; it never throws. A second injection joins the agent that is there.
   */
  | {
      readonly kind: 'inject';
      readonly wireVersion: number;
      /** Unix socket of the consumer. */
      readonly path: string;
      readonly token: string;
      /**
       * The port was opened for this injection: the agent closes it shortly after, when the client's
       * WebSocket is gone. False when the user had it open.
       */
      readonly closeInspector: boolean;
    }
  /** Evaluated in the CLI's own process: messages are handed over without a socket. */
  | { readonly kind: 'direct'; readonly send: (messages: readonly AgentMessage[]) => void }
  /**
   * Started by the preload: a consumer asked its socket, or a JoinFile was there from the start (`start`).
   * `ownIds`: async ids of what the preload itself holds open, so that no probe shows it.
   */
  | {
      readonly kind: 'preload';
      readonly path: string;
      readonly token: string;
      readonly start: Start | null;
      readonly ownIds: readonly number[];
      /** The process was handed to the consumer by its parent, and hands its own children on. */
      readonly handing?: Handing;
    };

/** What an agent does from the first line of the application on. */
export type Start =
  | {
      readonly kind: 'program';
      readonly program: Program;
      /** `$target` of the program is the pid of the process. */
      readonly options: Omit<EnableOptions, 'target'>;
    }
  | { readonly kind: 'watch'; readonly options: WatchOptions };

/**
 * Environment variable that names the JoinFile. Inherited by workers and children; `PID:FILE` means that only the
 * process PID, with its workers, is to join.
 */
export const JOIN_VARIABLE = 'NTRACE_JOIN';

/**
 * Beside it where a traced parent handed it over: what was put in front of NODE_OPTIONS, to be hidden again. Then
 * JOIN_VARIABLE may name several files, a line each.
 */
export const HANDED_VARIABLE = 'NTRACE_HANDED';

/** What a traced process puts into the environment of the processes that it starts, so that they join too. */
export type Handing = {
  readonly joinFile: string;
  /** The file of the preload, and the option for NODE_OPTIONS that loads it. */
  readonly preload: string;
  readonly option: string;
};

/**
 * JSON file in the socket directory (mode 0600), there as long as the consumer lives. A preload that finds
 * it starts synchronously, before the first line of the application, then connects and says
 * hello with `enabled: true`. If the file is gone the consumer is gone: the preload stays dormant.
 */
export type JoinFile = {
  readonly wireVersion: number;
  /** Unix socket of the consumer. */
  readonly path: string;
  readonly token: string;
  readonly start: Start;
  /** False: the program that was started joins with its workers, and its children do not. */
  readonly children: boolean;
};

/** The expression that starts the agent. `agent` is the bundle: a function expression, or its toString(). */
export function startExpression(agent: string, bootstrap: Bootstrap): string {
  return `(${agent.trim()}\n)(${JSON.stringify(bootstrap)})\n//# sourceURL=ntrace:agent\n`;
}

/** There while an agent starts in a turn: loading what it needs can be interrupted by a second start. */
const STARTING = 'globalThis[Symbol.for("ntrace.starting")]';

/** The same for when the loop does not turn: interrupts whatever runs, but never a start that is under way. */
export function startAtOnce(agent: string, bootstrap: Bootstrap): string {
  return `${STARTING} === true ? 'ok' : ${startExpression(agent, bootstrap)}`;
}

/**
 * The same in a turn of the event loop of its own, as a promise: an evaluation interrupts whatever runs, which
 * may be Node itself, half-way through loading a module that the agent needs.
 */
export function startInTurn(agent: string, bootstrap: Bootstrap): string {
  const start = startExpression(agent, bootstrap);
  return `new Promise((resolve, reject) => setImmediate(() => { ${STARTING} = true; try { resolve(${start}); } catch (error) { reject(error); } finally { delete ${STARTING}; } }))`;
}
