/**
 * Function probes between consumers and provider: scripts go out to the consumers that ask for functions, the plans
 * that they make of them come in and become sites.
 */
import type { FunctionPlan, ScriptInfo } from '../wire/functions.js';
import { matchFile } from '../wire/glob.js';
import type { FunctionFeed, ScriptSource } from '../wire/host.js';
import type { AgentMessage, ConsumerMessage } from '../wire/messages.js';
import type { Program } from '../wire/program.js';
import { nowNs } from './host.js';

/** Its provider. */
export const FUNCTIONS = 'pid';
const PART = 50_000;

/** A session, as far as it concerns functions. */
export interface FunctionAsker {
  readonly program: Program;
  /** It was there before the first line of the application. */
  readonly early: boolean;
  put(message: AgentMessage): void;
  flush(): void;
  /** Takes what the consumer sends, here and now, until `done`, at most `ms`. */
  receiveUntil(done: () => boolean, ms: number): void;
}

/** How long a script waits for its functions to be found, and all of them together. */
const WAIT_MS = 1000;
const ALL_WAIT_MS = 5000;

export function asksForFunctions({ clauses }: Program): boolean {
  return clauses.some(({ descriptions }) => descriptions.some(({ provider }) => provider === FUNCTIONS));
}

/** Only the consumer knows the files that a source map names. */
function mayHold({ url, mapUrl, inlineMap }: ScriptInfo, { clauses }: Program): boolean {
  if (mapUrl !== '' || inlineMap) return !url.includes('/node_modules/');
  return clauses.some(({ descriptions }) =>
    descriptions.some(({ provider, module }) => provider === FUNCTIONS && matchFile(module, url)),
  );
}

export class Functions implements FunctionFeed {
  readonly #askers: () => readonly FunctionAsker[];
  readonly #planned: () => void;
  #source: ScriptSource | undefined;
  #answers = 0;
  #leftMs = ALL_WAIT_MS;
  plans: readonly FunctionPlan[] = [];

  /** @param planned sites are to be looked at again */
  constructor(askers: () => Iterable<FunctionAsker>, planned: () => void) {
    this.#askers = () => [...askers()].filter(({ program }) => asksForFunctions(program));
    this.#planned = planned;
  }

  get rate(): number {
    return Math.max(0, ...this.#askers().map(({ program }) => program.limits.fnrate));
  }

  compiled(script: ScriptInfo): void {
    for (const asker of this.#askers()) {
      const waits = asker.early && this.#leftMs > 0 && mayHold(script, asker.program);
      asker.put({ type: 'scripts', scripts: [script], waits });
      asker.flush();
      if (waits) this.#wait(asker);
    }
  }

  /** Its functions are probed from their first call on. */
  #wait(asker: FunctionAsker): void {
    const before = this.#answers;
    const fromNs = nowNs();
    asker.receiveUntil(() => this.#answers > before, Math.min(WAIT_MS, this.#leftMs));
    this.#leftMs -= (nowNs() - fromNs) / 1e6;
  }

  serve(source: ScriptSource | undefined): void {
    this.#source = source;
    if (source === undefined) this.plans = [];
  }

  /** A consumer has begun: it hears of all scripts that there are. */
  tell(asker: FunctionAsker): void {
    if (!asksForFunctions(asker.program)) return;
    asker.put({ type: 'scripts', scripts: this.#source?.scripts() ?? [], waits: false });
  }

  receive(asker: FunctionAsker, message: Extract<ConsumerMessage, { type: 'source' | 'functions' }>): void {
    if (message.type === 'functions') {
      this.#answers++;
      if (message.functions.length === 0) return;
      this.plans = [...this.plans, ...message.functions];
      this.#planned();
      return;
    }
    const { script } = message;
    const text = this.#source?.textOf(script) ?? '';
    let at = 0;
    do {
      const part = text.slice(at, at + PART);
      at += PART;
      asker.put({ type: 'source', script, text: part, last: at >= text.length });
    } while (at < text.length);
    asker.flush();
  }
}
