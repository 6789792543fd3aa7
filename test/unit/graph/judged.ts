/** What the rules find in a graph that is written as text. */
import { Judge } from '../../../graph/judge.js';
import type { Departure } from '../../../graph/model.js';
import { RULES } from '../../../graph/rules/index.js';
import { TextGraph } from '../../../graph/text.js';
import type { Loss } from '../../../wire/finding.js';

/** Looked at again and again until `ms`; `departures` are made of the graph before that. */
export function losses(text: string, ms = 1_500, departures?: (graph: TextGraph) => Departure[]): Loss[] {
  const built = new TextGraph(text);
  const found: Loss[] = [];
  const judge = new Judge(
    built.graph,
    RULES,
    { graceMs: 200, minConfidence: 'medium' },
    { lost: (loss) => found.push(loss), judged: () => {} },
  );
  for (const departure of departures?.(built) ?? []) built.graph.departures.add(departure);
  for (let now = built.now; now <= built.now + ms; now += 100) judge.check(now);
  judge.survey(built.now + ms);
  return found;
}

/** `rule@line of what dropped it`. */
export function named(found: readonly Loss[]): string[] {
  return found.map(({ rule, lostAt }) => `${rule}@${lostAt?.line ?? '-'}`);
}
