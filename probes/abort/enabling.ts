// hot path: see docs/hot-path.md
/**
 * The hooks of abort: dispatch and listeners through Node's own internal methods (kHybridDispatch,
 * kNewListener, kRemoveListener), shadowed on AbortSignal.prototype: every listener is seen, Node's own and
 * those added through early references too. Polls through the public getters.
 */
import type { Host, Sites } from '../../wire/host.js';
import type { Enabling } from '../provider.js';
import { HookSet } from '../support/hooks.js';
import { type AnyFunction, replaceMethod, shadowMethod } from '../support/replace.js';
import { Births } from './births.js';
import { followAny, followControllers, followTakes } from './controllers.js';
import { Dispatches } from './dispatches.js';
import { ListenerRecords } from './listeners.js';
import { ORIGINS, type Origin, type SignalSites, Signals } from './signals.js';

export class AbortEnabling implements Enabling {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #hooks = new HookSet();
  readonly #at: Readonly<Record<Origin, SignalSites>>;
  readonly #signals: Signals;
  readonly #births: Births;
  readonly #listeners: ListenerRecords;
  readonly #dispatches: Dispatches;
  /** Some clause reads a signal's age; a listener's site. */
  #readsAge = false;
  #readsSite = false;
  #told = false;
  /** Some clause is enabled on one of the provider's probes. */
  #probed = false;

  constructor(host: Host, sites: Sites) {
    this.#host = host;
    this.#sites = sites;
    const sitesOf = (origin: Origin): SignalSites => {
      const site = (fn: string, name: string) => sites.site(origin, fn, name);
      return {
        create: site('signal', 'create'),
        fire: site('signal', 'fire'),
        fired: site('signal', 'fired'),
        poll: site('signal', 'poll'),
        add: site('listener', 'add'),
        remove: site('listener', 'remove'),
        entry: site('listener', 'entry'),
        return: site('listener', 'return'),
      };
    };
    this.#at = Object.fromEntries(ORIGINS.map((origin) => [origin, sitesOf(origin)])) as Record<
      Origin,
      SignalSites
    >;
    this.#signals = new Signals(host);
    this.#listeners = new ListenerRecords(host.builtins.types.isProxy);
    this.#dispatches = new Dispatches(host, this.#signals, this.#listeners, this.#at, this.#failed);
    this.#births = new Births(host, this.#signals, this.#born, this.#failed);
  }

  update(): void {
    const births = this.#births;
    const { keys } = this.#signals;
    const has = (fn: string, name: string) => this.#sites.anyEnabled('', fn, name);
    const graph = this.#host.graph !== undefined;
    this.#probed = has('', '');
    const any = has('', '') || graph;
    const reads = (member: string, name = '') => this.#sites.readsMember(name, member);
    this.#readsAge = reads('signal.ageMs');
    this.#readsSite = reads('listener.site');
    this.#signals.keeps = this.#readsAge || reads('signal.timeoutMs') || reads('signal.id');
    this.#listeners.keeps =
      this.#readsSite ||
      reads('listener.id') ||
      reads('listener.once', 'remove') ||
      reads('listener.weak', 'remove');
    const readsDelivered = this.#sites.readsArg('fired', 1) || this.#sites.readsArg('fired', 2);
    this.#dispatches.readsDelivered = readsDelivered;
    const entries = graph || has('listener', 'entry') || has('listener', 'return');
    const dispatches = entries || has('signal', 'fire') || has('signal', 'fired');
    const additions = entries || readsDelivered || has('listener', 'add') || this.#listeners.keeps;

    this.#hooks.ensure('birth', any, () => births.hook());
    this.#hooks.ensure('timeout', any, () => births.followTimeouts());
    this.#hooks.ensure('fetch', any, () => births.followFetch());
    this.#hooks.ensure('request', any, () => births.followRequest());
    this.#hooks.ensure('threads', any, () => births.followThreads());
    this.#shadow('dispatch', dispatches, keys.dispatch, this.#dispatching);
    this.#shadow('added', additions, keys.added, this.#adding);
    this.#shadow('removed', graph || has('listener', 'remove'), keys.removed, this.#removing);
    const polls = graph || has('signal', 'poll');
    this.#hooks.ensure('aborted', polls, () => this.#patchGetter('aborted'));
    this.#hooks.ensure('reason', polls, () => this.#patchGetter('reason'));
    this.#hooks.ensure('throwIfAborted', polls, () => this.#patchThrowIfAborted());
    this.#hooks.ensure('controllers', graph, () => followControllers(this.#host));
    this.#hooks.ensure('takes', graph, () => followTakes(this.#host));
    this.#hooks.ensure('any', graph, () => followAny(this.#host, this.#isSignal));
  }

  readonly #isSignal = (value: unknown): boolean =>
    this.#signals.isSignal(value, this.#host.builtins.types.isProxy);

