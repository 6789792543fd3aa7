/** The typed argument `loss` of abort:::lost: one lost cancellation, as it was judged. */
import type { Loss } from '../../wire/finding.js';
import type { StackFrame } from '../../wire/messages.js';
import type { RecordType } from '../../wire/probe.js';
import { ArgRecord } from '../support/record.js';

export const LOSS: RecordType = {
  name: 'loss',
  doc: 'The lost cancellation.',
  integer: 'id',
  members: [
    {
      name: 'id',
      type: 'int64',
      doc: 'Number of the signal or request that was cancelled; args[0]->id there.',
    },
    { name: 'rule', type: 'string', doc: 'Its rule, such as dropped-signal.' },
    { name: 'confidence', type: 'string', doc: 'high, medium or low.' },
    { name: 'source', type: 'string', doc: 'What cancelled: controller, timeout, disconnect, …' },
    { name: 'message', type: 'string', doc: 'One sentence.' },
    { name: 'kind', type: 'string', doc: 'What went on: fetch, http, timer, …' },
    { name: 'label', type: 'string', doc: 'The same, in words: `GET http://host/path`.' },
    { name: 'aliveMs', type: 'int64', doc: 'ms that it has gone on since.' },
    { name: 'bytes', type: 'int64', doc: 'Bytes it has read or written; 0 when that is not known.' },
    { name: 'lostAt', type: 'location', doc: 'The call that dropped it; empty when that is not known.' },
    { name: 'site', type: 'location', doc: 'Where what went on was begun.' },
    { name: 'why', type: 'string', doc: 'What was missing.' },
  ],
};

export class LossRecord extends ArgRecord {
  readonly #loss: Loss;

  constructor(loss: Loss) {
    super();
    this.#loss = loss;
  }

  get id(): number {
    return this.#loss.source.id;
  }
  get rule(): string {
    return this.#loss.rule;
  }
  get confidence(): string {
    return this.#loss.confidence;
  }
  get source(): string {
    return this.#loss.source.kind;
  }
  get message(): string {
    return this.#loss.message;
  }
  get kind(): string {
    return this.#loss.wentOn.kind;
  }
  get label(): string {
    return this.#loss.wentOn.label;
  }
  get aliveMs(): number {
    return this.#loss.wentOn.aliveMs;
  }
  get bytes(): number {
    return this.#loss.wentOn.cost.bytes ?? 0;
  }
  get lostAt(): string {
    return location(this.#loss.lostAt);
  }
  get site(): string {
    return location(this.#loss.wentOn.site);
  }
  get why(): string {
    return this.#loss.why;
  }
}

function location(frame: StackFrame | null): string {
  return frame === null ? '' : `${frame.file}:${frame.line}:${frame.column}|${frame.function}`;
}
