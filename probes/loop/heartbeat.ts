// hot path: see docs/hot-path.md
/** The timer behind the probes of the event loop; the idle time that libuv counts tells a busy loop from a waiting one. */
import type { Host, Site, Sites } from '../../wire/host.js';
import type { StackFrame } from '../../wire/messages.js';
import type { Enabling } from '../provider.js';
import { type CpuProfile, type CpuProfiler, startCpuProfiler } from '../support/cpu-profiler.js';
import { HookSet } from '../support/hooks.js';
import { ArgRecord } from '../support/record.js';
import { locationOf, pathOfMost } from './culprit.js';

/** Long enough that a user of a service may feel it; above what collections and a JSON.parse of a MB take. */
export const STALL_MS = 50;
const BEAT_MS = 20;
const BEAT_NS = BEAT_MS * 1e6;
const STALL_NS = STALL_MS * 1e6;
const SECOND_NS = 1e9;
const SAMPLE_US = 10_000;
/** Stopping and starting the profiler takes ms: without a stall its samples are thrown away so seldom. */
const FORGET_MS = 30_000;

/** The typed argument `stall`. */
class StallRecord extends ArgRecord {
  readonly id: number;
  readonly durationNs: number;
  readonly callback: string;
  readonly site: string;

  constructor(id: number, durationNs: number, stack: readonly StackFrame[]) {
    super();
    this.id = id;
    this.durationNs = durationNs;
    this.callback = locationOf(stack.at(-1));
    this.site = locationOf(stack[0]);
  }
}

/** The typed argument `second`; one for all firings. */
class SecondRecord extends ArgRecord {
  activeNs = 0;
  idleNs = 0;

  get id(): number {
    return this.permille;
  }

  get permille(): number {
    const all = this.activeNs + this.idleNs;
    return all === 0 ? 0 : Math.round((this.activeNs * 1000) / all);
  }
}

export class Heartbeat implements Enabling {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #stall: Site;
  readonly #delay: Site;
  readonly #utilization: Site;
  readonly #hooks = new HookSet();
  readonly #second = new SecondRecord();
  #profiler: CpuProfiler | undefined;
  /** What the profiler handed over last. */
  #profile: CpuProfile | undefined;
  /** Of the last beat. */
  #beatNs = 0;
  #idleNs = 0;
  #secondNs = 0;
  #secondIdleNs = 0;
  #stalls = 0;

  constructor(host: Host, sites: Sites) {
    this.#host = host;
    this.#sites = sites;
    this.#stall = sites.site('', '', 'stall');
    this.#delay = sites.site('', '', 'delay');
    this.#utilization = sites.site('', '', 'utilization');
  }

  update(): void {
    const sites = this.#sites;
    const sampled =
      sites.anyEnabled('', '', 'stall') &&
      (sites.readsStack('stall') ||
        sites.readsMember('stall', 'stall.callback') ||
        sites.readsMember('stall', 'stall.site'));
    this.#hooks.ensure('profiler', sampled, () => this.#startProfiler());
    this.#hooks.ensure('timer', sites.anyEnabled('', '', ''), () => this.#startTimer());
  }

  /** A stall that the end of the trace has waited for. */
  drain(): void {
    if (this.#beatNs !== 0) this.#judge(this.#now());
  }

  #startTimer(): () => void {
    this.#restart();
    this.#secondNs = this.#beatNs;
    this.#secondIdleNs = this.#idleNs;
    const cancel = this.#host.every(BEAT_MS, () => this.#beat());
    return this.#host.patch.action('timer of loop', () => {
      this.#beatNs = 0;
      cancel();
    });
  }

  #startProfiler(): (() => void) | undefined {
    this.#profiler = startCpuProfiler(this.#host, 'loop:::stall', SAMPLE_US, FORGET_MS, (profile) => {
      this.#profile = profile;
    });
    if (this.#beatNs !== 0) this.#restart();
    return () => {
      this.#profiler?.stop();
      this.#profiler = undefined;
    };
  }

  #restart(): void {
    this.#beatNs = this.#now();
    this.#idleNs = this.#idle();
  }

  #now(): number {
    return this.#host.builtins.performance.nowNs();
  }

  #idle(): number {
    return this.#host.builtins.performance.eventLoopUtilization().idle * 1e6;
  }

  #beat(): void {
    const host = this.#host;
    const now = this.#now();
    if (this.#delay.enabledCount !== 0)
      host.fireAt(now, NO_STACK, this.#delay, Math.max(0, Math.round(now - this.#beatNs - BEAT_NS)));
    if (now - this.#secondNs >= SECOND_NS) this.#tell(now);
    // The profiler was at work since the last beat: a pause of ours, and none to judge.
    if (this.#profile === undefined) this.#judge(now);
    this.#profile = undefined;
    this.#restart();
  }

  #tell(now: number): void {
    const idleNs = this.#idle();
    const second = this.#second;
    second.idleNs = Math.round(Math.min(idleNs - this.#secondIdleNs, now - this.#secondNs));
    second.activeNs = Math.round(now - this.#secondNs - second.idleNs);
    this.#secondNs = now;
    this.#secondIdleNs = idleNs;
    if (this.#utilization.enabledCount !== 0)
      this.#host.fireAt(now, NO_STACK, this.#utilization, second, second.activeNs);
  }

  #judge(now: number): void {
    if (this.#stall.enabledCount === 0 || now - this.#beatNs < STALL_NS) return;
    const blockedNs = Math.round(now - this.#beatNs - (this.#idle() - this.#idleNs));
    if (blockedNs < STALL_NS) return;
    this.#profiler?.collect();
    const profile = this.#profile;
    const stack = profile === undefined ? NO_STACK : pathOfMost(this.#host, profile, now - blockedNs, now);
    this.#host.fireAt(now, stack, this.#stall, new StallRecord(++this.#stalls, blockedNs, stack), blockedNs);
    this.#restart();
  }
}

const NO_STACK: readonly StackFrame[] = [];
