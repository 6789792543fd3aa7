// hot path: see docs/hot-path.md
/**
 * Dispatches under way. When a clause asks what listeners do, each node of Node's list gets its callback
 * exchanged for the time of that dispatch only, so that nothing has to be undone at detach and listeners keep
 * their identity. Nothing of this may throw into the application: what fails is told, and the call is made.
 */
import type { Frame, Host, Site } from '../../wire/host.js';
import type { AnyFunction } from '../support/replace.js';
import { behindReference, handlerOf, type ListenerRecords } from './listeners.js';
import type { ListenerRoot, Origin, SignalRecord, SignalSites, Signals } from './signals.js';

type Callback = (this: unknown, ...args: unknown[]) => unknown;
type Reference = { deref(): Callback | undefined };

/** A node of Node's list, as far as we touch it. */
type ListenerNode = {
  readonly next: ListenerNode | undefined;
  callback: Callback | Reference;
  readonly listener: unknown;
  readonly once: boolean;
  readonly weak: boolean;
  readonly removed: boolean;
  /** Since Node 26, of weak ones. */
  readonly weakKeyRef?: unknown;
};

/** A callback that was exchanged, and the one that was exchanged before it. */
type Exchange = {
  readonly node: ListenerNode;
  readonly theirs: ListenerNode['callback'];
  readonly ours: ListenerNode['callback'];
  readonly before: Exchange | undefined;
};

/** One for each depth of nesting, used again and again. */
class Dispatch {
  readonly outer: Dispatch | undefined;
  inner: Dispatch | undefined;
  signal: SignalRecord | undefined;
  /** For the graph, while it is on. */
  native: AbortSignal | undefined;
  frame: Frame | undefined;
  outerFrame: Frame | undefined;
  /** The list whose callbacks this dispatch exchanged. */
  root: ListenerRoot | undefined;
  exchanged: Exchange | undefined;
  delivered = 0;
  threw = 0;

  constructor(outer: Dispatch | undefined) {
    this.outer = outer;
  }
}

export class Dispatches {
  readonly #host: Host;
  readonly #signals: Signals;
  readonly #listeners: ListenerRecords;
  readonly #at: Readonly<Record<Origin, SignalSites>>;
  readonly #failed: (error: unknown) => void;
  readonly #outermost = new Dispatch(undefined);
  #running: Dispatch | undefined;
  /** Some clause reads how many listeners ran. */
  readsDelivered = false;

  constructor(
    host: Host,
    signals: Signals,
    listeners: ListenerRecords,
    at: Readonly<Record<Origin, SignalSites>>,
    failed: (error: unknown) => void,
  ) {
    this.#host = host;
    this.#signals = signals;
    this.#listeners = listeners;
    this.#at = at;
    this.#failed = failed;
  }

  run(signal: AbortSignal, original: AnyFunction, args: IArguments): unknown {
    const outer = this.#running;
    let dispatch: Dispatch | undefined;
    try {
      dispatch = outer === undefined ? this.#outermost : (outer.inner ??= new Dispatch(outer));
      this.#running = dispatch;
      this.#begin(dispatch, signal);
    } catch (error) {
      this.#failed(error);
    }
    try {
      return Reflect.apply(original, signal, args);
    } finally {
      this.#running = outer;
      if (dispatch !== undefined) this.#end(dispatch);
    }
  }

  /** A listener was added: if its signal is being dispatched, it may still run. */
  added(signal: AbortSignal): void {
    if (this.#running === undefined) return;
    const root = this.#signals.listenerRoot(signal);
    const holder = root === undefined ? undefined : holderOf(root, this.#running);
    let newest = holder?.root?.next as ListenerNode | undefined;
    while (newest?.next !== undefined) newest = newest.next;
    if (holder === undefined || newest === undefined) return;
    for (let at = holder.exchanged; at !== undefined; at = at.before) if (at.node === newest) return;
    this.#exchange(holder, newest);
  }

  #begin(dispatch: Dispatch, signal: AbortSignal): void {
    const { frames } = this.#host;
    dispatch.delivered = 0;
    dispatch.threw = 0;
    const known = (dispatch.signal = this.#signals.borrow(signal));
    const followed = this.#host.graph?.dispatchBegins(signal, this.#signals.isAborted(signal)) === true;
    if (followed) dispatch.native = signal;
    const at = this.#at[known.origin];
    if (frames.wanted) {
      dispatch.frame = frames.open(frames.current());
      dispatch.outerFrame = frames.swap(dispatch.frame);
    }
    this.#fire(dispatch.frame, true, at.fire, known);
    const counts = this.readsDelivered && at.fired.enabledCount !== 0;
    if (followed || counts || at.entry.enabledCount !== 0 || at.return.enabledCount !== 0)
      this.#exchangeAll(dispatch, signal);
  }

  #end(dispatch: Dispatch): void {
    const { signal, native, frame, outerFrame } = dispatch;
    try {
      if (native !== undefined) this.#host.graph?.dispatchEnds(native);
      for (let at = dispatch.exchanged; at !== undefined; at = at.before)
        if (at.node.callback === at.ours) at.node.callback = at.theirs;
      dispatch.exchanged = dispatch.root = dispatch.signal = dispatch.native = undefined;
      dispatch.frame = dispatch.outerFrame = undefined;
      if (frame !== undefined) this.#host.frames.swap(outerFrame);
      if (signal === undefined) return;
      this.#fire(frame, false, this.#at[signal.origin].fired, signal, dispatch.delivered, dispatch.threw);
      if (frame !== undefined) this.#host.frames.end(frame);
      this.#signals.giveBack(signal);
    } catch (error) {
      this.#failed(error);
    }
  }

  // ---- listeners

  #exchangeAll(dispatch: Dispatch, signal: AbortSignal): void {
    const root = this.#signals.listenerRoot(signal);
    // A dispatch inside one of the same signal finds the callbacks exchanged: they count for the innermost.
    if (root === undefined || holderOf(root, dispatch.outer) !== undefined) return;
    dispatch.root = root;
    for (let node = root.next as ListenerNode | undefined; node !== undefined; node = node.next)
      this.#exchange(dispatch, node);
  }

