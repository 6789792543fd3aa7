/** Collects diagnostics. Checks report and go on; one place decides order and position. */
import type { Diagnostic } from '../wire/diagnostic.js';
import type { Source, Span } from './source.js';
import { TAGS, type Tag, type TagArgs } from './tags.js';

export type Extra = {
  readonly hints?: readonly string[];
  readonly related?: { readonly span: Span; readonly message: string };
};

/** After so many nobody reads on, and memory is worth more. */
const MAX_DIAGNOSTICS = 1000;

export class Reporter {
  readonly sources: readonly Source[];
  readonly #found: Diagnostic[] = [];
  #errors = 0;
  #muted = 0;

  constructor(sources: readonly Source[]) {
    this.sources = sources;
  }

  get errorCount(): number {
    return this.#errors;
  }

  /** What is reported from now on nobody will see: hints need not be looked for. */
  get full(): boolean {
    return this.#muted > 0 || this.#found.length >= MAX_DIAGNOSTICS;
  }

  /** Runs something for what it declares; it will be checked again. */
  muted(work: () => void): void {
    this.#muted++;
    try {
      work();
    } finally {
      this.#muted--;
    }
  }

  report<T extends Tag>(tag: T, span: Span, args: TagArgs<T>, extra: Extra = {}): void {
    if (this.#muted > 0) return;
    const row = TAGS[tag];
    if (row.severity === 'error') this.#errors++;
    if (this.#found.length >= MAX_DIAGNOSTICS) return;
    const source = this.sources[span.source] as Source;
    const from = source.position(span.start);
    const to = source.position(Math.max(span.start, span.end));
    this.#found.push({
      tag,
      severity: row.severity,
      message: (row.message as (...given: TagArgs<T>) => string)(...args),
      source: span.source,
      start: span.start,
      end: span.end,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
      ...(from.file === undefined ? {} : { file: from.file }),
      hints: [...(extra.hints ?? []), ...row.hints],
      ...(extra.related === undefined ? {} : { related: this.#relate(extra.related) }),
    });
  }

  #relate({ span, message }: NonNullable<Extra['related']>): NonNullable<Diagnostic['related']> {
    return { ...span, ...(this.sources[span.source] as Source).position(span.start), message };
  }

  lineOf(span: Span): number {
    return (this.sources[span.source] as Source).position(span.start).line;
  }

  /** In text order, each place and message once. */
  diagnostics(): readonly Diagnostic[] {
    const seen = new Set<string>();
    const unique = this.#found.filter((found) => {
      const key = `${found.source} ${found.start} ${found.tag} ${found.message}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
    unique.sort((a, b) => a.source - b.source || a.start - b.start || a.end - b.end);
    return unique;
  }
}
