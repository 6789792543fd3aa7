/**
 * CPU per request of the demo's service, in short slices, and what a comparison of two phases can say. The
 * machine is whatever it is: an answer inside the noise is "not resolved", never a number.
 */
import type { DemoService, ServiceStats } from './start.js';

/** CPU per request of each slice, in microseconds. */
export type Phase = readonly number[];

export type Spread = { readonly q1: number; readonly median: number; readonly q3: number };

export type Comparison = {
  /** Ratio of the medians. */
  readonly ratio: number;
  /** 95 % interval of that ratio. */
  readonly low: number;
  readonly high: number;
  /** False when the interval contains 1: no difference was shown. */
  readonly resolved: boolean;
};

/** Takes slices until `over` says so; a slice in which nothing was served does not count. */
export async function measurePhase(
  service: DemoService,
  sliceMs: number,
  over: (slices: number) => boolean,
): Promise<Phase> {
  const phase: number[] = [];
  let before: ServiceStats = await service.stats();
  do {
    await new Promise((resolve) => setTimeout(resolve, sliceMs));
    const after = await service.stats();
    const requests = after.requests - before.requests;
    if (requests > 0) phase.push((after.cpuUs - before.cpuUs) / requests);
    before = after;
  } while (!over(phase.length));
  return phase;
}

export function spread(phase: Phase): Spread {
  const sorted = [...phase].sort((a, b) => a - b);
  return { q1: quantile(sorted, 0.25), median: quantile(sorted, 0.5), q3: quantile(sorted, 0.75) };
}

/** Bootstrap of the ratio of medians, with a fixed seed: the same slices give the same answer. */
export function compare(base: Phase, other: Phase): Comparison {
  const random = seeded(base.length * 31 + other.length);
  const ratios: number[] = [];
  for (let i = 0; i < 1000; i++) {
    ratios.push(spread(resample(other, random)).median / spread(resample(base, random)).median);
  }
  ratios.sort((a, b) => a - b);
  const low = quantile(ratios, 0.025);
  const high = quantile(ratios, 0.975);
  const resolved = base.length >= 4 && other.length >= 4 && (low > 1 || high < 1);
  return { ratio: spread(other).median / spread(base).median, low, high, resolved };
}

function resample(phase: Phase, random: () => number): Phase {
  return phase.map(() => phase[Math.floor(random() * phase.length)] as number);
}

/** Linear interpolation between the two nearest; NaN of nothing. */
export function quantile(sorted: readonly number[], q: number): number {
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** mulberry32 */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
