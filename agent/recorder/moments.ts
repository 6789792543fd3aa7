// hot path: see docs/hot-path.md
/** What all parts of the recorder share: the graph, the present moment, and how work of the agent is done in it. */
import { Graph } from '../../graph/graph.js';
import type { Activation, Departure, Issue, Mark } from '../../graph/model.js';
import type { Host } from '../../wire/host.js';
import { state } from '../fire.js';
import { HostDate, nowNs } from '../host.js';
import { CallStacks } from './call-stacks.js';
import { Causality } from './causality.js';
import { TEST_TYPE, Tests } from './tests.js';

export type RecorderEvents = {
  issued(issue: Issue): void;
  departed(departure: Departure): void;
};

const { now: dateNow } = HostDate;

/** Of a request, a command. */
export const MAX_LABEL = 200;

export abstract class Moments {
  readonly graph: Graph;
  readonly causality: Causality;
  readonly tests = new Tests();
  protected readonly host: Host;
  protected readonly events: RecorderEvents;
  protected readonly stacks: CallStacks;

  constructor(host: Host, events: RecorderEvents) {
    this.host = host;
    this.events = events;
    const drop = (count = 1): void => host.drop('graph', count);
    this.graph = new Graph(drop);
    this.graph.epochMs = dateNow() - nowNs() / 1e6;
    this.stacks = new CallStacks(host.isOwnFile, () => drop());
    this.causality = new Causality(
      this.graph,
      this.stacks,
      new Map([
        ['Timeout', (made, resource) => this.timer(made, resource)],
        ['FSEVENTWRAP', (made, resource) => this.watcher(made, resource)],
        ['STATWATCHER', (made, resource) => this.watcher(made, resource)],
        [TEST_TYPE, (made, resource) => this.tests.begun(made, resource)],
      ]),
      () => host.drop('sampling'),
    );
  }

  protected abstract timer(made: Activation, resource: object): void;

  protected abstract watcher(made: Activation, resource: object): void;

  get recording(): boolean {
    return !this.causality.resting && state.inProbe === 0 && this.causality.current() !== undefined;
  }

  /** Runs unless the moment is not followed; what it does is the agent's own work. */
  protected at<T>(work: (mark: Mark) => T): T | undefined {
    if (this.causality.resting || state.inProbe !== 0) return undefined;
    const current = this.causality.current();
    if (current === undefined) return undefined;
    state.inProbe++;
    try {
      return work(this.causality.markIn(current));
    } catch (error) {
      this.host.trouble('graph', error);
      return undefined;
    } finally {
      state.inProbe--;
    }
  }

  /** A moment that is not followed, of which only the time is known. */
  protected bare(): Mark {
    const stack = this.hidden(() => this.stacks.capture());
    return this.graph.activations.mark({ exec: -1, run: -1, stack, at: this.causality.now() }, undefined);
  }

  protected hidden<T>(work: () => T): T {
    state.inProbe++;
    try {
      return work();
    } finally {
      state.inProbe--;
    }
  }
}
