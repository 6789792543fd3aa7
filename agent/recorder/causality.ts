// hot path: see docs/hot-path.md
/**
 * Which activation begins what: one async hook, without destroy (that would make V8 watch every promise) and without
 * before (that costs three times as much as init). An activation that runs again is told apart by turns: a microtask of
 * ours marks the end of each turn in which anything was followed. What is not sampled costs a look-up per resource, no
 * stack and no allocation.
 */
import { NO_STACK, type Stack } from '../../graph/frames.js';
import type { Graph } from '../../graph/graph.js';
import { Activation, type Combination, type Entry, type Mark } from '../../graph/model.js';
import { state } from '../fire.js';
import { asyncHooks, HostPromise, nowNs } from '../host.js';
import { ownResource } from '../own.js';
import type { CallStacks } from './call-stacks.js';
import { Promises } from './promises.js';
import { Budget } from './sampling.js';

const { executionAsyncId } = asyncHooks;
const settled = HostPromise.resolve();
const { then } = HostPromise.prototype;
/** A microtask; the application may have patched what Node offers for that. */
const enqueue = (work: () => void): void => void Reflect.apply(then, settled, [work]);
const MOST_LEFT_OUT = 4096;

/** What is kept and serves whoever comes next: it is part of no request, whoever has opened it. */
const CONNECTIONS: ReadonlySet<string> = new Set([
  'TCPWRAP',
  'PIPEWRAP',
  'TLSWRAP',
  'UDPWRAP',
  'TCPSERVERWRAP',
  'HTTP2SESSION',
  'MESSAGEPORT',
  'WORKER',
]);

export type Made = (activation: Activation, resource: object) => void;

export class Causality {
  readonly promises: Promises;
  readonly #graph: Graph;
  readonly #stacks: CallStacks;
  readonly #onMade: ReadonlyMap<string, Made>;
  readonly #budget = new Budget();
  readonly #onSampled: () => void;
  #turnOpen = false;
  /** Turns that the budget left out, until it has recovered. */
  #leftOut: Activation[] = [];
  #alone = false;
  #hook: import('node:async_hooks').AsyncHook | undefined;
  /** The hook is off between samples: nothing of what runs is followed. */
  resting = false;
  /** Only what belongs to a sampled request that goes on is followed. */
  busy = false;
  /** Ids below, if unknown, are of a time when the hook was off. */
  #unseen = 0;
  /** While a listener runs: where it was registered. What begins is charged to that. */
  registrant: { readonly mark: Mark; readonly outside: number } | undefined;
  /** A promise settled that others raced for, or that an executor made. */
  onSettled: ((promise: Activation, race: Combination | undefined) => void) | undefined;

  /** @param onMade by type of resource */
  constructor(graph: Graph, stacks: CallStacks, onMade: ReadonlyMap<string, Made>, onSampled: () => void) {
    this.#onSampled = onSampled;
    this.#graph = graph;
    this.promises = new Promises(graph);
    this.#stacks = stacks;
    this.#onMade = onMade;
  }

