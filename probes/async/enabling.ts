// hot path: see docs/hot-path.md
/**
 * The hooks of async: one async hook with only the callbacks that the enabled clauses need. before, after, destroy
 * and resolve learn their type from a ring indexed by asyncId; resources older than the attach are not in it and
 * stay silent.
 */
import type { Host, Site, Sites } from '../../wire/host.js';
import type { Enabling } from '../provider.js';
import { HookSet } from '../support/hooks.js';
import { ArgRecord } from '../support/record.js';
import { endingOf, Operations, type TypeSites } from './operations.js';
import { NONE, Ring, SLOTS } from './ring.js';

class ResourceRecord extends ArgRecord {
  id = 0;
  trigger = 0;
  type = '';
}

type Plan = {
  readonly init: boolean;
  readonly before: boolean;
  readonly after: boolean;
  readonly destroy: boolean;
  /** In a hook of its own, for which Node need not watch promises being collected. */
  readonly quietDestroy: boolean;
  readonly resolve: boolean;
  readonly ring: boolean;
  readonly frames: boolean;
  readonly promises: boolean;
};

type Callbacks = Parameters<typeof import('node:async_hooks').createHook>[0];

/** Types that a 16-bit ring entry can name; libraries invent few. */
const MAX_TYPES = 4096;

export class AsyncEnabling implements Enabling {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #hooks = new HookSet();
  readonly #types = new Map<string, TypeSites>();
  readonly #byIndex: TypeSites[] = [];
  readonly #record = new ResourceRecord();
  #plan = '';
  /** Filled by init once other callbacks need it. */
  #ring: Ring | undefined;
  #promises = true;
  /** While some program uses self->. */
  #operations: Operations | undefined;
  #hearsDestroy = false;

  constructor(host: Host, sites: Sites) {
    this.#host = host;
    this.#sites = sites;
  }

  update(): void {
    const has = (name: string) => this.#sites.anyEnabled('', '', name);
    const frames = this.#host.frames.wanted && has('');
    const ofPromises = this.#sites.anyEnabled('PROMISE', '', '');
    this.#promises = ofPromises || frames;
    const destroyOfPromises = this.#sites.anyEnabled('PROMISE', '', 'destroy');
    const plan: Plan = {
      init: has(''),
      before: has('before') || frames,
      after: has('after') || frames,
      destroy: has('destroy') && (destroyOfPromises || !canLeavePromises(this.#host)),
      quietDestroy: !destroyOfPromises && (has('destroy') || frames) && canLeavePromises(this.#host),
      resolve: has('resolve') || (frames && this.#sites.anyEnabled('PROMISE', '', 'init')),
      ring: frames || has('before') || has('after') || has('destroy') || has('resolve'),
      frames,
      promises: this.#promises,
    };
    const key = has('') ? JSON.stringify(plan) : '';
    if (key === this.#plan) return;
    // Another set of callbacks is another hook; the ring stays, so that live resources keep their types. The quiet
    // hook goes first and comes last: whatever hook is switched while it is on makes Node watch all promises.
    this.#hooks.ensure('quiet hook', false, () => undefined);
    this.#hooks.ensure('hook', false, () => undefined);
    this.#plan = key;
    this.#follow(undefined);
    if (key === '') return;
    if (!this.#host.asyncHooksAllowed) return;
    if (plan.ring)
      this.#ring ??= new Ring(
        (type) => this.#byIndex[type]?.ending === 'destroy',
        () => this.#host.drop('async'),
      );
    this.#hearsDestroy = plan.destroy || plan.quietDestroy;
    if (plan.frames) this.#follow(new Operations(this.#host, SLOTS, plan.resolve));
    this.#hooks.ensure('hook', true, () => this.#install('async hook', this.#callbacks(plan)));
    this.#hooks.ensure('quiet hook', plan.quietDestroy, () =>
      this.#install('async hook of destroy', { destroy: this.#destroy, trackPromises: false } as Callbacks),
    );
  }

  #follow(operations: Operations | undefined): void {
    this.#operations = operations;
    if (this.#ring === undefined) return;
    this.#ring.gone = (slot) => operations?.gone(slot);
    this.#ring.moved = (from, to) => operations?.moved(from, to);
  }

  #callbacks(plan: Plan): Callbacks {
    const callbacks: Record<string, unknown> = { init: plan.ring ? this.#initRing : this.#init };
    if (plan.before) callbacks['before'] = plan.frames ? this.#beforeFrame : this.#before;
    if (plan.after) callbacks['after'] = plan.frames ? this.#afterFrame : this.#after;
    if (plan.destroy) callbacks['destroy'] = this.#destroy;
    if (plan.resolve) callbacks['promiseResolve'] = this.#resolve;
    // Node 24.14 and newer; older ones ignore it.
    if (!plan.promises) callbacks['trackPromises'] = false;
    return callbacks as Callbacks;
  }

  #install(label: string, callbacks: Callbacks): () => void {
    const hook = this.#host.builtins.asyncHooks.createHook(callbacks);
    this.#host.hidden(() => hook.enable());
    return this.#host.patch.action(label, () => hook.disable());
  }

  #typeOf(type: string): TypeSites {
    const known = this.#types.get(type);
    if (known !== undefined) return known;
    const name = this.#byIndex.length < MAX_TYPES ? type : 'OTHER';
    const existing = this.#types.get(name);
    if (existing !== undefined) return existing;
    const site = (probe: string) => this.#sites.site(name, '', probe);
    const made: TypeSites = {
      index: this.#byIndex.length,
      type: name,
      ending: endingOf(name),
      sites: {
        init: site('init'),
        before: site('before'),
        after: site('after'),
        destroy: site('destroy'),
        resolve: site('resolve'),
      },
    };
    this.#types.set(name, made);
    this.#byIndex.push(made);
    return made;
  }

  #fire(site: Site, type: string, asyncId: number, trigger: number): void {
    const record = this.#record;
    record.id = asyncId;
    record.trigger = trigger;
    record.type = type;
    this.#host.fire(site, record);
  }

  /** Fires in the resource's own frame. */
  #fireFramed(
    operations: Operations,
    slot: number,
    opening: boolean,
    site: Site,
    type: string,
    asyncId: number,
    trigger: number,
  ): void {
    const record = this.#record;
    record.id = asyncId;
    record.trigger = trigger;
    record.type = type;
    this.#host.fireIn(operations.frameOf(slot), opening, site, record);
  }

