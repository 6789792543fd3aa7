// hot path: see docs/hot-path.md
/**
 * Promise.all and its kin, replaced so that a program cannot tell: they run with a constructor of ours that makes real
 * promises, gets each value once from the real Promise.resolve, and sees the promise being settled. That a value is settled
 * is seen on the promise that `then` gives, which nobody else has: a second reaction on the value itself, or a first one
 * of ours, would take the callers from the stacks that V8 makes of awaits. No job of the application moves.
 */
import type { Frame, Host, Site, Sites } from '../../wire/host.js';
import { ArgRecord } from '../support/record.js';
import { type AnyFunction, replaceMethod } from '../support/replace.js';

export const OPS = ['all', 'allSettled', 'race', 'any'] as const;
type Op = (typeof OPS)[number];
type Outcome = 'fulfilled' | 'rejected';
type Executor = (resolve: (value: unknown) => void, reject: (reason: unknown) => void) => void;

export class Combinators {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly HostPromise: PromiseConstructor;
  readonly #then: AnyFunction;
  readonly #settled: Promise<void>;
  readonly #abandoned: FinalizationRegistry<Frame>;
  readsSite = false;
  #ids = 0;

  constructor(host: Host, sites: Sites) {
    this.#host = host;
    this.#sites = sites;
    // The global one may be somebody else's.
    const made = host.hidden(async () => {});
    this.HostPromise = (Object.getPrototypeOf(made) as { constructor: PromiseConstructor }).constructor;
    this.#then = this.HostPromise.prototype.then as unknown as AnyFunction;
    this.#settled = host.hidden(() => this.HostPromise.resolve());
    this.#abandoned = new FinalizationRegistry((frame) => host.frames.end(frame));
  }

  patch(op: Op): () => void {
    const combinators = this;
    const start = this.#sites.site(op, '', 'start');
    const settle = this.#sites.site(op, '', 'settle');
    return replaceMethod(this.#host.patch, `Promise.${op}`, this.HostPromise, op, (original) => ({
      [op](this: unknown): unknown {
        const watched = start.enabledCount !== 0 || settle.enabledCount !== 0;
        if (!watched || this !== combinators.HostPromise || combinators.#host.busy())
          return Reflect.apply(original, this, arguments);
        return combinators.#run(op, start, settle, original, arguments);
      },
    }));
  }

  #run(op: Op, start: Site, settle: Site, original: AnyFunction, args: IArguments): unknown {
    const host = this.#host;
    let combination: Combination;
    let constructorLike: object;
    try {
      combination = new Combination(this, host, settle, op, ++this.#ids);
      if (this.readsSite) combination.site = host.callerSite();
      constructorLike = combination.constructorLike();
    } catch (error) {
      host.trouble('promise', error);
      return Reflect.apply(original, this.HostPromise, args);
    }
    const result = Reflect.apply(original, constructorLike, args);
    try {
      if (host.frames.wanted) {
        combination.frame = host.frames.open(host.frames.current());
        this.#abandoned.register(result as object, combination.frame, combination);
      }
      if (start.enabledCount !== 0) combination.fire(start, true);
      combination.started();
    } catch (error) {
      host.trouble('promise', error);
    }
    return result;
  }

  /** It has settled: its frame is not left to the collector. */
  over(combination: Combination): void {
    if (combination.frame === undefined) return;
    this.#abandoned.unregister(combination);
    this.#host.frames.end(combination.frame);
  }

  /** Runs when all jobs that wait now are done; for the probes nothing has happened. */
  later(work: () => void): void {
    this.#host.hidden(() => Reflect.apply(this.#then, this.#settled, [work]));
  }

  /** Tells when a promise of ours is settled: one that `then` gave, of Node's own kind. */
  watch(promise: unknown, work: () => void): void {
    const { types } = this.#host.builtins;
    if (!types.isPromise(promise) || Object.getPrototypeOf(promise) !== this.HostPromise.prototype) return;
    this.#host.hidden(() => Reflect.apply(this.#then, promise, [work, work]));
  }
}

