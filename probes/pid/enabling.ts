/**
 * The hooks of pid. A function is probed by a breakpoint whose condition fires the probe and is never true; returns by
 * a pause; a method that is seen being called through its class by a wrapper from then on. What is slow is limited.
 */
import type { FunctionPlan, Place } from '../../wire/functions.js';
import type { Host, Sites } from '../../wire/host.js';
import type { Enabling } from '../provider.js';
import { HookSet } from '../support/hooks.js';
import { Debugger, type Paused, type RemoteObject } from './debugger.js';
import { holderOf } from './holder.js';
import { Limiter } from './limiter.js';
import { type Actual, type Point, Probed } from './probed.js';
import { type Ended, fireReturn, fireSettled, Settling } from './settling.js';
import { HOOK, HOOK_KEY, type Hook, Values } from './values.js';
import { wrapMethod } from './wrapper.js';

/** A pause costs as much as so many hits. */
const PAUSE = 10;
/** How long breakpoints over the limit rest, and how often it is looked whether somebody debugs. */
const REST_MS = 1000;
const DEBUGGED_MS = 250;
const SLICE = 100;
/** A returned promise that is bound to another is asked again, ever more seldom. */
const MOST_ASKED = 12;

type Armed = { readonly breakpointId: string; readonly actualLocation: Actual };

export class FunctionEnabling implements Enabling {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #hooks = new HookSet();
  readonly #probed = new Map<string, Probed>();
  /** By the number in their conditions. */
  readonly #points: Point[] = [];
  readonly #numbers = new Map<Point, number>();
  readonly #byBreakpoint = new Map<string, Point>();
  #debugger: Debugger | undefined;
  #values: Values | undefined;
  #settling: Settling | undefined;
  readonly #hits = new Limiter();
  readonly #pauses = new Limiter();
  /** Until shown otherwise: the port by which the agent came may still be open. */
  #debugged = true;
  readonly #resting = new Set<Point>();
  /** Wanted and not armed yet. */
  readonly #queue = new Set<Point>();
  #arming = false;
  /** What clauses take: asked once for all functions. */
  #takesStack = false;
  #reads = { outcome: false, value: false, elapsed: false };

  constructor(host: Host, sites: Sites) {
    this.#host = host;
    this.#sites = sites;
  }

