/**
 * The agent of this isolate, from the first consumer to the last: owns what all consumers share (sites,
 * patches, stacks, frames), implements the providers' host, and restores everything when nobody is left.
 */

import { LossRecord } from '../probes/abort/losses.js';
import { PROVIDERS } from '../probes/index.js';
import type { Host, Site } from '../wire/host.js';
import type { AgentStatus, Drops, EnabledMessage, StackFrame } from '../wire/messages.js';
import { DEFAULT_WATCH, type WatchOptions } from '../wire/watch.js';
import { Children } from './children.js';
import { onProcessExit } from './exit.js';
import { fire, fireIn, firingNow, hidden, mend, type ProbeSite, state } from './fire.js';
import { FrameStore } from './frames.js';
import { Functions } from './functions.js';
import {
  asyncHooks,
  asyncHooksAreSafe,
  builtins,
  clearTimeout,
  describeError,
  nodeVersion,
  nowNs,
  setTimeout,
} from './host.js';
import { ownExecution, ownResource } from './own.js';
import { Patches, type Restored } from './patch.js';
import { Observation } from './recorder/observation.js';
import type { Watch } from './recorder/watch.js';
import { Registry } from './registry.js';
import { dataProperty } from './safe-reads.js';
import type { Session } from './session.js';
import { StackStore } from './stacks.js';

/** Names under which code of ours stands in stacks: the bundle, the programs. */
const OWN_FILE = /^ntrace:/;

export class Agent {
  readonly stacks: StackStore;
  readonly frames = new FrameStore();
  readonly registry: Registry;
  readonly host: Host;
  readonly children: Children;
  readonly functions: Functions;
  readonly #patches: Patches;
  readonly #sessions = new Set<Session>();
  #asyncHooksAllowed = asyncHooksAreSafe();

  constructor() {
    this.#patches = new Patches((what, message) => this.trouble(what, message));
    this.stacks = new StackStore(
      (file) => OWN_FILE.test(file),
      () => this.#drop('stack', 1),
      (error) => this.trouble('stacks', describeError(error)),
    );
    this.host = this.#makeHost();
    this.children = new Children(this.host);
    this.functions = new Functions(
      () => this.#sessions,
      () => this.registry.update(),
    );
    this.registry = new Registry(this.host, PROVIDERS, ownModules());
  }

  get sessions(): ReadonlySet<Session> {
    return this.#sessions;
  }

  // ---- watchers of the cancel graph

  #observation: Observation | undefined;
  #stopObserving = (): void => {};

