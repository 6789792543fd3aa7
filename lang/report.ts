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

type Found = Omit<Diagnostic, 'rank'> & { readonly parsing: boolean };

const WORDS = /(@\w*|[A-Za-z_]\w*)/g;
/** `x =`, `x[key] +=`, `x++`; an aggregation wherever it stands. */
const STORES =
  /(@\w*)|(?<!\w)([A-Za-z_]\w*)\s*(?:\[[^\];]{0,200}\]\s*)?(?:(?:[-+*/%&|^]|<<|>>)?=(?!=)|\+\+|--)/g;

export class Reporter {
  readonly sources: readonly Source[];
  readonly #found: Found[] = [];
  /** Names that a stretch of text might have declared, had it made sense. */
  readonly #lost = new Set<string>();
  /** Where clauses and declarations begin: [source, offset]. */
  readonly #items: (readonly [number, number])[] = [];
  #errors = 0;
  #muted = 0;
  #parsing = true;

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

  /** A clause or declaration begins. */
  beginItem(span: Span): void {
    this.#items.push([span.source, span.start]);
  }

  /** From now on it is about meaning. */
  endParsing(): void {
    this.#parsing = false;
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
      parsing: this.#parsing,
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

  /**
   * A stretch was given up after its mistake was reported: what it stores to, it might have declared, and nobody
   * wants to read of that. With `every`, of a lost declaration, all its words count.
   */
  abandon(span: Span, every = false): void {
    const text = (this.sources[span.source] as Source).text.slice(span.start, span.end);
    for (const [, first, second] of text.matchAll(every ? WORDS : STORES))
      this.#lost.add((first ?? second) as string);
  }

  /** `@` and the name of an aggregation, or the bare name of a variable of any scope. */
  isLost(name: string): boolean {
    return this.#lost.has(name);
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
    const ranks = new Map(this.#ranked(unique).map((found, rank) => [found, rank] as const));
    return unique.map((found) => {
      const { parsing: _, ...diagnostic } = found;
      return { ...diagnostic, rank: ranks.get(found) as number };
    });
  }

  #ranked(found: readonly Found[]): readonly Found[] {
    let item = 0;
    const keyed = found.map((entry) => {
      for (; item < this.#items.length; item++) {
        const [source, start] = this.#items[item] as readonly [number, number];
        if (source > entry.source || (source === entry.source && start > entry.start)) break;
      }
      return { entry, item };
    });
    keyed.sort((a, b) => a.item - b.item || Number(b.entry.parsing) - Number(a.entry.parsing));
    return keyed.map(({ entry }) => entry);
  }
}
