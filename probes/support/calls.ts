// hot path: see docs/hot-path.md
/**
 * Operations that are one call each, in their three forms: with a callback, with a promise, synchronous. A call that
 * throws at once was refused: it has neither start nor end, save a synchronous one, which then has an error.
 */
import type { Host, Sites } from '../../wire/host.js';
import type { MemberDef } from '../../wire/probe.js';
import { patchExports } from './exports.js';
import { OperationRecord, type OperationSites, operationSites, watched } from './jobs.js';
import { type AnyFunction, sameShape } from './replace.js';

export type CallForm = 'callback' | 'promise' | 'sync';

/** The typed argument of such an operation's probes. */
export abstract class CallRecord extends OperationRecord {
  /** Of the error; '' for none. */
  code = '';

  constructor(host: Host, id: number, op: string) {
    super(host, id, op, 0);
  }

  /** Takes what came of it, when it succeeded. */
  abstract take(results: readonly unknown[]): void;
}

/** What all of them have. */
export const CALL_MEMBERS: readonly MemberDef[] = [
  { name: 'id', type: 'int64', doc: 'Its number, within the provider.' },
  { name: 'op', type: 'string', doc: 'What it does, as the function of the probe.' },
  { name: 'code', type: 'string', doc: 'In error its code: ENOENT.' },
  { name: 'durationMs', type: 'int64', doc: 'ms since it began.', readsClock: true },
  { name: 'durationNs', type: 'int64', doc: 'ns since it began.', readsClock: true },
];

type Make = (id: number, op: string, args: readonly unknown[], self: unknown) => CallRecord;

export class Calls {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #provider: string;
  readonly #make: Make;
  #ids = 0;
  /** Inside a call: those that Node makes for it are not the application's. */
  #depth = 0;

  constructor(host: Host, sites: Sites, provider: string, make: Make) {
    this.#host = host;
    this.#sites = sites;
    this.#provider = provider;
    this.#make = make;
  }

  /**
   * Replaces functions of one form.
   * @param opOf operation by name of the function: readFile for readFileSync
   * @returns the undo
   */
  patch(
    form: CallForm,
    targets: readonly (readonly [label: string, target: object])[],
    names: readonly string[],
    opOf = (name: string): string => name,
  ): () => void {
    return patchExports(this.#host, targets, names, (original, name) => {
      const op = opOf(name);
      return this.#wrap(form, original, op, operationSites(this.#sites, form, op));
    });
  }

  #wrap(form: CallForm, original: AnyFunction, op: string, at: OperationSites): AnyFunction {
    const calls = this;
    const host = this.#host;
    return function (this: unknown, ...args: unknown[]): unknown {
      const idle = !watched(at) || calls.#depth > 0 || host.busy();
      const callback = args[args.length - 1];
      if (idle || (form === 'callback' && typeof callback !== 'function'))
        return Reflect.apply(original, this, args);
      const record = calls.#begin(op, args, this);
      if (record === undefined) return Reflect.apply(original, this, args);
      if (form === 'callback') args[args.length - 1] = calls.#calledBack(record, at, callback as AnyFunction);
      // A call that is refused at once is not told of: only then is a synchronous one an error.
      if (form === 'sync') record.fire(at.start, true);
      calls.#depth++;
      try {
        const result = Reflect.apply(original, this, args);
        if (form === 'sync') calls.#end(record, at, undefined, [result]);
        else record.fire(at.start, true);
        return form === 'promise' ? calls.#settled(record, at, result) : result;
      } catch (error) {
        if (form === 'sync') calls.#end(record, at, error, []);
        throw error;
      } finally {
        calls.#depth--;
      }
    };
  }

  #begin(op: string, args: readonly unknown[], self: unknown): CallRecord | undefined {
    try {
      return this.#make(++this.#ids, op, args, self);
    } catch (error) {
      this.#host.trouble(this.#provider, error);
      return undefined;
    }
  }

  #calledBack(record: CallRecord, at: OperationSites, callback: AnyFunction): AnyFunction {
    const calls = this;
    const { frames, builtins } = this.#host;
    const wrapper = function (this: unknown, ...results: unknown[]): unknown {
      const [error, ...values] = results;
      calls.#end(record, at, error, values);
      if (record.frame === undefined) return Reflect.apply(callback, this, results);
      return frames.run(record.frame, callback as never, this, results);
    };
    return builtins.types.isProxy(callback) ? wrapper : sameShape(wrapper, callback);
  }

  /** What the application gets settles as the call's own promise does, a microtask later. */
  #settled(record: CallRecord, at: OperationSites, result: unknown): unknown {
    const host = this.#host;
    if (!host.builtins.types.isPromise(result)) return result;
    return host.hidden(() =>
      Reflect.apply(host.builtins.promiseThen, result, [
        (value: unknown) => {
          this.#end(record, at, undefined, [value]);
          return value;
        },
        (error: unknown) => {
          this.#end(record, at, error, []);
          throw error;
        },
      ]),
    );
  }

  #end(record: CallRecord, at: OperationSites, error: unknown, values: readonly unknown[]): void {
    const host = this.#host;
    try {
      // exists() gives its callback no error but the answer.
      const failed = typeof error === 'object' && error !== null;
      if (failed) record.code = codeOf(error);
      else record.take(values);
      record.fire(failed ? at.error : at.done);
    } catch (trouble) {
      host.trouble(this.#provider, trouble);
    } finally {
      if (record.frame !== undefined) host.frames.end(record.frame);
    }
  }
}

/** Node's own data property; anything else could run code. */
function codeOf(error: object): string {
  const code: unknown = Object.getOwnPropertyDescriptor(error, 'code')?.value;
  return typeof code === 'string' ? code : '';
}