/** One call, and the typed argument `combination`. */
class Combination extends ArgRecord {
  readonly id: number;
  readonly op: Op;
  readonly #of: Combinators;
  readonly #host: Host;
  readonly #settle: Site;
  readonly #startNs: number;
  size = 0;
  outcome: Outcome | '' = '';
  site: string | undefined;
  frame: Frame | undefined;
  #settledInputs = 0;
  #started = false;
  #told = false;

  constructor(of: Combinators, host: Host, settle: Site, op: Op, id: number) {
    super();
    this.#of = of;
    this.#host = host;
    this.#settle = settle;
    this.#startNs = host.now();
    this.op = op;
    this.id = id;
  }

  get pendingAtSettle(): number {
    return this.outcome === '' ? 0 : this.size - this.#settledInputs;
  }

  get durationMs(): number {
    return Math.max(0, Math.round((this.#host.now() - this.#startNs) / 1e6));
  }

  fire(site: Site, opening: boolean): void {
    const { frame } = this;
    const elapsed = opening ? undefined : this.#host.now() - this.#startNs;
    if (frame === undefined) this.#host.fire(site, this, elapsed);
    else this.#host.fireIn(frame, opening, site, this, elapsed);
  }

  /** The function has returned: it knows all its values. */
  started(): void {
    this.#started = true;
    if (this.outcome !== '') this.#tell();
  }

  /** What stands for Promise as `this` of the function. */
  constructorLike(): object {
    const combination = this;
    const { HostPromise } = this.#of;
    function Capability(executor: Executor): Promise<unknown> {
      return new HostPromise((resolve, reject) => {
        const rejects = (reason: unknown): void => {
          // The losers of a race call it too.
          if (combination.op !== 'race' || !combination.#started) combination.#settles('rejected');
          reject(reason);
        };
        // V8 knows the resolve function of a race by itself, and nobody else's.
        if (combination.op === 'race') return executor(resolve, rejects);
        executor((value) => {
          combination.#settles('fulfilled');
          resolve(value);
        }, rejects);
      });
    }
    Object.defineProperty(Capability, 'resolve', {
      get() {
        const resolve: unknown = HostPromise.resolve;
        if (typeof resolve !== 'function') return resolve;
        return (value: unknown) => combination.#input(Reflect.apply(resolve, HostPromise, [value]));
      },
    });
    return Capability;
  }

  /** Stands for the promise of a value, whose `then` is called once. */
  #input(promise: unknown): object {
    const combination = this;
    this.size++;
    return {
      // biome-ignore lint/suspicious/noThenProperty: it is one
      then(fulfills: AnyFunction, rejects: AnyFunction): void {
        let rejected = false;
        const mine =
          combination.op === 'race'
            ? (reason: unknown) => {
                rejected = true;
                rejects(reason);
              }
            : rejects;
        const next: unknown = (promise as { then: AnyFunction }).then(fulfills, mine);
        combination.#of.watch(next, () => {
          combination.#settledInputs++;
          if (combination.op === 'race') combination.#settles(rejected ? 'rejected' : 'fulfilled');
        });
      },
    };
  }

  /**
   * From the reaction of a value, or, of a race, the turn after that. What was settled before it waits in the queue, and the
   * turn after that tells us; with none pending there is nothing to wait for.
   */
  #settles(outcome: Outcome): void {
    if (this.outcome !== '') return;
    this.outcome = outcome;
    const tell = (): void => this.#tell();
    if (this.op === 'race') this.#of.later(tell);
    else this.#of.later(() => this.#of.later(tell));
  }

  #tell(): void {
    if (!this.#started || this.#told) return;
    this.#told = true;
    try {
      if (this.#settle.enabledCount !== 0) this.fire(this.#settle, false);
      this.#of.over(this);
    } catch (error) {
      this.#host.trouble('promise', error);
    }
  }
}
