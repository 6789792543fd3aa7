/**
 * Function probes between consumers and provider: scripts go out to the consumers that ask for functions, the plans
 * that they make of them come in and become sites.
 */
import type { FunctionPlan, ScriptInfo } from '../wire/functions.js';
import type { FunctionFeed, ScriptSource } from '../wire/host.js';
import type { AgentMessage, ConsumerMessage } from '../wire/messages.js';
import type { Program } from '../wire/program.js';

/** Its provider. */
export const FUNCTIONS = 'pid';
const PART = 50_000;

/** A session, as far as it concerns functions. */
export interface FunctionAsker {
  readonly program: Program;
  put(message: AgentMessage): void;
  flush(): void;
}

export function asksForFunctions({ clauses }: Program): boolean {
  return clauses.some(({ descriptions }) => descriptions.some(({ provider }) => provider === FUNCTIONS));
}

export class Functions implements FunctionFeed {
  readonly #askers: () => readonly FunctionAsker[];
  readonly #planned: () => void;
  #source: ScriptSource | undefined;
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
      asker.put({ type: 'scripts', scripts: [script], known: true });
      asker.flush();
    }
  }

  serve(source: ScriptSource | undefined): void {
    this.#source = source;
    if (source === undefined) this.plans = [];
  }

  /** A consumer has begun: it hears of all scripts that there are. */
  tell(asker: FunctionAsker): void {
    if (!asksForFunctions(asker.program)) return;
    asker.put({ type: 'scripts', scripts: this.#source?.scripts() ?? [], known: true });
  }

  receive(asker: FunctionAsker, message: Extract<ConsumerMessage, { type: 'source' | 'functions' }>): void {
    if (message.type === 'functions') {
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