  #shadow(
    name: string,
    wanted: boolean,
    key: symbol | undefined,
    wrap: (original: AnyFunction) => AnyFunction,
  ): void {
    const label = `AbortSignal ${name}`;
    this.#hooks.ensure(name, wanted, () =>
      shadowMethod(this.#host, 'abort', this.#signals.prototype, label, key, wrap),
    );
  }

  /** What failed in the agent is told once, and never to the application. */
  readonly #failed = (error: unknown): void => {
    if (this.#told) return;
    try {
      this.#host.trouble('abort', error);
      this.#told = true;
    } catch {
      // Told at the next occasion.
    }
  };

  /** No clause is enabled, and the graph does not follow what runs now. */
  #isQuiet(): boolean {
    return !this.#probed && this.#host.graph?.recording !== true;
  }

  #isOfInterest(signal: AbortSignal): boolean {
    return this.#probed || this.#host.graph?.isFollowed(signal) === true;
  }

  readonly #born = (signal: AbortSignal, origin: Origin, timeoutMs: number): void => {
    if (this.#isQuiet()) return;
    // First: it numbers the signal.
    this.#host.graph?.signalBorn(signal, origin, timeoutMs);
    const made = this.#signals.born(signal, origin, this.#readsAge ? this.#host.now() : 0, timeoutMs);
    const site = this.#at[origin].create;
    if (site.enabledCount !== 0) this.#host.fire(site, made);
    this.#signals.giveBack(made);
  };

  // ---- Node's internal methods: the arguments that are handed on are the very ones

  /** Is the call about an abort signal of the application? A proxy of one is not looked into. */
  #concerns(signal: AbortSignal, type: unknown): boolean {
    return type === 'abort' && !this.#host.busy() && !this.#host.builtins.types.isProxy(signal);
  }

  readonly #dispatching = (original: AnyFunction): AnyFunction => {
    const enabling = this;
    return function (this: AbortSignal, _value: unknown, type: unknown): unknown {
      return enabling.#isOfInterest(this) && enabling.#concerns(this, type)
        ? enabling.#dispatches.run(this, original, arguments)
        : Reflect.apply(original, this, arguments);
    };
  };

  readonly #adding = (original: AnyFunction): AnyFunction => {
    const enabling = this;
    return function (
      this: AbortSignal,
      _size: unknown,
      type: unknown,
      listener: unknown,
      once: unknown,
      _capture: unknown,
      _passive: unknown,
      weak: unknown,
    ): unknown {
      try {
        if (!enabling.#isQuiet() && enabling.#concerns(this, type)) {
          enabling.#added(this, listener, once, weak);
          enabling.#host.graph?.listenerAdded(this, listener, once === true, weak === true);
        }
      } catch (error) {
        enabling.#failed(error);
      }
      return Reflect.apply(original, this, arguments);
    };
  };

  #added(signal: AbortSignal, listener: unknown, once: unknown, weak: unknown): void {
    this.#dispatches.added(signal);
    const record = this.#signals.borrow(signal);
    const site = this.#at[record.origin].add;
    // Of a listener that is kept the first sight counts, whether or not a clause is told of it.
    if (site.enabledCount !== 0 || this.#listeners.keeps) {
      const where = this.#readsSite ? this.#host.callerSite() : undefined;
      const known = this.#listeners.of(listener, once, weak, where);
      if (site.enabledCount !== 0) this.#host.fire(site, record, known);
    }
    this.#signals.giveBack(record);
  }

  readonly #removing = (original: AnyFunction): AnyFunction => {
    const enabling = this;
    return function (this: AbortSignal, _size: unknown, type: unknown, listener: unknown): unknown {
      try {
        if (enabling.#isOfInterest(this) && enabling.#concerns(this, type)) {
          enabling.#removed(this, listener);
          enabling.#host.graph?.listenerRemoved(this, listener);
        }
      } catch (error) {
        enabling.#failed(error);
      }
      return Reflect.apply(original, this, arguments);
    };
  };

  #removed(signal: AbortSignal, listener: unknown): void {
    const record = this.#signals.borrow(signal);
    const site = this.#at[record.origin].remove;
    if (site.enabledCount !== 0) this.#host.fire(site, record, this.#listeners.removed(listener));
    this.#signals.giveBack(record);
  }

  // ---- polls

  #polled(signal: unknown, member: string): void {
    try {
      // Node's own getters refuse what is no signal: that is left to them.
      if (
        this.#isQuiet() ||
        this.#host.busy() ||
        !this.#signals.isSignal(signal, this.#host.builtins.types.isProxy)
      )
        return;
      const known = this.#signals.borrow(signal);
      const site = this.#at[known.origin].poll;
      if (site.enabledCount !== 0) this.#host.fire(site, known, member);
      this.#signals.giveBack(known);
      this.#host.graph?.polled(signal, this.#signals.isAborted(signal));
    } catch (error) {
      this.#failed(error);
    }
  }

  #patchGetter(member: 'aborted' | 'reason'): () => void {
    const enabling = this;
    const label = `AbortSignal.prototype.${member}`;
    return this.#host.patch.property(label, this.#signals.prototype, member, (old) => {
      const original = old?.get as AnyFunction;
      // An object literal's getter has the name and shape of a class's.
      const like = Object.getOwnPropertyDescriptor(
        {
          get [member](): unknown {
            enabling.#polled(this, member);
            return Reflect.apply(original, this, []);
          },
        },
        member,
      );
      return { ...old, get: like?.get as () => unknown };
    });
  }

  #patchThrowIfAborted(): () => void {
    const enabling = this;
    const label = 'AbortSignal.prototype.throwIfAborted';
    return replaceMethod(this.#host.patch, label, this.#signals.prototype, 'throwIfAborted', (original) => ({
      throwIfAborted(this: unknown): unknown {
        enabling.#polled(this, 'throwIfAborted');
        return Reflect.apply(original, this, arguments);
      },
    }));
  }
}
