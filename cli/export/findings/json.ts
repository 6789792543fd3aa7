/** `ntrace.findings/1`: design.md section 2, docs/reference/findings.md. */
import { cancellationsOf, processesOf, type Report, unjudgedOf } from '../../loss/finding.js';

export const FINDINGS_SCHEMA = 'ntrace.findings/1';

export function jsonReport(report: Report): string {
  const ended = report.watched.filter(({ unjudged }) => unjudged > 0);
  return `${JSON.stringify(
    {
      schema: FINDINGS_SCHEMA,
      node: report.node,
      command: report.command,
      exitCode: report.exitCode,
      findings: report.findings,
      drops: report.drops,
      blindSpots: report.blindSpots,
      unjudged: {
        cancellations: unjudgedOf(report),
        processes: ended.map(({ pid, tid, command, unjudged, ended }) => ({
          pid,
          tid,
          command,
          unjudged,
          ended,
        })),
      },
      ignored: report.ignored,
      watched: {
        processes: processesOf(report),
        isolates: report.watched.length,
        cancellations: cancellationsOf(report),
      },
    },
    null,
    2,
  )}\n`;
}
