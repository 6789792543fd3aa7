/**
 * async: the life of asynchronous resources, by type (the probe's module). One async hook with only the
 * callbacks that the enabled clauses need. before, after, destroy and resolve learn their type from a ring
 * indexed by asyncId; resources older than the attach are not in it and stay silent.
 */
// hot path: see docs/hot-path.md
import type { Frame, Host, Site, Sites } from '../wire/host.js';
import type { RecordType } from '../wire/probe.js';
import type { Enabling, Provider } from './provider.js';
import { probesOf, record } from './support/define.js';
import { HookSet } from './support/hooks.js';
import { ArgRecord } from './support/record.js';

const RESOURCE: RecordType = {
  name: 'resource',
  doc: 'The asynchronous resource.',
  integer: 'id',
  members: [
    { name: 'id', type: 'int64', doc: 'Its asyncId.' },
    {
      name: 'trigger',
      type: 'int64',
      doc: 'asyncId of what caused it; in before and after 0 when it is older than the attach.',
    },
    { name: 'type', type: 'string', doc: 'Its type, as in the module of the probe.' },
  ],
};
const ARG = record('resource', RESOURCE);
const PROBES = [
  { name: 'init', args: [ARG], doc: 'It was made.' },
  { name: 'before', args: [ARG], doc: 'A callback of it is about to run.' },
  { name: 'after', args: [ARG], doc: 'The callback has ended.' },
  {
    name: 'destroy',
    args: [ARG],
    doc: 'It is gone. For PROMISE only when a description names that module: it makes every await dear.',
  },
] as const;
const RESOLVE = { name: 'resolve', args: [ARG], doc: 'The promise was resolved or rejected.' } as const;
type Name = (typeof PROBES)[number]['name'] | 'resolve';

/**
 * Types that every supported Node has or may have; a target's own list (hello.modules) and those its
 * libraries make up (AsyncResource) come on top.
 */
const TYPES = [
  'Timeout',
  'Immediate',
  'TickObject',
  'Microtask',
  'TCPWRAP',
  'TCPSERVERWRAP',
  'TCPCONNECTWRAP',
  'PIPEWRAP',
  'PIPESERVERWRAP',
  'PIPECONNECTWRAP',
  'UDPWRAP',
  'UDPSENDWRAP',
  'TLSWRAP',
  'WRITEWRAP',
  'SHUTDOWNWRAP',
  'GETADDRINFOREQWRAP',
  'GETNAMEINFOREQWRAP',
  'QUERYWRAP',
  'DNSCHANNEL',
  'FSREQCALLBACK',
  'FSREQPROMISE',
  'FILEHANDLE',
  'FILEHANDLECLOSEREQ',
  'FSEVENTWRAP',
  'STATWATCHER',
  'DIRHANDLE',
  'HTTPINCOMINGMESSAGE',
  'HTTPCLIENTREQUEST',
  'HTTP2SESSION',
  'HTTP2STREAM',
  'HTTP2PING',
  'HTTP2SETTINGS',
  'PROCESSWRAP',
  'SIGNALWRAP',
  'TTYWRAP',
  'JSSTREAM',
  'STREAMPIPE',
  'MESSAGEPORT',
  'WORKER',
  'WORKERHEAPSNAPSHOT',
  'ZLIB',
  'ELDHISTOGRAM',
  'BLOBREADER',
  'INSPECTORJSBINDING',
  'HASHREQUEST',
  'PBKDF2REQUEST',
  'SCRYPTREQUEST',
  'RANDOMBYTESREQUEST',
  'RANDOMPRIMEREQUEST',
  'CHECKPRIMEREQUEST',
  'SIGNREQUEST',
  'VERIFYREQUEST',
  'CIPHERREQUEST',
  'DERIVEBITSREQUEST',
  'KEYPAIRGENREQUEST',
  'KEYGENREQUEST',
  'KEYEXPORTREQUEST',
];

class ResourceRecord extends ArgRecord {
  id = 0;
  trigger = 0;
  type = '';
}

