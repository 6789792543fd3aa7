/**
 * Tells of run-time faults on stderr: located in the script, the first few of each place, then only counted, so
 * that a clause which faults at every firing does not drown the answer. Under dtrace's test suite: all, its way.
 */
import { renderExcerpt } from '../../lang/render.js';
import type { FaultMessage } from '../../wire/messages.js';
import type { Program } from '../../wire/program.js';
import { faultAsIllumos, faultMessage } from '../consumer/faults.js';
import type { FiredProbe } from '../export/exporter.js';
import { say, testing, writeError } from '../terminal/say.js';

const SHOWN_PER_PLACE = 3;

type Place = { readonly where: string; readonly what: string; count: number };

export class FaultReport {
  readonly #program: Program;
  readonly #color: boolean;
  readonly #places = new Map<string, Place>();

  constructor(program: Program, color: boolean) {
    this.#program = program;
    this.#color = color;
  }

  tell(fault: FaultMessage, probe: FiredProbe): void {
    if (testing()) return say(faultAsIllumos(this.#program, fault, probe));
    const span = this.#program.spans[fault.span];
    const source = span === undefined ? undefined : this.#program.sources[span.source];
    const where =
      span === undefined || source === undefined ? '' : `${source.name}:${span.line}:${span.column}`;
    const key = `${where} ${fault.code} ${probe.id}`;
    const what = faultMessage(fault, probe);
    let place = this.#places.get(key);
    if (place === undefined) this.#places.set(key, (place = { where, what, count: 0 }));
    if (++place.count > SHOWN_PER_PLACE) return;
    if (span === undefined || source === undefined) say(what);
    else writeError(renderExcerpt(source, span, `ERROR: ${what}`, { color: this.#color }));
  }

  /** What was only counted. */
  sum(): void {
    for (const { where, what, count } of this.#places.values()) {
      if (count <= SHOWN_PER_PLACE) continue;
      writeError(`${where === '' ? '' : `${where}: `}${count - SHOWN_PER_PLACE} more: ${what}\n`);
    }
  }
}
