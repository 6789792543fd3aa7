/** Findings as they come, one JSON object a line, schema ntrace.lost/1. docs/reference/findings.md. */
import { cancellationsOf, type Finding, processesOf, type Report, unjudgedOf } from '../../loss/finding.js';

export const LOST_SCHEMA = 'ntrace.lost/1';

export class LostLines {
  #begun = false;

  /** Again with a higher count when more are alike: the last one of a fingerprint counts. */
  finding(finding: Finding): string {
    return this.#begin() + line({ type: 'finding', ...finding });
  }

  end(report: Report): string {
    const { findings, drops, blindSpots, ignored, exitCode } = report;
    const counts = findings.map(({ fingerprint, count, total }) => ({ fingerprint, count, total }));
    return (
      this.#begin() +
      line({
        type: 'end',
        exitCode,
        findings: counts,
        drops,
        blindSpots,
        ignored,
        unjudged: unjudgedOf(report),
        watched: { processes: processesOf(report), cancellations: cancellationsOf(report) },
      })
    );
  }

  #begin(): string {
    if (this.#begun) return '';
    this.#begun = true;
    return line({ type: 'header', schema: LOST_SCHEMA });
  }
}

function line(object: object): string {
  return `${JSON.stringify(object)}\n`;
}
