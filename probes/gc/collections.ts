/** Collections of the garbage collector, from the performance timeline: Node tells them late, so the entry's clock counts. */
import type { Host, Site, Sites } from '../../wire/host.js';
import { ArgRecord } from '../support/record.js';
import { symbolNamed } from '../support/stamp.js';

/** By V8's GCType. */
export const KINDS: readonly { readonly type: number; readonly name: string; readonly doc: string }[] = [
  { type: 1, name: 'scavenge', doc: 'The young generation was collected.' },
  { type: 2, name: 'minor-mark-sweep', doc: 'The same under --minor-ms.' },
  { type: 4, name: 'mark-sweep', doc: 'The whole heap was collected (a major collection).' },
  { type: 8, name: 'incremental', doc: 'Incremental marking has begun.' },
  { type: 16, name: 'weak-callbacks', doc: 'Callbacks of weak references were run.' },
];
/** NODE_PERFORMANCE_GC_FLAGS_FORCED */
const FORCED = 4;

type Entry = {
  readonly entryType: string;
  readonly startTime: number;
  readonly duration: number;
  readonly detail: { readonly kind: number; readonly flags: number };
};

/** The typed argument `collection`. */
class CollectionRecord extends ArgRecord {
  readonly kind: string;
  readonly flags: number;
  readonly durationNs: number;

  constructor(kind: string, flags: number, durationNs: number) {
    super();
    this.kind = kind;
    this.flags = flags;
    this.durationNs = durationNs;
  }

  get id(): number {
    return this.flags;
  }

  get forced(): number {
    return (this.flags & FORCED) === 0 ? 0 : 1;
  }
}

export function observeCollections(host: Host, sites: Sites): () => void {
  const { PerformanceObserver, zeroNs } = host.builtins.performance;
  const byType = new Map<number, Site>(KINDS.map(({ type, name }) => [type, sites.site('v8', name, 'done')]));
  const told = ({ startTime, duration, detail: { kind, flags } }: Entry): void => {
    const site = byType.get(kind);
    if (site === undefined || site.enabledCount === 0) return;
    const durationNs = Math.round(duration * 1e6);
    const endedNs = Math.round(zeroNs + (startTime + duration) * 1e6);
    host.fireAt(endedNs, [], site, new CollectionRecord(site.probe.function, flags, durationNs), durationNs);
  };
  // Entries of the application come here too.
  const given = (entry: unknown): void => {
    try {
      if ((entry as Entry).entryType === 'gc') told(entry as Entry);
    } catch (error) {
      host.trouble('gc', error);
    }
  };
  const stop = host.patch.action('PerformanceObserver of gc', () => host.hidden(() => observer.disconnect()));
  const observer = host.hidden(() => {
    const made = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) given(entry);
    });
    // Taken where Node gives it to the observer, an entry needs no Immediate, which probes and async hooks would see.
    const key = symbolNamed(made, 'kMaybeBuffer');
    if (key !== undefined) Object.defineProperty(made, key, { value: given });
    made.observe({ entryTypes: ['gc'] });
    return made;
  });
  return stop;
}
