// hot path: see docs/hot-path.md
/**
 * What promises are: made by a constructor, by an async function, by a reaction; in whose executor and in which call
 * something runs; the races that they take part in. By stacks: V8 tells only that there is a promise.
 */

import type { Stack } from '../../graph/frames.js';
import type { Graph } from '../../graph/graph.js';
import type { Activation, Combination, Entry } from '../../graph/model.js';
import { Recent } from './recent.js';

const MOST_WAITERS = 16;
const MOST_RACES = 1024;
const COMBINATORS: ReadonlySet<string> = new Set(['race', 'any', 'all', 'allSettled']);

export class Promises {
  readonly #graph: Graph;
  /** Promises of `new Promise`, whose executor may be running; of async functions, that may come to an await. */
  readonly #recentNew = new Recent();
  readonly #recentAsync = new Recent();
  /** Races under way, by the promise that they settle: the library's, and those made by hand in an executor. */
  readonly #races = new Map<number, Combination>();
  /** The one whose members are being joined. */
  #last: Combination | undefined;

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  /** The promise in whose executor the innermost frames of a stack run. */
  executorOf(entry: Entry): Activation | undefined {
    const { stack } = entry;
    if (stack.executor < 0) return undefined;
    const depth = stack.frames.length - stack.executor;
    return this.#recentNew.find(
      (made) =>
        made.exec === entry.exec &&
        made.run === entry.run &&
        made.stack.frames.length === depth &&
        endsWith(stack, made.stack),
    );
  }

  /** The promise of the innermost async function that runs. */
  callOf(entry: Entry): Activation | undefined {
    for (let depth = 0; depth < entry.stack.frames.length; depth++) {
      const found = this.#asyncAt(entry, depth);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The promise of the function at a depth of the stack: known from its first part on. */
  #asyncAt(entry: Entry, depth: number): Activation | undefined {
    const running = this.#graph.activations.get(entry.exec);
    const { frames } = entry.stack;
    const fn = frames[depth]?.fn;
    const length = frames.length - depth;
    if (length === 1 && running?.origin === 'await' && running.stack.frames[0]?.fn === fn)
      return running.functionPromise > 0 ? this.#graph.activations.get(running.functionPromise) : undefined;
    return this.#recentAsync.find(
      ({ exec, run, stack }) =>
        exec === entry.exec &&
        run === entry.run &&
        stack.frames.length === length &&
        stack.frames[0]?.fn === fn &&
        stack.frames.every((frame, i) => i === 0 || frame === frames[depth + i]),
    );
  }

  /** Tells what kind of promise it is, what waits for what, and what joins a race. */
  made(made: Activation, executing: number): void {
    const { api } = made.stack;
    if (made.stack.executor === 0) {
      made.origin = 'new';
      if (made.stack.api === 'new Promise') this.#graph.promiseMade(made);
      this.#recentNew.add(made);
      return;
    }
    // A reaction's trigger is the promise that it waits for.
    const triggered = this.#graph.activations.get(made.trigger);
    const own = made.trigger === executing || (triggered !== undefined && triggered.type !== 'PROMISE');
    if (COMBINATORS.has(api) && made.stack.apiModule === '')
      return own ? this.#raceBegins(made) : this.#joins(made);
    if (own) {
      made.origin = 'async';
      if (api === '') this.#recentAsync.add(made);
      return;
    }
    made.origin = api === 'then' || api === 'catch' || api === 'finally' ? 'then' : 'await';
    this.#waits(made);
    if (made.origin === 'await' && triggered !== undefined) this.#graph.awaits(triggered);
    if (made.origin === 'await') {
      const call = this.#asyncAt(made, 0);
      made.functionPromise = call?.id ?? 0;
      made.calledAt = call?.at ?? -1;
    }
    // `new Promise((resolve) => { other.then(resolve); setTimeout(…) })`: a race made by hand.
    if (made.stack.executor > 0) {
      const outer = this.executorOf(made);
      if (outer === undefined) return;
      this.#race(outer, 'race').members.push(made.trigger);
      made.joins = outer.id;
    }
  }

  #waits(made: Activation): void {
    const awaited = this.#graph.activations.get(made.trigger);
    if (awaited === undefined) return;
    awaited.waiters ??= [];
    if (awaited.waiters.length < MOST_WAITERS) awaited.waiters.push(made.id);
  }

  #raceBegins(made: Activation): void {
    made.origin = 'async';
    const { api } = made.stack;
    if (api === 'race' || api === 'any' || api === 'all') this.#last = this.#race(made, api);
    else this.#last = undefined;
  }

  #joins(made: Activation): void {
    made.origin = 'then';
    this.#waits(made);
    if (this.#last === undefined) return;
    made.joins = this.#last.result;
    this.#last.members.push(made.trigger);
  }

  #race(result: Activation, combinator: Combination['combinator']): Combination {
    let race = this.#races.get(result.id);
    if (race === undefined) {
      const mark = this.#graph.activations.mark(result, result.scope, result.owner);
      race = { combinator, mark, members: [], result: result.id };
      if (this.#races.size >= MOST_RACES) this.#races.delete(this.#races.keys().next().value as number);
      this.#races.set(result.id, race);
    }
    return race;
  }

  /** @returns the race that the promise was the result of; of all(), when it was rejected */
  raceOver(result: number): Combination | undefined {
    if (this.#races.size === 0) return undefined;
    const race = this.#races.get(result);
    if (race === undefined) return undefined;
    this.#races.delete(result);
    // all() is over early only when it is rejected.
    const early = race.combinator !== 'all' || race.members.some((id) => this.#isPending(id));
    return early ? race : undefined;
  }

  #isPending(id: number): boolean {
    const promise = this.#graph.activations.get(id);
    return promise !== undefined && promise.settledAt < 0;
  }
}

function endsWith(stack: Stack, end: Stack): boolean {
  const by = stack.frames.length - end.frames.length;
  return end.frames.every((frame, i) => stack.frames[by + i] === frame);
}
