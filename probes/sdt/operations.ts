// hot path: see docs/hot-path.md
/**
 * Frames of self-> for tracing channels: an operation has one context object, from its start to its end. What it runs
 * is below its frame, by the stores that Node lets a channel bind. It is over with asyncEnd, or with an end that has
 * the result already.
 */
import type { Frame, Host } from '../../wire/host.js';
import { HookSet } from '../support/hooks.js';
import type { Event } from './names.js';

type Storage = NonNullable<Host['frames']['storage']>;

/** What must be heard of an operation whose start is asked for. */
export const COMPANIONS: readonly Event[] = ['end', 'asyncStart', 'asyncEnd'];

export class TracedOperations {
  readonly #host: Host;
  readonly #storage: Storage;
  readonly #frames = new WeakMap<object, Frame>();
  readonly #hooks = new HookSet();
  /** Of operations that wait, perhaps for ever. */
  readonly #lost: FinalizationRegistry<Frame>;

  constructor(host: Host, storage: Storage) {
    this.#host = host;
    this.#storage = storage;
    this.#lost = new FinalizationRegistry((frame) => host.hidden(() => host.frames.end(frame)));
  }

  /** Runs what such a channel runs, the function that is traced or its callback, below the operation's frame. */
  bind(event: Event, channel: string, wanted: boolean): void {
    if (event !== 'start' && event !== 'asyncStart') return;
    const storage = this.#storage;
    this.#hooks.ensure(channel, wanted, () => {
      const bound = this.#host.builtins.channels.channel(channel);
      bound.bindStore(storage, (context) => this.#frameFor(event, context) as Frame);
      return this.#host.patch.action(`store of channel ${channel}`, () => bound.unbindStore(storage));
    });
  }

  /** Asked by Node: the store of the code that runs next. */
  #frameFor(event: Event, context: unknown): Frame | undefined {
    const outer = this.#storage.getStore();
    if (typeof context !== 'object' || context === null || this.#host.busy()) return outer;
    try {
      return this.frameOf(event, context) ?? outer;
    } catch (error) {
      this.#host.trouble('sdt', error);
      return outer;
    }
  }

  /** Of the operation; in its start a new one. Undefined when that was not seen. */
  frameOf(event: Event, context: object): Frame | undefined {
    const known = this.#frames.get(context);
    if (known !== undefined || event !== 'start') return known;
    const { frames } = this.#host;
    const frame = frames.open(frames.current());
    this.#frames.set(context, frame);
    return frame;
  }

  /** The clauses have run. */
  passed(event: Event, context: object, frame: Frame): void {
    if (event === 'asyncEnd') this.#lost.unregister(frame);
    else if (event !== 'end') return;
    else if (!this.#isSettled(context)) {
      this.#lost.register(context, frame, frame);
      return;
    }
    this.#frames.delete(context);
    this.#host.frames.end(frame);
  }

  #isSettled(context: object): boolean {
    if (this.#host.builtins.types.isProxy(context)) return false;
    return Object.hasOwn(context, 'result') || Object.hasOwn(context, 'error');
  }
}
