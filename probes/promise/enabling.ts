/** Installs what the probes of promise need. */
import type { Host, Sites } from '../../wire/host.js';
import type { Enabling } from '../provider.js';
import { HookSet } from '../support/hooks.js';
import { FailureRecord, hasListener, watchProcess } from '../support/process-events.js';
import { Combinators, OPS } from './combinators.js';

export class PromiseEnabling implements Enabling {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #hooks = new HookSet();
  readonly #combinators: Combinators;
  #ids = 0;

  constructor(host: Host, sites: Sites) {
    this.#host = host;
    this.#sites = sites;
    this.#combinators = new Combinators(host, sites);
  }

  update(): void {
    const sites = this.#sites;
    this.#combinators.readsSite = sites.readsMember('', 'combination.site');
    for (const op of OPS)
      this.#hooks.ensure(op, sites.anyEnabled(op, '', ''), () => this.#combinators.patch(op));
    this.#hooks.ensure('emit', sites.anyEnabled('', '', 'unhandled'), () => this.#watchRejections());
  }

  #watchRejections(): () => void {
    const host = this.#host;
    const site = this.#sites.site('', '', 'unhandled');
    return watchProcess(host, 'promise', (name, args) => {
      if (name !== 'unhandledRejection' || site.enabledCount === 0) return;
      const record = new FailureRecord(host, ++this.#ids, args[1], name, hasListener(host, name));
      host.fire(site, record, record.value);
    });
  }
}
