/**
 * Judges facts: can ntrace attach, and if not, why and what to do (attach.md, section 2). One function per
 * question, asked in this order; attach throws the first problem, `doctor` prints them all.
 */
import type { ProcessFacts } from '../proc/facts.js';
import type { Check } from './check.js';
import { isNode, isOurs, isProcess, runs, wrapper } from './identity.js';
import { hasAgent, mounts, network, permission } from './reach.js';
import { blocked, descriptors, inspector, port, signal } from './way-in.js';

type Judge = (facts: ProcessFacts) => Check | undefined;

const JUDGES: readonly Judge[] = [
  isProcess,
  isOurs,
  isNode,
  wrapper,
  runs,
  hasAgent,
  network,
  mounts,
  permission,
  inspector,
  descriptors,
  signal,
  blocked,
  port,
];

/** All answers. A process that is not there has no facts: see `missing`. */
export function judge(facts: ProcessFacts): Check[] {
  const checks: Check[] = [];
  for (const one of JUDGES) {
    const check = one(facts);
    if (check !== undefined) checks.push(check);
    // Without these, further answers would be guesses.
    if (check?.verdict === 'problem' && /^(process|owner|runtime)/.test(check.id)) break;
  }
  return checks;
}

export function firstProblem(facts: ProcessFacts): Check | undefined {
  return judge(facts).find((check) => check.verdict === 'problem');
}
