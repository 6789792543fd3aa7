// hot path: see docs/hot-path.md
/**
 * The hooks of abort: dispatch and listeners through Node's own internal methods (kHybridDispatch,
 * kNewListener, kRemoveListener), shadowed on AbortSignal.prototype: every listener is seen, Node's own and
 * those added through early references too. Polls through the public getters.
 */
import type { Host, Site, Sites } from '../../wire/host.js';
import type { Enabling } from '../provider.js';
import { HookSet } from '../support/hooks.js';
import { type AnyFunction, replaceMethod, shadowMethod } from '../support/replace.js';
import { Births } from './births.js';
import { ListenerRecords, wrapListeners } from './listeners.js';
import { ORIGINS, type Origin, Signals } from './signals.js';

type SignalSites = Readonly<
  Record<'create' | 'fire' | 'fired' | 'poll' | 'add' | 'remove' | 'entry' | 'return', Site>
>;

export class AbortEnabling implements Enabling {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #hooks = new HookSet();
  readonly #at: Readonly<Record<Origin, SignalSites>>;
  readonly #signals: Signals;
  readonly #births: Births;
  readonly #listeners: ListenerRecords;
  /** Some clause reads a signal's age; a listener's site; how many listeners ran. */
  #readsAge = false;
  #readsSite = false;
  #readsDelivered = false;
  #entries = false;

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
    this.#births = new Births(host, this.#signals, this.#born);
  }

  update(): void {
    const births = this.#births;
    const { keys } = this.#signals;
    const has = (fn: string, name: string) => this.#sites.anyEnabled('', fn, name);
    const any = has('', '');
    this.#readsAge = this.#sites.readsMember('', 'signal.ageMs');
    const readsMember = (member: string) => this.#sites.readsMember('', member);
    this.#signals.keeps = this.#readsAge || readsMember('signal.timeoutMs') || readsMember('signal.id');
    this.#readsSite = this.#sites.readsMember('', 'listener.site');
    this.#readsDelivered = this.#sites.readsArg('fired', 1) || this.#sites.readsArg('fired', 2);
    this.#entries = has('listener', 'entry') || has('listener', 'return');

    this.#hooks.ensure('birth', any, () => births.hook());
    this.#hooks.ensure('timeout', any, () => births.followTimeouts());
    this.#hooks.ensure('fetch', any, () => births.followFetch());
    this.#hooks.ensure('request', any, () => births.followRequest());
    this.#hooks.ensure('threads', any, () => births.followThreads());
    this.#shadow(
      'dispatch',
      has('signal', 'fire') || has('signal', 'fired') || this.#entries,
      keys.dispatch,
      this.#dispatching,
    );
    this.#shadow('added', has('listener', 'add') || this.#entries, keys.added, this.#adding);
    this.#shadow('removed', has('listener', 'remove'), keys.removed, this.#removing);
    const polls = has('signal', 'poll');
    this.#hooks.ensure('aborted', polls, () => this.#patchGetter('aborted'));
    this.#hooks.ensure('reason', polls, () => this.#patchGetter('reason'));
    this.#hooks.ensure('throwIfAborted', polls, () => this.#patchThrowIfAborted());
  }

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

  readonly #born = (signal: AbortSignal, origin: Origin, timeoutMs: number): void => {
    const made = this.#signals.born(signal, origin, this.#readsAge ? this.#host.now() : 0, timeoutMs);
    const site = this.#at[origin].create;
    if (site.enabledCount !== 0) this.#host.fire(site, made);
    this.#signals.giveBack(made);
  };

  // ---- dispatch

  readonly #dispatching = (original: AnyFunction): AnyFunction => {
    const enabling = this;
    return function (this: AbortSignal, value: unknown, type: unknown, event: unknown): unknown {
      return type === 'abort' && !enabling.#host.busy()
        ? enabling.#dispatch(this, original, value, event)
        : Reflect.apply(original, this, [value, type, event]);
    };
  };

  /** kHybridDispatch(nodeValue, type, event) */
  #dispatch(signal: AbortSignal, original: AnyFunction, value: unknown, event: unknown): unknown {
    const host = this.#host;
    const { frames } = host;
    const known = this.#signals.borrow(signal);
    const at = this.#at[known.origin];
    const frame = frames.wanted ? frames.open(frames.current()) : undefined;
    if (at.fire.enabledCount !== 0) {
      if (frame === undefined) host.fire(at.fire, known);
      else host.fireIn(frame, true, at.fire, known);
    }
    const root = this.#signals.listenerRoot(signal);
    const wrap = this.#entries || (this.#readsDelivered && at.fired.enabledCount !== 0);
    const wrapping =
      wrap && root !== undefined
        ? wrapListeners(host, root, this.#listeners, at.entry, at.return, known)
        : undefined;
    const outer = frame === undefined ? undefined : frames.swap(frame);
    try {
      return Reflect.apply(original, signal, [value, 'abort', event]);
    } finally {
      wrapping?.restore();
      if (frame !== undefined) frames.swap(outer);
      if (at.fired.enabledCount !== 0) {
        const delivered = wrapping?.delivered ?? 0;
        const threw = wrapping?.threw ?? 0;
        if (frame === undefined) host.fire(at.fired, known, delivered, threw);
        else host.fireIn(frame, false, at.fired, known, delivered, threw);
      }
      if (frame !== undefined) frames.end(frame);
      this.#signals.giveBack(known);
    }
  }

  // ---- listeners

  /** kNewListener(size, type, listener, once, capture, passive, weak) */
  readonly #adding = (original: AnyFunction): AnyFunction => {
    const enabling = this;
    return function (this: AbortSignal, ...args: unknown[]): unknown {
      if (args[1] === 'abort' && !enabling.#host.busy()) enabling.#added(this, args[2], args[3], args[6]);
      return Reflect.apply(original, this, args);
    };
  };

  #added(signal: AbortSignal, listener: unknown, once: unknown, weak: unknown): void {
    const where = this.#readsSite ? this.#host.callerSite() : '';
    const known = this.#listeners.added(listener, once ? 1 : 0, weak ? 1 : 0, where);
    const record = this.#signals.borrow(signal);
    const site = this.#at[record.origin].add;
    if (site.enabledCount !== 0) this.#host.fire(site, record, known);
    this.#signals.giveBack(record);
  }

  /** kRemoveListener(size, type, listener, capture) */
  readonly #removing = (original: AnyFunction): AnyFunction => {
    const enabling = this;
    return function (this: AbortSignal, ...args: unknown[]): unknown {
      if (args[1] === 'abort' && !enabling.#host.busy()) enabling.#removed(this, args[2]);
      return Reflect.apply(original, this, args);
    };
  };

  #removed(signal: AbortSignal, listener: unknown): void {
    const record = this.#signals.borrow(signal);
    const site = this.#at[record.origin].remove;
    if (site.enabledCount !== 0) this.#host.fire(site, record, this.#listeners.of(listener));
    this.#signals.giveBack(record);
  }

  // ---- polls

  #polled(signal: unknown, member: string): void {
    // Node's own getters refuse what is no signal: that is left to them.
    if (this.#host.busy() || !this.#signals.isSignal(signal, this.#host.builtins.types.isProxy)) return;
    const known = this.#signals.borrow(signal);
    const site = this.#at[known.origin].poll;
    if (site.enabledCount !== 0) this.#host.fire(site, known, member);
    this.#signals.giveBack(known);
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