export const async: Provider = {
  name: 'async',
  doc: 'Asynchronous resources: made, run, gone; the module is the type.',
  stability: 'evolving',
  openness: 'modules',
  types: [RESOURCE],
  probes: [
    ...probesOf('async', TYPES, '', PROBES),
    ...probesOf('async', ['PROMISE'], '', [...PROBES, RESOLVE]).map((probe) =>
      probe.name === 'destroy' ? ({ ...probe, explicit: true } as const) : probe,
    ),
  ],
  enable: (host, sites) => new AsyncEnabling(host, sites),
};

/** The five sites of one type. */
type TypeSites = {
  readonly index: number;
  readonly type: string;
  readonly sites: Readonly<Record<Name, Site>>;
};

const RING = 1 << 16;
const MASK = RING - 1;
/** Types that a 16-bit ring entry can name; libraries invent few. */
const MAX_TYPES = 4096;

class AsyncEnabling implements Enabling {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #hooks = new HookSet();
  readonly #types = new Map<string, TypeSites>();
  readonly #byIndex: TypeSites[] = [];
  readonly #record = new ResourceRecord();
  #plan = '';
  /** Which asyncId owns a slot, its type and trigger: filled by init when other callbacks need them. */
  #owner = new Float64Array(0);
  #type = new Uint16Array(0);
  #trigger = new Float64Array(0);
  /** Frames of self->, while some program uses it. */
  #frame: (Frame | undefined)[] = [];
  #outer: (Frame | undefined)[] = [];
  #promises = true;

  constructor(host: Host, sites: Sites) {
    this.#host = host;
    this.#sites = sites;
  }

  update(): void {
    const has = (name: string) => this.#sites.anyEnabled('', '', name);
    const frames = this.#host.frames.wanted && has('');
    this.#promises = this.#sites.anyEnabled('PROMISE', '', '') || frames;
    const plan = {
      init: has(''),
      before: has('before') || frames,
      after: has('after') || frames,
      destroy: has('destroy'),
      resolve: has('resolve'),
      ring: frames || has('before') || has('after') || has('destroy') || has('resolve'),
      frames,
      promises: this.#promises,
    };
    const key = has('') ? JSON.stringify(plan) : '';
    if (key === this.#plan) return;
    // Another set of callbacks is another hook; the ring stays, so that live resources keep their types.
    this.#hooks.ensure('hook', false, () => undefined);
    this.#plan = key;
    if (key === '') return;
    if (!this.#host.asyncHooksAllowed) return;
    if (plan.ring && this.#owner.length === 0) {
      this.#owner = new Float64Array(RING);
      this.#type = new Uint16Array(RING);
      this.#trigger = new Float64Array(RING);
    }
    this.#hooks.ensure('hook', true, () => this.#install(plan));
  }

  #install(plan: {
    before: boolean;
    after: boolean;
    destroy: boolean;
    resolve: boolean;
    ring: boolean;
    frames: boolean;
    promises: boolean;
  }) {
    const callbacks: Record<string, unknown> = { init: plan.ring ? this.#initRing : this.#init };
    if (plan.before) callbacks['before'] = plan.frames ? this.#beforeFrame : this.#before;
    if (plan.after) callbacks['after'] = plan.frames ? this.#afterFrame : this.#after;
    if (plan.destroy) callbacks['destroy'] = this.#destroy;
    if (plan.resolve) callbacks['promiseResolve'] = this.#resolve;
    // Node 24.14 and newer; older ones ignore it.
    if (!plan.promises) callbacks['trackPromises'] = false;
    const hook = this.#host.builtins.asyncHooks.createHook(
      callbacks as Parameters<typeof import('node:async_hooks').createHook>[0],
    );
    this.#host.hidden(() => hook.enable());
    return this.#host.patch.action('async hook', () => hook.disable());
  }

