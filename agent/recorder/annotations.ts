/** `--annotate`: cancel.* events on the spans of the application that what was cancelled had run in. */
import type { Issue, Operation } from '../../graph/model.js';
import type { Loss } from '../../wire/finding.js';
import { type AppSpan, addEvent } from '../open-telemetry.js';

type SpanOf = (operation: Operation) => AppSpan | undefined;

export class Annotations {
  readonly #spanOf: SpanOf;
  /** Events whose span had ended by then. */
  late = 0;

  constructor(spanOf: SpanOf) {
    this.#spanOf = spanOf;
  }

  /** What hangs on a signal that fires, or began in a request whose client has left. */
  issued(issue: Issue, operations: Iterable<Operation>): void {
    const requested = new Set<AppSpan>();
    for (const operation of operations) {
      const reached = operation.carries.some((signal) => issue.signals.has(signal));
      const own = issue.scope !== undefined && operation.mark.scope === issue.scope;
      if (!reached && !own) continue;
      const span = this.#spanOf(operation);
      if (span === undefined) continue;
      if (!requested.has(span))
        this.#add(span, 'cancel.requested', { 'ntrace.source.kind': issue.kind }, issue.wallMs);
      requested.add(span);
      if (reached)
        this.#add(
          span,
          'cancel.delivered',
          { 'ntrace.went_on.kind': operation.kind, 'ntrace.label': operation.label },
          issue.wallMs,
        );
    }
  }

  lost({ rule, confidence, lostAt, why, times }: Loss, operation: Operation | undefined): void {
    const span = operation === undefined ? undefined : this.#spanOf(operation);
    if (span === undefined) return;
    const place = lostAt === null ? {} : { 'code.file.path': lostAt.file, 'code.line.number': lostAt.line };
    const attributes = { 'ntrace.rule': rule, 'ntrace.confidence': confidence, 'ntrace.why': why, ...place };
    this.#add(span, 'cancel.lost', attributes, times.endMs);
  }

  #add(span: AppSpan, name: string, attributes: object, wallMs: number): void {
    if (!addEvent(span, name, attributes, wallMs)) this.late++;
  }
}
