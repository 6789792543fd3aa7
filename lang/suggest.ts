/** "Did you mean": the nearest known words by edit distance, letters' case being half a difference. */

/** Optimal string alignment distance; gives up with Infinity once it exceeds `limit`. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const [x, y] = [a[i - 1] as string, b[j - 1] as string];
      const replace = x === y ? 0 : x.toLowerCase() === y.toLowerCase() ? 0.5 : 1;
      let best = Math.min(
        (previous[j] as number) + 1,
        (current[j - 1] as number) + 1,
        (previous[j - 1] as number) + replace,
      );
      if (i > 1 && j > 1 && x === b[j - 2] && a[i - 2] === y)
        best = Math.min(best, (before[j - 2] as number) + 1);
      current.push(best);
      least = Math.min(least, best);
    }
    if (least > limit) return Number.POSITIVE_INFINITY;
    before = previous;
    previous = current;
  }
  return previous[b.length] as number;
}

/** A program with more names than anybody reads is not searched to its end for each misspelling. */
const MAX_CANDIDATES = 500;
/** Shorter beginnings are shared by too much. */
const MIN_BEGINNING = 4;

/** Known words close enough to be meant, nearest first. */
export function nearest(word: string, known: Iterable<string>, count = 1): string[] {
  const limit = Math.max(1, Math.floor(word.length / 3));
  if (word.length > 64) return []; // nobody means that
  const scored: (readonly [number, string])[] = [];
  let left = MAX_CANDIDATES;
  for (const candidate of known) {
    if (left-- === 0) break;
    const apart = distance(word, candidate, limit);
    const score = isBeginning(word, candidate) ? Math.min(apart, limit) : apart;
    if (score <= limit && score < word.length && candidate !== word) scored.push([score, candidate]);
  }
  scored.sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
  return scored.slice(0, count).map(([, candidate]) => candidate);
}

/** `delay` for delayMs: half a word is as good as a misspelled one. */
function isBeginning(word: string, candidate: string): boolean {
  return word.length >= MIN_BEGINNING && candidate.toLowerCase().startsWith(word.toLowerCase());
}

/** A hint, or none. */
export function didYouMean(word: string, known: Iterable<string>): string[] {
  const [best] = nearest(word, known);
  return best === undefined ? [] : [`did you mean ${best}?`];
}
