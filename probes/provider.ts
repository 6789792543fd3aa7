/** What a provider file exports: data for everybody, hooks for the agent. */
import type { Host, Sites } from '../wire/host.js';
import type { ProbeDescription, ProviderDef } from '../wire/probe.js';

export type Provider = ProviderDef & {
  /** It tells the cancel graph (`host.graph`) too: enabled as well while that is on. */
  readonly feedsGraph?: true;
  /** Of a growing provider: the probes that this process has now, also those of its table. */
  present?(host: Host): readonly ProbeDescription[];
  /**
   * Called at the first enabling of one of the provider's probes, or when the graph is first wanted; nothing may be installed before. The
   * agent then calls `update` whenever the set of enabled sites changes, this first time included.
   */
  enable(host: Host, sites: Sites): Enabling;
};

export interface Enabling {
  /** Installs what the enabled sites need, removes what they no longer need, leaves the rest alone. */
  update(): void;
  /** Fires what has been gathered and not fired yet: the trace is about to end. */
  drain?(): void;
}
