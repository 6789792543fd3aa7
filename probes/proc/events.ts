/** The events of the process behind the probes of proc. */
import type { Host, Site, Sites } from '../../wire/host.js';
import type { Enabling } from '../provider.js';
import { HookSet } from '../support/hooks.js';
import { FailureRecord, hasListener, watchProcess } from '../support/process-events.js';

export class ProcessEnabling implements Enabling {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #hooks = new HookSet();
  readonly #at: Readonly<Record<string, Site>>;
  /** Of promises that were told as unhandled. */
  readonly #rejected = new WeakMap<object, FailureRecord>();
  #ids = 0;

  constructor(host: Host, sites: Sites) {
    this.#host = host;
    this.#sites = sites;
    this.#at = {
      exit: sites.site('', '', 'exit'),
      warning: sites.site('', '', 'warning'),
      uncaughtExceptionMonitor: sites.site('', '', 'uncaught'),
      unhandledRejection: sites.site('', '', 'unhandled'),
      rejectionHandled: sites.site('', '', 'rejection-handled'),
    };
  }

  update(): void {
    this.#hooks.ensure('emit', this.#sites.anyEnabled('', '', ''), () =>
      watchProcess(this.#host, 'proc', this.#told),
    );
  }

  readonly #told = (name: unknown, args: IArguments): void => {
    if (typeof name !== 'string' || !Object.hasOwn(this.#at, name)) return;
    const site = this.#at[name] as Site;
    const value: unknown = args[1];
    switch (name) {
      case 'exit':
        return this.#fire(site, typeof value === 'number' ? value : 0);
      case 'warning':
        return this.#failed(site, this.#record(value, '', true));
      case 'uncaughtExceptionMonitor': {
        const { process } = this.#host.builtins;
        const handled =
          hasListener(this.#host, 'uncaughtException') || process.hasUncaughtExceptionCaptureCallback();
        return this.#failed(site, this.#record(value, typeof args[2] === 'string' ? args[2] : '', handled));
      }
      case 'unhandledRejection': {
        const record = this.#record(value, name, hasListener(this.#host, name));
        const promise: unknown = args[2];
        if (typeof promise === 'object' && promise !== null) this.#rejected.set(promise, record);
        return this.#failed(site, record);
      }
      default: {
        const record = this.#rejected.get(value as object);
        if (record !== undefined) this.#failed(site, record);
      }
    }
  };

  #record(value: unknown, origin: string, handled: boolean): FailureRecord {
    return new FailureRecord(this.#host, ++this.#ids, value, origin, handled);
  }

  #failed(site: Site, record: FailureRecord): void {
    this.#fire(site, record, record.value);
  }

  #fire(site: Site, a0: unknown, a1?: unknown): void {
    if (site.enabledCount !== 0) this.#host.fire(site, a0, a1);
  }
}
