/**
 * Losses while they happen: those of one refresh best evidence first, worst cost first; what is known already is
 * only counted, and told again when it has doubled.
 */
import { lostRecord, type TextStyle } from '../export/findings/text.js';
import { msText } from '../export/findings/units.js';
import { type Finding, placeOf, type Report } from './finding.js';
import { byWeight } from './fold.js';
import type { Sink } from './sink.js';

const REFRESH_MS = 500;

export class Live implements Sink {
  readonly #print: (finding: Finding, fresh: boolean) => void;
  readonly #end: (report: Report) => void;
  /** Of this refresh, by fingerprint. */
  readonly #changed = new Map<string, Finding>();
  readonly #told = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(print: (finding: Finding, fresh: boolean) => void, end: (report: Report) => void) {
    this.#print = print;
    this.#end = end;
  }

  found(finding: Finding): void {
    this.#changed.set(finding.fingerprint, finding);
    this.#timer ??= setTimeout(() => this.#flush(), REFRESH_MS);
  }

  close(report: Report): void {
    this.#flush();
    this.#end(report);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const due = [...this.#changed.values()].sort(byWeight);
    this.#changed.clear();
    for (const finding of due) {
      const told = this.#told.get(finding.fingerprint) ?? 0;
      if (told > 0 && finding.count < told * 2) continue;
      this.#told.set(finding.fingerprint, finding.count);
      this.#print(finding, told === 0);
    }
  }
}

/** A record, or one line for what has been shown. */
export function liveText(finding: Finding, fresh: boolean, view: TextStyle): string {
  if (fresh) return `${lostRecord(finding, view)}\n`;
  const place = placeOf(finding);
  const where = place === null ? '' : ` at ${place.file}:${place.line}:${place.column}`;
  const cost = finding.total.waitMs === null ? '' : `, ${msText(finding.total.waitMs)} waiting`;
  return `LOST  ${finding.count} alike now: ${finding.rule}${where}${cost}\n\n`;
}

/** The bill: what each place cost, the worst last, next to the prompt. Empty for fewer than two. */
export function billText({ findings }: Report): string {
  if (findings.length < 2) return '';
  const rows = [...findings].sort((a, b) => (a.total.waitMs ?? 0) - (b.total.waitMs ?? 0));
  const lines = rows.map((finding) => {
    const place = placeOf(finding);
    const where = place === null ? '' : `${place.file}:${place.line}:${place.column}`;
    const waited = finding.total.waitMs === null ? '?' : msText(finding.total.waitMs);
    return `${String(finding.count).padStart(7)}  ${waited.padStart(9)}  ${finding.rule.padEnd(20)}  ${where}\n`;
  });
  return `${'COUNT'.padStart(7)}  ${'WAITING'.padStart(9)}  ${'RULE'.padEnd(20)}  LOST AT\n${lines.join('')}`;
}
