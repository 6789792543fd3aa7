/** What a provider file exports: data for everybody, hooks for the agent. */
import type { Host, Sites } from '../wire/host.js';
import type { ProviderDef } from '../wire/probe.js';

export type Provider = ProviderDef & {
  /**
   * Installs what the enabled sites need and nothing else; called again (after `disable`) when the set of
   * enabled sites changes. Returns what undoes it. Every patch goes through `host.patch`.
   */
  enable(host: Host, sites: Sites): () => void;
};
