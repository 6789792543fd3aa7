/** A baseline: findings of before, by fingerprint, so that only new ones fail a run. */
import { type Finding, placeOf } from './finding.js';
import { mistakesIn, parseLocated } from './located-json.js';
import { Reader } from './members.js';

export const BASELINE_SCHEMA = 'ntrace.baseline/1';

const KEYS = ['schema', 'findings'] as const;
const ENTRY_KEYS = ['rule', 'function', 'file'] as const;

/** @returns fingerprints. @throws CliError (exit code 2) with file, line and column of all that is wrong. */
export function parseBaseline(name: string, text: string): ReadonlySet<string> {
  const reader = new Reader();
  const located = parseLocated(name, text);
  const root = reader.object(located, KEYS, 'the baseline');
  const schema = root.get('schema');
  const written = schema === undefined ? undefined : reader.text(schema, '"schema"');
  if (written !== BASELINE_SCHEMA && reader.mistakes.length === 0)
    reader.wrong(
      schema ?? { start: located.start, end: located.start + 1 },
      `not a baseline of this ntrace: its "schema" must be "${BASELINE_SCHEMA}"`,
      'ntrace check --baseline FILE --update-baseline writes one',
    );
  const findings = root.get('findings');
  const fingerprints = new Set<string>();
  if (findings !== undefined && findings.kind !== 'object')
    reader.wrong(findings, '"findings" must be an object');
  else
    for (const { key, value } of findings?.members ?? []) {
      reader.object(value, ENTRY_KEYS, 'an entry of the baseline');
      fingerprints.add(key);
    }
  if (reader.mistakes.length > 0) throw mistakesIn(name, text, reader.mistakes);
  return fingerprints;
}

/** In an order that does not change, so that a diff shows what is new. */
export function baselineText(findings: readonly Finding[]): string {
  const entries = findings.map((finding): [string, object] => {
    const place = placeOf(finding);
    return [
      finding.fingerprint,
      { rule: finding.rule, function: place?.function ?? '', file: place?.file ?? '' },
    ];
  });
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ schema: BASELINE_SCHEMA, findings: Object.fromEntries(entries) }, null, 2)}\n`;
}
