/** What the agent hands to a provider: captured builtins, the patch log, and `fire`. Types only. */
import type { ProbeDescription } from './probe.js';

/**
 * A probe's place in the agent. Hot path: hooks test `enabledCount` first and call `fire` only when it is
 * not 0.
 */
export interface Site {
  readonly id: number;
  readonly probe: ProbeDescription;
  /** Enabled clauses, over all consumers. */
  readonly enabledCount: number;
  /** What the enabled clauses read; see ClauseNeeds. */
  readonly needs: SiteNeeds;
}

export type SiteNeeds = {
  readonly clock: boolean;
  readonly args: readonly number[];
  readonly members: ReadonlySet<string>;
};

export interface Sites {
  /** The site of a probe of this provider; made on the first call. */
  site(module: string, fn: string, name: string): Site;
  /** True when any probe that fits (glob parts, '' for any) is enabled. */
  anyEnabled(module: string, fn: string, name: string): boolean;
}
