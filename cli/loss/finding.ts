/** A finding as it is printed: folded, source-mapped. docs/reference/findings.md. */
import type { Confidence, Cost, FindingFrame, Hop, Loss, RuleId, SourceKind } from '../../wire/finding.js';
import type { Drops } from '../../wire/messages.js';

export type FindingHop = Omit<Hop, 'frame'> & { readonly frame: FindingFrame | null };

export type Finding = {
  readonly rule: RuleId;
  readonly confidence: Confidence;
  /** Losses that were folded into it. */
  readonly count: number;
  readonly fingerprint: string;
  readonly pid: number;
  readonly tid: number;
  readonly message: string;
  readonly source: {
    readonly kind: SourceKind;
    readonly site: FindingFrame | null;
    /** ISO; null for what was never issued. */
    readonly at: string | null;
    readonly reason: string;
  };
  readonly reached: readonly FindingHop[];
  readonly lostAt: FindingFrame | null;
  readonly wentOn: Omit<Loss['wentOn'], 'id' | 'site'> & { readonly site: FindingFrame | null };
  readonly why: string;
  readonly fix: string;
  readonly evidence: readonly string[];
  /** Over all that were folded. */
  readonly total: Cost;
  readonly traceId: string | null;
  readonly spanId: string | null;
  readonly test: string | null;
};

/** One isolate that was watched. */
export type Watched = {
  readonly pid: number;
  readonly tid: number;
  readonly node: string;
  readonly command: string;
  /** Cancellations that were issued in it. */
  readonly issued: number;
  /** Of these, without a verdict when it ended. */
  readonly unjudged: number;
  readonly ended: 'running' | 'exit' | 'stopped' | 'killed';
};

export type Report = {
  /** Of the first process. */
  readonly node: string;
  readonly command: readonly string[];
  /** Of the command; null when none was started. */
  readonly exitCode: number | null;
  /** Those that count, best evidence first, then by cost. */
  readonly findings: readonly Finding[];
  /** What was found and does not count. */
  readonly ignored: { readonly config: number; readonly baseline: number };
  readonly watched: readonly Watched[];
  readonly drops: Drops;
  readonly blindSpots: readonly string[];
};

/** The most telling place: where it was lost, else what went on, else who issued it. */
export function placeOf(finding: Finding): FindingFrame | null {
  return finding.lostAt ?? finding.wentOn.site ?? finding.source.site;
}

export function unjudgedOf({ watched }: Report): number {
  return watched.reduce((sum, { unjudged }) => sum + unjudged, 0);
}

export function cancellationsOf({ watched }: Report): number {
  return watched.reduce((sum, { issued }) => sum + issued, 0);
}

export function processesOf({ watched }: Report): number {
  return new Set(watched.map(({ pid }) => pid)).size;
}
