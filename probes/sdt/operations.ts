// hot path: see docs/hot-path.md
/**
 * Frames of self-> for tracing channels: an operation has one context object, from its start to its end. It is over
 * with asyncEnd, or with an end that already has the result.
 */
import type { Frame, Host } from '../../wire/host.js';
import type { Event } from './names.js';

export class TracedOperations {
  readonly #host: Host;
  readonly #frames = new WeakMap<object, Frame>();
  /** Of operations that nobody ends. */
  readonly #lost: FinalizationRegistry<Frame>;

  constructor(host: Host) {
    this.#host = host;
    this.#lost = new FinalizationRegistry((frame) => host.hidden(() => host.frames.end(frame)));
  }

  /** Of the operation; in its start a new one. Undefined when that was not seen. */
  frameOf(event: Event, context: object): Frame | undefined {
    const known = this.#frames.get(context);
    if (known !== undefined || event !== 'start') return known;
    const { frames } = this.#host;
    const frame = frames.open(frames.current());
    this.#frames.set(context, frame);
    this.#lost.register(context, frame, frame);
    return frame;
  }

  /** The clauses have run. */
  passed(event: Event, context: object, frame: Frame): void {
    if (event === 'asyncEnd' || (event === 'end' && this.#isSettled(context))) {
      this.#frames.delete(context);
      this.#lost.unregister(frame);
      this.#host.frames.end(frame);
    }
  }

  #isSettled(context: object): boolean {
    if (this.#host.builtins.types.isProxy(context)) return false;
    return Object.hasOwn(context, 'result') || Object.hasOwn(context, 'error');
  }
}