  get #watches(): Iterable<Watch> {
    return this.#observation?.watches ?? [];
  }

  /** Nobody is connected. */
  get #alone(): boolean {
    return this.#sessions.size === 0 && this.#observation === undefined;
  }

  addWatch(watch: Watch): void {
    if (this.#alone) this.#hookExit();
    this.#observe(watch.options).add(watch);
  }

  removeWatch(watch: Watch): Restored {
    this.#observation?.remove(watch);
    return this.#settle();
  }

  /** Turns the graph on, for who watches it and for clauses on abort:::lost. */
  #observe(options: WatchOptions): Observation {
    let observation = this.#observation;
    if (observation === undefined) {
      const site = this.#lostSite();
      const made = new Observation(this, options, (loss) => {
        if (site.enabledCount === 0) return;
        const { site: begun } = loss.wentOn;
        this.host.fireAt(nowNs(), begun === null ? [] : [begun], site, new LossRecord(loss));
      });
      this.#observation = observation = made;
      this.#stopObserving = this.#patches.action('async hook of the graph', () => made.stop());
      this.registry.update();
    }
    return observation;
  }

  #lostSite(): ProbeSite {
    return this.registry.site({ provider: 'abort', module: '', function: '', name: 'lost' });
  }

  /** A session has begun or ended. */
  observeIfAsked(): void {
    if (this.#asksGraph) this.#observe(DEFAULT_WATCH);
  }

  /** By a clause on abort:::lost, or by a variable. */
  get #asksGraph(): boolean {
    if (this.#lostSite().enabledCount !== 0) return true;
    for (const { program } of this.#sessions) if (program.needs.graph) return true;
    return false;
  }

  #stopIfUnasked(): void {
    if (this.#observation === undefined || this.#observation.watches.size > 0) return;
    if (this.#asksGraph) return;
    this.#observation = undefined;
    this.#stopObserving();
  }

  // ---- consumers

  add(session: Session): void {
    if (this.#alone) this.#hookExit();
    if (session.options.unsafeHooks) this.#asyncHooksAllowed = true;
    this.#sessions.add(session);
    session.start();
  }

  /** Ends a session; the last one takes everything of the agent's with it. */
  remove(session: Session, run: 'end' | 'quiet'): Restored {
    session.stop(run);
    this.#sessions.delete(session);
    return this.#settle();
  }

  #settle(): Restored {
    this.#stopIfUnasked();
    if (!this.#alone) {
      // First, so that the providers see that no frame is wanted any more.
      if (![...this.#sessions].some((session) => session.program.needs.self)) this.#dropFrames();
      this.registry.update();
      return { done: 0, of: 0, left: [] };
    }
    const restored = this.#patches.restore();
    this.registry.reset();
    this.#asyncHooksAllowed = asyncHooksAreSafe();
    return restored;
  }

  /** The process ends: END runs here and what is left goes out while it still can. */
  #hookExit(): void {
    const onExit = (): void => {
      hidden(() => {
        for (const session of [...this.#sessions]) {
          session.stop('end');
          session.put({
            type: 'bye',
            reason: 'target-exit',
            restored: { done: 0, of: 0 },
            left: [],
            endRan: true,
          });
          session.flushAtExit();
        }
        this.#observation?.finish();
        for (const watch of [...this.#watches]) watch.atExit();
      });
    };
    this.#patches.action("process 'exit' listener", onProcessExit(onExit));
  }

  #stopFrames: (() => void) | undefined;

  wantFrames(): void {
    if (this.#stopFrames !== undefined) return;
    this.frames.start();
    this.#stopFrames = this.#patches.action('context of self->', () => {
      this.frames.stop();
      this.#stopFrames = undefined;
    });
  }

  #dropFrames(): void {
    this.#stopFrames?.();
  }

  /** Enabled probes that this Node must not run, and why. */
  refusals(session: Session): EnabledMessage['refused'] {
    if (this.#asyncHooksAllowed) return [];
    return this.registry
      .sitesOf('async')
      .filter((site) => site.clauses.some((clause) => clause.owner === session))
      .slice(0, 1)
      .map(() => ({
        probe: 'async:::',
        reason: `on Node ${nodeVersion.join('.')} a stack overflow is fatal while async hooks are on (CVE-2025-59466); fixed in 20.20, 22.22, 24.13, 25.3`,
      }));
  }

  firingSite(): ProbeSite {
    return state.site;
  }

  // ---- timers of the agent

  after(ms: number, work: () => void): () => void {
    const timer = hidden(() => setTimeout(() => this.#guarded('timer', work), ms));
    timer.unref();
    return () => hidden(() => clearTimeout(timer));
  }

  every(ms: number, work: () => void): () => void {
    let cancel = (): void => {};
    let stopped = false;
    const arm = (): void => {
      cancel = this.after(ms, () => {
        if (stopped) return;
        arm();
        work();
      });
    };
    arm();
    return () => {
      stopped = true;
      cancel();
    };
  }

  #guarded(what: string, work: () => void): void {
    if (mend()) this.trouble('a firing', 'was cut off, by a vm timeout perhaps; probes were silent since');
    try {
      hidden(work);
    } catch (error) {
      this.trouble(what, describeError(error));
    }
  }

  trouble(what: string, message: string): void {
    for (const session of this.#sessions) session.put({ type: 'trouble', what, message });
    for (const watch of this.#watches) watch.put({ type: 'trouble', what, message });
  }

  #drop(cause: keyof Drops, count: number): void {
    for (const session of this.#sessions) session.drop(cause, count);
    for (const watch of this.#watches) watch.drop(cause, count);
  }

  status(): AgentStatus {
    const sessions = [...this.#sessions];
    const drops: Drops = {};
    for (const session of sessions) {
      for (const [cause, count] of Object.entries(session.drops)) {
        drops[cause as keyof Drops] = (drops[cause as keyof Drops] ?? 0) + count;
      }
    }
    return {
      consumers: sessions.length,
      patches: this.#patches.size,
      enabledProbes: this.registry.enabledProbes,
      aggregationCells: sessions.reduce((sum, session) => sum + session.cells, 0),
      internedStacks: this.stacks.size,
      selfVariables: this.frames.live,
      selfOperations: this.frames.operations,
      bytes: sessions.reduce((sum, session) => sum + session.bytes, 0) + this.stacks.bytes,
      drops,
    };
  }

  #makeHost(): Host {
    const agent = this;
    return {
      patch: this.#patches,
      frames: this.frames,
      builtins,
      get functions() {
        return agent.functions;
      },
      fire: fire as Host['fire'],
      fireIn: fireIn as Host['fireIn'],
      fireAt(ns: number, stack: readonly StackFrame[], site: Site, a0?: unknown, a1?: unknown) {
        // The agent's own work calls this, however deep it is hidden; never a clause.
        const busy = state.inProbe;
        state.inProbe = 0;
        state.now = ns;
        state.stack = agent.stacks.intern(stack);
        try {
          fire(site as ProbeSite, a0, a1);
        } finally {
          state.stack = -1;
          state.inProbe = busy;
        }
      },
      fireCalled(callee, fireNow) {
        agent.stacks.callee = callee;
        try {
          fireNow();
        } finally {
          agent.stacks.callee = undefined;
        }
      },
      busy: () => state.inProbe !== 0,
      ownExecution,
      ownResource,
      now: firingNow,
      hidden,
      every: (ms, work) => agent.every(ms, work),
      after: (ms, work) => agent.after(ms, work),
      drop: (cause, count = 1) => agent.#drop(cause, count),
      trouble: (what, error) => agent.trouble(what, describeError(error)),
      callerSite() {
        const frame = hidden(() => agent.stacks.top());
        return frame === undefined ? '' : `${frame.file}:${frame.line}:${frame.column}|${frame.function}`;
      },
      get graph() {
        return agent.#observation?.recorder;
      },
      get lead() {
        return [...agent.#sessions].some((session) => session.lead);
      },
      get asyncHooksAllowed() {
        return agent.#asyncHooksAllowed;
      },
      property: dataProperty,
      isOwnFile: (file) => OWN_FILE.test(file),
    };
  }
}

/** Modules that open providers offer in this Node: the resource types of async. Listed in this order by -l too. */
export function ownModules(): Readonly<Record<string, readonly string[]>> {
  const { asyncWrapProviders } = asyncHooks as unknown as { asyncWrapProviders?: Record<string, number> };
  return { async: Object.keys(asyncWrapProviders ?? {}).filter((type) => type !== 'NONE') };
}