  /** Only init is asked for: no ring. */
  readonly #init = (asyncId: number, type: string, trigger: number): void => {
    if (type === 'PROMISE' && !this.#promises) return;
    if (this.#host.ownResource(asyncId)) return;
    const at = this.#typeOf(type);
    if (at.sites.init.enabledCount !== 0) this.#fire(at.sites.init, at.type, asyncId, trigger);
  };

  readonly #initRing = (asyncId: number, type: string, trigger: number, resource: object): void => {
    if (type === 'PROMISE' && !this.#promises) return;
    if (this.#host.ownResource(asyncId)) return;
    const at = this.#typeOf(type);
    const slot = (this.#ring as Ring).take(asyncId, at.index, trigger);
    const operations = this.#operations;
    if (operations !== undefined) operations.born(slot);
    const { init } = at.sites;
    if (init.enabledCount === 0) return;
    if (operations === undefined) return this.#fire(init, at.type, asyncId, trigger);
    this.#fireFramed(operations, slot, true, init, at.type, asyncId, trigger);
    if (at.ending === 'timer' && !this.#hearsDestroy) operations.follow(slot, resource);
  };

  #typeAt(slot: number): TypeSites {
    return this.#byIndex[(this.#ring as Ring).type[slot] as number] as TypeSites;
  }

  readonly #before = (asyncId: number): void => {
    const slot = (this.#ring as Ring).slotOf(asyncId);
    if (slot === NONE) return;
    const at = this.#typeAt(slot);
    this.#reached(at.sites.before, at, slot, asyncId);
  };

  readonly #after = (asyncId: number): void => {
    const slot = (this.#ring as Ring).slotOf(asyncId);
    if (slot === NONE) return;
    const at = this.#typeAt(slot);
    this.#reached(at.sites.after, at, slot, asyncId);
  };

  readonly #destroy = (asyncId: number): void => {
    const ring = this.#ring as Ring;
    const slot = ring.slotOf(asyncId);
    if (slot === NONE) return;
    const at = this.#typeAt(slot);
    this.#reached(at.sites.destroy, at, slot, asyncId);
    ring.destroyed(asyncId, slot);
  };

  readonly #resolve = (asyncId: number): void => {
    const slot = (this.#ring as Ring).slotOf(asyncId);
    if (slot === NONE) return;
    const at = this.#typeAt(slot);
    this.#reached(at.sites.resolve, at, slot, asyncId);
    this.#operations?.settled(slot, at);
  };

  #reached(site: Site, at: TypeSites, slot: number, asyncId: number): void {
    if (site.enabledCount === 0 || this.#host.busy()) return;
    const trigger = (this.#ring as Ring).trigger[slot] as number;
    if (this.#operations === undefined) this.#fire(site, at.type, asyncId, trigger);
    else this.#fireFramed(this.#operations, slot, false, site, at.type, asyncId, trigger);
  }

  readonly #beforeFrame = (asyncId: number): void => {
    const slot = (this.#ring as Ring).slotOf(asyncId);
    if (slot !== NONE) {
      const at = this.#typeAt(slot);
      this.#reached(at.sites.before, at, slot, asyncId);
    }
    this.#operations?.entered(slot);
  };

  readonly #afterFrame = (asyncId: number): void => {
    this.#operations?.left();
    const slot = (this.#ring as Ring).slotOf(asyncId);
    if (slot === NONE) return;
    const at = this.#typeAt(slot);
    this.#reached(at.sites.after, at, slot, asyncId);
    this.#operations?.ran(slot, at);
  };
}

let leavesPromises: boolean | undefined;

/** Node 24.14 and newer check what they know: a hook may leave promises alone. */
function canLeavePromises(host: Host): boolean {
  if (leavesPromises === undefined) {
    try {
      host.builtins.asyncHooks.createHook({ trackPromises: 0 } as unknown as Callbacks);
      leavesPromises = false;
    } catch {
      leavesPromises = true;
    }
  }
  return leavesPromises;
}