  /** Without the hook nothing is known to belong together: each moment stands alone. */
  start(hook: boolean): void {
    this.#alone = !hook;
    if (!hook) return;
    this.#hook = asyncHooks.createHook({
      init: this.#init,
      promiseResolve: this.#resolved,
    });
    this.#hook.enable();
  }

  /** The hook is wanted all the time again. */
  watch(): void {
    this.#wake();
  }

  stop(): void {
    this.#hook?.disable();
    this.#hook = undefined;
  }

  now(): number {
    return nowNs() / 1e6;
  }

  /** The running activation; undefined when what it does is not followed. */
  current(): Activation | undefined {
    return this.#currentOf(executionAsyncId());
  }

  #currentOf(id: number): Activation | undefined {
    if (this.#alone || (id === 0 && !this.busy)) return this.#root(this.#graph.activations.get(0));
    const known = this.#graph.activations.get(id);
    if (known !== undefined) {
      if (known.offRun === known.runs) return undefined;
      const current = this.#inTurn(known);
      return this.busy && !isOfSample(current) ? undefined : current;
    }
    if (this.busy || this.resting || id < this.#unseen || this.#graph.activations.isLeftOut(id))
      return undefined;
    return this.#inTurn(this.#adopt(id));
  }

  /** Nothing that is followed goes on: what is begun until the next `begin` is not even noticed. */
  rest(): void {
    if (this.resting || this.#hook === undefined) return;
    this.resting = true;
    this.#hook.disable();
  }

  #wake(): void {
    if (!this.resting) return;
    this.resting = false;
    this.#unseen = Number.POSITIVE_INFINITY;
    this.#hook?.enable();
  }

  /** Something begins that is to be followed (a request), whatever ran in this activation before. */
  begin(): Activation {
    this.#wake();
    const id = executionAsyncId();
    const { activations } = this.#graph;
    activations.follow(id);
    const activation = this.#inTurn(activations.get(id) ?? this.#adopt(id));
    activation.runs++;
    return activation;
  }

  /** What its callbacks do is to be followed. */
  follow(id: number): Activation {
    const { activations } = this.#graph;
    activations.follow(id);
    return activations.get(id) ?? this.#adopt(id);
  }

  /** What runs now is not followed. */
  leave(): void {
    const id = executionAsyncId();
    const known = this.#graph.activations.get(id);
    if (known === undefined) this.#graph.activations.leaveOut(id);
    else known.offRun = known.runs;
  }

  /** One that is older than the graph, or has no resource: nothing is known of how it came to be. */
  #adopt(id: number): Activation {
    const adopted = new Activation(id, 'UNKNOWN', 0, -1, 0, NO_STACK, 0, undefined, undefined);
    this.#graph.activations.add(adopted);
    return adopted;
  }

  /** ES modules run in 0, and so does what Node calls without a resource. */
  #root(known: Activation | undefined): Activation {
    const root = known ?? this.#adopt(0);
    if (this.#alone) root.runs++;
    return this.#inTurn(root);
  }

  /** A turn is followed: the next one must be told from it. */
  #inTurn(current: Activation): Activation {
    if (!this.#turnOpen) {
      this.#turnOpen = true;
      state.inProbe++;
      enqueue(this.#endTurn);
      state.inProbe--;
    }
    const { turns } = this.#graph;
    // A promise's reaction runs once.
    if (current.turn !== turns && current.type !== 'PROMISE') {
      if (current.turn >= 0) {
        current.runs++;
        current.scopeNow = undefined;
        current.ownerNow = undefined;
      }
      current.turn = turns;
    }
    return current;
  }

  readonly #endTurn = (): void => {
    this.#turnOpen = false;
    this.#graph.turns++;
  };

  /** The present moment; undefined when it is not followed. */
  mark(): Mark | undefined {
    const current = this.current();
    return current === undefined ? undefined : this.markIn(current);
  }

  markIn(current: Activation): Mark {
    return this.#graph.activations.mark(
      this.#entry(current),
      current.scopeNow ?? current.scope,
      current.ownerNow ?? current.owner,
    );
  }

  #entry(current: Activation): Entry {
    const stack = this.#stacks.capture();
    const at = this.now();
    this.#budget.spend(at);
    const { registrant } = this;
    if (registrant === undefined) return { exec: current.id, run: current.runs, stack, at };
    const { mark, outside } = registrant;
    return { exec: mark.exec, run: mark.run, stack: joined(stack, outside, mark.stack), at };
  }

  readonly #init = (asyncId: number, type: string, trigger: number, resource: object): void => {
    const { activations } = this.#graph;
    if (this.#unseen === Number.POSITIVE_INFINITY) this.#unseen = asyncId;
    const executing = executionAsyncId();
    // First what is not sampled, and what that begins: the common case of a busy process.
    if (activations.isLeftOut(executing) || state.inProbe !== 0) return activations.leaveOut(asyncId);
    const current = this.#currentOf(executing);
    if (current === undefined || ownResource(asyncId)) return activations.leaveOut(asyncId);
    if (this.#budget.spent && (current.type !== 'PROMISE' || this.#budget.overdrawn)) {
      this.#leaveFor(current);
      return activations.leaveOut(asyncId);
    }
    state.inProbe++;
    try {
      const { exec, run, stack, at } = this.#entry(current);
      const scope = CONNECTIONS.has(type)
        ? undefined
        : (this.registrant?.mark.scope ?? current.scopeNow ?? current.scope);
      const owner = current.ownerNow ?? current.owner;
      const made = new Activation(asyncId, type, trigger, exec, run, stack, at, scope, owner);
      activations.add(made);
      if (type === 'PROMISE') this.promises.made(made, current.id);
      else this.#onMade.get(type)?.(made, resource);
    } finally {
      state.inProbe--;
    }
  };

  /** Too much is going on: what runs now is not followed until the budget has recovered. */
  #leaveFor(activation: Activation): void {
    activation.offRun = activation.runs;
    if (this.#leftOut.length < MOST_LEFT_OUT) this.#leftOut.push(activation);
    this.#onSampled();
  }

  /** Now and then. @param now ms */
  recover(now: number): void {
    this.#budget.refill(now);
    if (this.#leftOut.length === 0 || this.#budget.spent) return;
    for (const activation of this.#leftOut) activation.runs++;
    this.#leftOut = [];
  }

  readonly #resolved = (asyncId: number): void => {
    const promise = this.#graph.activations.get(asyncId);
    if (promise === undefined || promise.settledAt >= 0) return;
    promise.settledAt = this.now();
    promise.settledBy = executionAsyncId();
    this.#graph.promiseSettled(asyncId);
    if (state.inProbe !== 0) return;
    const race = this.promises.raceOver(asyncId);
    if (promise.origin !== 'new' && race === undefined) return;
    const current = this.current();
    if (current === undefined) return;
    state.inProbe++;
    try {
      promise.settledRun = current.runs;
      promise.settledIn = this.markIn(current);
      this.onSettled?.(promise, race);
    } finally {
      state.inProbe--;
    }
  };
}

function isOfSample({ scopeNow, scope }: Activation): boolean {
  const own = scopeNow ?? scope;
  if (own === undefined) return false;
  return own.closedAt < 0 || (own.issue !== undefined && !own.issue.judged);
}

/** The inner frames of a listener, called from where it was registered. @param outside frames of whoever aborted */
function joined(stack: Stack, outside: number, registered: Stack): Stack {
  const inner = stack.frames.slice(0, Math.max(0, stack.frames.length - outside));
  return { ...stack, frames: [...inner, ...registered.frames], awaiting: registered.awaiting };
}