  #exchange(holder: Dispatch, node: ListenerNode): void {
    const dispatches = this;
    const theirs = node.callback;
    const callback = behindReference(theirs);
    if (typeof callback !== 'function') return; // collected
    function around(this: unknown): unknown {
      return dispatches.#call(callback as Callback, node, this, arguments);
    }
    const ours = node.weak ? referenceTo(around, callback as Callback, node) : around;
    node.callback = ours;
    holder.exchanged = { node, theirs, ours, before: holder.exchanged };
  }

  /** Calls a listener for the dispatch that runs: the innermost. */
  #call(callback: Callback, node: ListenerNode, self: unknown, args: IArguments): unknown {
    const dispatch = this.#running;
    // What `onabort = null` leaves behind does nothing.
    if (dispatch === undefined || handlerOf(callback, this.#host.builtins.types.isProxy) === null)
      return Reflect.apply(callback, self, args);
    const frame = this.#entering(dispatch, callback, node);
    let threw = 1;
    try {
      const result =
        frame === undefined
          ? Reflect.apply(callback, self, args)
          : this.#host.frames.run(frame, callback, self, args);
      threw = 0;
      return result;
    } finally {
      this.#left(dispatch, frame, callback, node, threw);
    }
  }

  #entering(dispatch: Dispatch, callback: Callback, node: ListenerNode): Frame | undefined {
    let frame: Frame | undefined;
    try {
      const { frames } = this.#host;
      dispatch.delivered++;
      if (frames.wanted) frame = frames.open(frames.current());
      const { signal, native } = dispatch;
      if (native !== undefined)
        this.#host.graph?.listenerEnters(native, node.weak ? callback : node.listener);
      if (signal === undefined) return frame;
      const site = this.#at[signal.origin].entry;
      if (site.enabledCount !== 0) this.#fire(frame, true, site, signal, this.#recordOf(callback, node));
    } catch (error) {
      this.#failed(error);
    }
    return frame;
  }

  #left(
    dispatch: Dispatch,
    frame: Frame | undefined,
    callback: Callback,
    node: ListenerNode,
    threw: number,
  ): void {
    try {
      dispatch.threw += threw;
      const { signal, native } = dispatch;
      if (native !== undefined)
        this.#host.graph?.listenerLeaves(native, node.weak ? callback : node.listener, threw === 1);
      const site = signal === undefined ? undefined : this.#at[signal.origin].return;
      if (site !== undefined && site.enabledCount !== 0)
        this.#fire(frame, false, site, signal, this.#recordOf(callback, node), threw);
      if (frame !== undefined) this.#host.frames.end(frame);
    } catch (error) {
      this.#failed(error);
    }
  }

  #recordOf(callback: Callback, node: ListenerNode): object {
    const { weak } = node;
    return this.#listeners.of(weak ? callback : node.listener, node.once, weak);
  }

  #fire(
    frame: Frame | undefined,
    opening: boolean,
    site: Site,
    a0: unknown,
    a1?: unknown,
    a2?: unknown,
  ): void {
    if (site.enabledCount === 0) return;
    if (frame === undefined) this.#host.fire(site, a0, a1, a2);
    else this.#host.fireIn(frame, opening, site, a0, a1, a2);
  }
}

/** The dispatch, from here outwards, that exchanged the callbacks of a list. */
function holderOf(root: ListenerRoot, from: Dispatch | undefined): Dispatch | undefined {
  let at = from;
  while (at !== undefined && at.root !== root) at = at.outer;
  return at;
}

/**
 * Stands for Node's reference to a weak listener. Node 26 asks it also when it removes the listener, and
 * then for the listener itself, which it looks up; older ones ask it only for what to call.
 */
function referenceTo(around: Callback, callback: Callback, node: ListenerNode): Reference {
  let looksUp = node.weakKeyRef !== undefined;
  return {
    deref() {
      if (!looksUp || !node.removed) return around;
      looksUp = false;
      return callback;
    },
  };
}
