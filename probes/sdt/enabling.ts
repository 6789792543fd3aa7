// hot path: see docs/hot-path.md
/**
 * The hooks of sdt: a subscription for each channel that some clause asks for. Those that a program names are
 * subscribed to whether they are there or not; for globs, a channel is seen as it enters Node's list.
 */
import { isGlob, matchGlob, matchProbe } from '../../wire/glob.js';
import type { Host, Site, Sites } from '../../wire/host.js';
import type { ProbeDescription } from '../../wire/probe.js';
import type { Enabling } from '../provider.js';
import { HookSet } from '../support/hooks.js';
import { type AnyFunction, sameShape } from '../support/replace.js';
import { type ChannelMap, findChannelMap } from './channel-map.js';
import { type ChannelName, channelOf, type Event, probeOf } from './names.js';
import { COMPANIONS, TracedOperations } from './operations.js';

type Listener = (message: unknown, name: ChannelName) => void;

/** Who makes a channel for each request makes no end of them, and what is subscribed to stays. */
const MOST = 4096;

let map: ChannelMap | undefined;

/** Undefined where this Node does not tell; asked anew the next time. */
function channelMap(host: Host): ChannelMap | undefined {
  try {
    map ??= host.hidden(() => findChannelMap(host));
  } catch {
    // No inspector here, or it is forbidden.
  }
  return map;
}

/** The channels that are there; none where this Node does not tell. */
export function channelNames(host: Host): readonly ChannelName[] {
  return [...(channelMap(host)?.keys() ?? [])];
}

export class ChannelEnabling implements Enabling {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #hooks = new HookSet();
  readonly #subscriptions = new Map<ChannelName, () => void>();
  #asked: readonly ProbeDescription[] = [];
  /** While some program uses self->. */
  #operations: TracedOperations | undefined;
  #full = false;

  constructor(host: Host, sites: Sites) {
    this.#host = host;
    this.#sites = sites;
  }

  update(): void {
    this.#asked = this.#sites.descriptions().filter(({ provider }) => matchGlob(provider, 'sdt'));
    const { storage } = this.#host.frames;
    if (storage !== undefined) this.#operations ??= new TracedOperations(this.#host, storage);
    else {
      for (const name of this.#subscriptions.keys()) this.#bind(name, false);
      this.#operations = undefined;
    }
    for (const [name, undo] of this.#subscriptions) {
      if (this.#wants(name)) continue;
      this.#bind(name, false);
      this.#subscriptions.delete(name);
      undo();
    }
    const globs = this.#asked.some(({ module }) => isGlob(module));
    this.#hooks.ensure('list', globs, () => this.#watch());
    const told = globs && channelMap(this.#host) !== undefined;
    const named = this.#asked.filter(({ module }) => !isGlob(module));
    for (const { probe } of this.#sites.enabledSites())
      if (!told || isAsked(probe, named)) this.#subscribe(channelOf(probe));
    if (told) for (const name of channelNames(this.#host)) this.#appeared(name);
    if (this.#operations !== undefined)
      for (const name of [...this.#subscriptions.keys()]) this.#follow(name);
  }

  #wants(name: ChannelName): boolean {
    const probe = probeOf(name);
    if (isAsked(probe, this.#asked)) return true;
    if (this.#operations === undefined || !COMPANIONS.some((event) => event === probe.name)) return false;
    return isAsked({ ...probe, name: 'start' }, this.#asked);
  }

  /** Whoever sees the start of an operation must see the rest; what it runs is below it. */
  #follow(name: ChannelName): void {
    this.#bind(name, true);
    const probe = probeOf(name);
    if (probe.name === 'start')
      for (const event of COMPANIONS) this.#subscribe(channelOf({ ...probe, name: event }));
  }

  #bind(name: ChannelName, wanted: boolean): void {
    if (typeof name === 'string') this.#operations?.bind(probeOf(name).name as Event, name, wanted);
  }

  /** Sees channels as they are made, however the function was got that makes them. */
  #watch(): (() => void) | undefined {
    const list = channelMap(this.#host);
    if (list === undefined) {
      this.#host.trouble(
        'sdt',
        new Error('channels that no clause names are not seen: there is no inspector'),
      );
      return undefined;
    }
    const appeared = (name: ChannelName): void => this.#appeared(name);
    return this.#host.patch.property('list of channels', list, 'set', () => {
      const original = list.set as AnyFunction;
      const set = function (this: unknown, name: ChannelName): unknown {
        const result = Reflect.apply(original, this, arguments);
        appeared(name);
        return result;
      };
      return { configurable: true, enumerable: false, writable: true, value: sameShape(set, original) };
    });
  }

  #appeared(name: ChannelName): void {
    try {
      if (this.#wants(name)) this.#subscribe(name);
    } catch (error) {
      this.#host.trouble('sdt', error);
    }
  }

  #subscribe(name: ChannelName): void {
    if (this.#subscriptions.has(name)) return;
    if (this.#subscriptions.size >= MOST) return this.#tellFull();
    const { module, name: event } = probeOf(name);
    const site = this.#sites.site(module, '', event);
    const listener = event === 'message' ? this.#message(site) : this.#traced(site, event as Event);
    const { channels } = this.#host.builtins;
    const undo = this.#host.patch.action(`channel ${String(name)}`, () => {
      channels.unsubscribe(name, listener);
    });
    // Before it is there, since it comes into the list by that.
    this.#subscriptions.set(name, undo);
    channels.subscribe(name, listener);
    if (this.#operations !== undefined) this.#follow(name);
  }

  #tellFull(): void {
    if (!this.#full)
      this.#host.trouble('sdt', new Error(`${MOST} channels are traced and no more: name those that matter`));
    this.#full = true;
  }

  #message(site: Site): Listener {
    const host = this.#host;
    return (message, name) => {
      if (site.enabledCount !== 0) host.fire(site, message, String(name));
    };
  }

  #traced(site: Site, event: Event): Listener {
    const host = this.#host;
    return (message, name) => {
      const operations = this.#operations;
      if (operations === undefined || typeof message !== 'object' || message === null) {
        if (site.enabledCount !== 0) host.fire(site, message, name);
        return;
      }
      if (host.busy()) return;
      try {
        const frame = operations.frameOf(event, message);
        if (frame === undefined) {
          if (site.enabledCount !== 0) host.fire(site, message, name);
          return;
        }
        if (site.enabledCount !== 0) host.fireIn(frame, event === 'start', site, message, name);
        operations.passed(event, message, frame);
      } catch (error) {
        host.trouble('sdt', error);
      }
    };
  }
}

function isAsked(probe: ProbeDescription, descriptions: readonly ProbeDescription[]): boolean {
  return descriptions.some((description) => matchProbe(description, probe));
}