  #typeOf(type: string): TypeSites {
    const known = this.#types.get(type);
    if (known !== undefined) return known;
    const name = this.#byIndex.length < MAX_TYPES ? type : 'OTHER';
    const existing = this.#types.get(name);
    if (existing !== undefined) return existing;
    const site = (probe: Name) => this.#sites.site(name, '', probe);
    const made: TypeSites = {
      index: this.#byIndex.length,
      type: name,
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

  /** Only init is asked for: no ring. */
  readonly #init = (asyncId: number, type: string, trigger: number): void => {
    if (type === 'PROMISE' && !this.#promises) return;
    if (this.#host.ownResource(asyncId)) return;
    const at = this.#typeOf(type);
    if (at.sites.init.enabledCount !== 0) this.#fire(at.sites.init, at.type, asyncId, trigger);
  };

  readonly #initRing = (asyncId: number, type: string, trigger: number): void => {
    if (type === 'PROMISE' && !this.#promises) return;
    if (this.#host.ownResource(asyncId)) return;
    const at = this.#typeOf(type);
    const slot = asyncId & MASK;
    this.#owner[slot] = asyncId;
    this.#type[slot] = at.index;
    this.#trigger[slot] = trigger;
    const { frames } = this.#host;
    if (frames.wanted) {
      const replaced = this.#frame[slot];
      if (replaced !== undefined) frames.end(replaced);
      this.#frame[slot] = undefined;
      this.#outer[slot] = frames.current();
    }
    if (at.sites.init.enabledCount === 0) return;
    if (!frames.wanted) return this.#fire(at.sites.init, at.type, asyncId, trigger);
    this.#fireFramed(slot, true, at.sites.init, at.type, asyncId, trigger);
  };

  /** Fires in the resource's own frame, which is made now if it was not. */
  #fireFramed(
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
    this.#host.fireIn(this.#frameOf(slot), opening, site, record);
  }

  #frameOf(slot: number): Frame {
    const { frames } = this.#host;
    return (this.#frame[slot] ??= frames.open(this.#outer[slot] ?? frames.current()));
  }

  /** The type of a live resource; undefined when it is unknown or its slot has been taken over. */
  #known(asyncId: number): TypeSites | undefined {
    const slot = asyncId & MASK;
    const owner = this.#owner[slot] as number;
    if (owner === asyncId) return this.#byIndex[this.#type[slot] as number];
    // Younger owner: this resource lived longer than 65,536 others.
    if (owner > asyncId) this.#host.drop('async');
    return undefined;
  }

  readonly #before = (asyncId: number): void => this.#simple('before', asyncId);
  readonly #after = (asyncId: number): void => this.#simple('after', asyncId);
  readonly #destroy = (asyncId: number): void => {
    this.#simple('destroy', asyncId);
    const slot = asyncId & MASK;
    const frame = this.#owner[slot] === asyncId ? this.#frame[slot] : undefined;
    if (frame !== undefined) {
      this.#host.frames.end(frame);
      this.#frame[slot] = undefined;
    }
  };
  readonly #resolve = (asyncId: number): void => this.#simple('resolve', asyncId);

  #simple(name: Name, asyncId: number): void {
    if (this.#host.busy()) return;
    const at = this.#known(asyncId);
    if (at === undefined || at.sites[name].enabledCount === 0) return;
    const slot = asyncId & MASK;
    const trigger = this.#trigger[slot] as number;
    if (this.#host.frames.wanted) this.#fireFramed(slot, false, at.sites[name], at.type, asyncId, trigger);
    else this.#fire(at.sites[name], at.type, asyncId, trigger);
  }

  /** What `current` was before the callbacks that run now, innermost last. */
  readonly #running: (Frame | undefined)[] = [];

  readonly #beforeFrame = (asyncId: number): void => {
    const { frames } = this.#host;
    const slot = asyncId & MASK;
    const known = this.#owner[slot] === asyncId;
    if (known) this.#simple('before', asyncId);
    this.#running.push(frames.swap(known ? (this.#frame[slot] ?? this.#outer[slot]) : undefined));
  };

  readonly #afterFrame = (asyncId: number): void => {
    this.#host.frames.swap(this.#running.pop());
    this.#simple('after', asyncId);
  };
}
