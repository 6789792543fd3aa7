/**
 * What Node tells through `process.emit`, whether anybody listens or not: no listener of ours is among the application's,
 * whose mere presence would decide what becomes of an unhandled rejection.
 */
import type { Host } from '../../wire/host.js';
import type { RecordType } from '../../wire/probe.js';
import { patchEmit } from './emit.js';
import { ArgRecord } from './record.js';

/** @param told gets the arguments of `process.emit`, before the listeners; may throw */
export function watchProcess(
  host: Host,
  provider: string,
  told: (name: unknown, args: IArguments) => void,
): () => void {
  const { process } = host.builtins;
  // Somebody may have put an `emit` of his own on top.
  const target = Object.hasOwn(process, 'emit') ? process : (Object.getPrototypeOf(process) as object);
  return patchEmit(host, 'process', target, '', (_process, name, args) => {
    if (host.busy()) return undefined;
    try {
      told(name, args);
    } catch (error) {
      host.trouble(provider, error);
    }
    return undefined;
  });
}

/** How many listeners the application has for an event of the process, as far as that can be known without a call. */
export function hasListener(host: Host, name: string): boolean {
  return host.property(host.property(host.builtins.process, '_events'), name) !== undefined;
}

export const FAILURE: RecordType = {
  name: 'failure',
  doc: 'What went wrong.',
  integer: 'id',
  members: [
    { name: 'id', type: 'int64', doc: 'Its number, from 1; a rejection keeps it when it is handled late.' },
    { name: 'name', type: 'string', doc: 'Name of the error; "" for what is none.' },
    { name: 'message', type: 'string', doc: 'Its message; of what is no error, the value as text.' },
    { name: 'code', type: 'string', doc: 'Its code, as ENOENT; "" for none.' },
    {
      name: 'origin',
      type: 'string',
      doc: 'uncaughtException or unhandledRejection; "" of a warning.',
    },
    { name: 'handled', type: 'int32', doc: '1: the application listens, so the process goes on.' },
  ],
};

/** The typed argument `failure`. Reads the value when a clause asks. */
export class FailureRecord extends ArgRecord {
  readonly id: number;
  readonly value: unknown;
  readonly origin: string;
  readonly handled: number;
  readonly #host: Host;

  constructor(host: Host, id: number, value: unknown, origin: string, handled: boolean) {
    super();
    this.#host = host;
    this.id = id;
    this.value = value;
    this.origin = origin;
    this.handled = handled ? 1 : 0;
  }

  get name(): unknown {
    return typeof this.value === 'object' ? this.#host.property(this.value, 'name') : undefined;
  }

  get message(): unknown {
    const { value } = this;
    const message = typeof value === 'object' ? this.#host.property(value, 'message') : undefined;
    return typeof message === 'string' ? message : value;
  }

  get code(): unknown {
    return typeof this.value === 'object' ? this.#host.property(this.value, 'code') : undefined;
  }
}