  update(): void {
    const wanted = this.#sites.anyEnabled('', '', '');
    this.#hooks.ensure('session', wanted, () => this.#open());
    if (this.#debugger === undefined) return;
    const { rate, plans } = this.#host.functions;
    this.#hits.most = rate;
    this.#pauses.most = Math.max(1, Math.floor(rate / PAUSE));
    for (const plan of plans) this.#learn(plan);
    const reads = (arg: number): boolean => this.#sites.readsArg('return', arg);
    this.#takesStack = this.#sites.readsStack('entry');
    this.#reads = { outcome: reads(0), value: reads(1), elapsed: reads(2) };
    for (const probed of this.#probed.values()) this.#sync(probed);
    const settles = [...this.#probed.values()].some(
      ({ back, plan }) => back.enabledCount !== 0 && plan.kind === 'async',
    );
    const settling = this.#settling as Settling;
    settling.reads = this.#reads.outcome || this.#reads.value;
    this.#hooks.ensure('settling', settles, () => settling.install());
    const pauses = [...this.#probed.values()].some(({ back }) => back.enabledCount !== 0);
    this.#hooks.ensure('debuggers', pauses, () =>
      this.#host.every(DEBUGGED_MS, () => this.#lookForDebugger()),
    );
  }

  #open(): () => void {
    const { patch, builtins, functions } = this.#host;
    const hook = this.#hit as unknown as Hook;
    patch.property('hook of function probes', builtins.global, HOOK_KEY, () => ({
      configurable: true,
      enumerable: false,
      writable: false,
      value: hook,
    }));
    let known = false;
    const session = new Debugger(
      this.#host,
      (script) => {
        if (known) functions.compiled(script);
      },
      this.#paused,
    );
    known = true;
    this.#debugger = session;
    this.#values = new Values(session, hook);
    this.#settling = new Settling(this.#host, this.#values, this.#hits);
    functions.serve({
      scripts: () => [...session.scripts.values()],
      textOf: (script) => session.sourceOf(script),
    });
    return patch.action('inspector session of function probes', () => this.#close());
  }

  #close(): void {
    const session = this.#debugger;
    this.#debugger = undefined;
    for (const point of this.#byBreakpoint.values()) point.breakpoints = [];
    this.#byBreakpoint.clear();
    this.#probed.clear();
    this.#resting.clear();
    this.#queue.clear();
    this.#host.functions.serve(undefined);
    session?.close();
  }

  #learn(plan: FunctionPlan): void {
    const key = `${plan.script}:${plan.body.line}:${plan.body.column}`;
    const known = this.#probed.get(key);
    if (known === undefined)
      this.#probed.set(
        key,
        new Probed(plan, this.#debugger?.scripts.get(plan.script)?.url ?? '', this.#sites),
      );
    else known.addLines(plan, this.#sites);
  }

  #sync(probed: Probed): void {
    const { entry, back } = probed;
    probed.takesStack = this.#takesStack;
    probed.readsElapsed = this.#reads.elapsed;
    const called = entry.enabledCount !== 0 || back.enabledCount !== 0;
    if (!called && probed.unwrap !== undefined) {
      probed.unwrap();
      probed.unwrap = undefined;
      probed.sought = false;
    }
    for (const point of probed.points) {
      const wrapped = probed.unwrap !== undefined && point.kind !== 'line';
      const seeks = point.kind === 'entry' && back.enabledCount !== 0 && probed.plan.key !== '';
      const wanted = (point.site.enabledCount !== 0 || seeks) && !wrapped;
      if (!wanted) this.#disarm(point);
      else if (point.breakpoints.length === 0 && !point.resting) this.#queue.add(point);
    }
    if (!this.#arming) this.#armSome();
  }

  /** Each takes some 0.2 ms: thousands at once would stop the application. */
  #armSome(): void {
    this.#arming = false;
    let armed = 0;
    for (const point of this.#queue) {
      if (armed++ === SLICE) {
        this.#arming = true;
        this.#host.after(0, () => this.#armSome());
        return;
      }
      this.#queue.delete(point);
      if (this.#debugger !== undefined) this.#arm(point);
    }
  }

  // ---- breakpoints

  #arm(point: Point): void {
    // With somebody else attached a pause would last until they continue.
    if (point.kind === 'return' && this.#isDebugged()) return;
    const session = this.#debugger as Debugger;
    const { plan } = point.probed;
    point.places ??= this.#returnsOf(plan);
    const ids: string[] = [];
    for (const place of point.places) {
      try {
        const { breakpointId, actualLocation } = session.call<Armed>('Debugger.setBreakpoint', {
          location: { scriptId: plan.script, lineNumber: place.line, columnNumber: place.column },
          ...(point.kind === 'return' ? {} : { condition: this.#condition(point) }),
        });
        // Of a function that nobody can call any more V8 knows no place, and takes the next that it knows.
        if (!point.probed.has(actualLocation)) {
          session.call('Debugger.removeBreakpoint', { breakpointId });
          continue;
        }
        ids.push(breakpointId);
        this.#byBreakpoint.set(breakpointId, point);
        if (point.kind === 'entry') point.probed.enteredAt(actualLocation);
      } catch (error) {
        // Two probes may share a place: that of an empty function is its return too.
        if (point.kind === 'entry') this.#host.trouble(`pid ${plan.file} ${plan.name}`, error);
      }
    }
    point.breakpoints = ids;
  }

  #condition(point: Point): string {
    let number = this.#numbers.get(point);
    if (number === undefined) {
      number = this.#points.push(point) - 1;
      this.#numbers.set(point, number);
    }
    const { self, args } = point.probed.plan;
    const call = point.kind === 'line' ? `${HOOK}(${number})` : `${HOOK}(${number}, ${self}, ${args})`;
    // Its frame is ours: stacks leave it out.
    return `${call}\n//# sourceURL=ntrace:probe`;
  }

  #returnsOf({ script, body, end }: FunctionPlan): readonly Place[] {
    const at = ({ line, column }: Place) => ({ scriptId: script, lineNumber: line, columnNumber: column });
    const { locations } = (this.#debugger as Debugger).call<{
      locations: readonly { lineNumber: number; columnNumber: number; type?: string }[];
    }>('Debugger.getPossibleBreakpoints', {
      start: at(body),
      end: at({ ...end, column: end.column + 1 }),
      restrictToFunction: true,
    });
    return locations
      .filter(({ type }) => type === 'return')
      .map(({ lineNumber: line, columnNumber: column }) => ({ line, column }));
  }

  #isDebugged(): boolean {
    return this.#host.builtins.inspector?.url() !== undefined;
  }

  #lookForDebugger(): void {
    const debugged = this.#isDebugged();
    if (debugged === this.#debugged) return;
    this.#debugged = debugged;
    if (debugged)
      this.#host.trouble(
        'pid',
        new Error('an inspector is open: returns are not seen by breakpoint until it is closed'),
      );
    for (const { points } of this.#probed.values())
      for (const point of points) if (debugged && point.kind === 'return') this.#disarm(point);
    if (!debugged) for (const probed of this.#probed.values()) this.#sync(probed);
  }

  #disarm(point: Point): void {
    this.#queue.delete(point);
    for (const breakpointId of point.breakpoints) {
      this.#byBreakpoint.delete(breakpointId);
      this.#debugger?.call('Debugger.removeBreakpoint', { breakpointId });
    }
    point.breakpoints = [];
  }

  /** Over the limit: it is off until the next second. Allowed inside a condition, which ending the session is not. */
  #rest(point: Point): void {
    this.#host.drop('function');
    point.resting = true;
    this.#disarm(point);
    if (this.#resting.size === 0) this.#host.after(REST_MS, () => this.#wake());
    this.#resting.add(point);
  }

  #wake(): void {
    const rested = [...this.#resting];
    this.#resting.clear();
    for (const point of rested) {
      point.resting = false;
      if (this.#debugger !== undefined) this.#sync(point.probed);
    }
  }

  // ---- hits

  /** Called by conditions, with a probe's number, `this` and the arguments. Never true: nothing stops. */
  readonly #hit = (number: number, self?: unknown, args: ArrayLike<unknown> = []): false => {
    if (!this.#host.busy())
      this.#debugger?.called(() => this.#hitAt(this.#points[number] as Point, self, args));
    return false;
  };

  #hitAt(point: Point, self: unknown, args: ArrayLike<unknown>): void {
    const host = this.#host;
    try {
      if (!this.#hits.take(host.now())) return host.hidden(() => this.#rest(point));
      const { site, probed } = point;
      if (!probed.sought && probed.plan.key !== '' && point.kind === 'entry') this.#seek(probed, self);
      if (site.enabledCount !== 0) host.fire(site, args[0], args[1], args[2], args[3], args[4], args[5]);
    } catch (error) {
      host.trouble('pid', error);
    }
  }

  /** The object that the method was called on has its class: from the next turn on a wrapper takes over. */
  #seek(probed: Probed, self: unknown): void {
    probed.sought = true;
    this.#host.after(0, () => {
      const { plan } = probed;
      if (this.#debugger === undefined) return;
      const holder = holderOf(self, plan, this.#values as Values, this.#host.builtins.types);
      if (holder === undefined) return;
      probed.unwrap = wrapMethod(this.#host, this.#settling as Settling, holder, probed);
      this.#sync(probed);
    });
  }

  readonly #paused = ({ params }: Paused): void => {
    try {
      const { hitBreakpoints = [], callFrames } = params;
      for (const id of hitBreakpoints) {
        const point = this.#byBreakpoint.get(id);
        if (point?.kind === 'return') this.#returned(point, callFrames[0]?.returnValue);
      }
    } catch (error) {
      this.#host.trouble('pid', error);
    }
  };

  #returned(point: Point, remote: RemoteObject | undefined): void {
    const host = this.#host;
    if (host.busy() || point.site.enabledCount === 0) return;
    if (!this.#pauses.take(host.now())) return host.hidden(() => this.#rest(point));
    const isAsync = point.probed.plan.kind === 'async';
    const wanted = this.#reads.value || (isAsync && this.#reads.outcome);
    const value = wanted && remote !== undefined ? host.hidden(() => this.#valueOf(remote)) : undefined;
    if (isAsync && typeof value === 'object' && value !== null) this.#settle(point, value, 0);
    else fireReturn(host, bare(point), isAsync ? 'resolved' : 'returned', value, 0);
  }

  #valueOf(remote: RemoteObject): unknown {
    return this.#values?.valueOf(remote);
  }

  /** It is at its return: its promise is settled next, or when another one is. */
  #settle(point: Point, promise: object, asked: number): void {
    const host = this.#host;
    const ask = (): void => {
      try {
        const outcome = host.hidden(() => this.#values?.settled(promise));
        if (this.#debugger === undefined || outcome === undefined) return;
        if (outcome.state !== 'pending') fireSettled(host, bare(point), outcome, 0);
        else if (asked < MOST_ASKED) host.after(2 ** asked, () => this.#settle(point, promise, asked + 1));
        else host.drop('function');
      } catch (error) {
        host.trouble('pid', error);
      }
    };
    host.hidden(() => host.builtins.queueMicrotask(ask));
  }
}

/** By breakpoint a call is seen at its end only. */
function bare({ site }: Point): Ended {
  return { site, frame: undefined, startNs: 0 };
}
