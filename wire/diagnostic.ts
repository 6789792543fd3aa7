/** A mistake in a D program, located. `lang` collects as many as it can; `cli` renders them. */
export type Diagnostic = {
  /** A tag of lang/tags.ts, such as D_PDESC_ZERO. */
  readonly tag: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** Index into the sources given to the compiler. */
  readonly source: number;
  /** Half-open offsets into that source's text. */
  readonly start: number;
  readonly end: number;
  /** 1-based, of `start`, and of `end` for a range that ends on another line. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** Named by a `#line` mark above, when one was. */
  readonly file?: string;
  readonly hints: readonly string[];
  /** Place in the order in which dtrace would meet it: a clause is parsed as a whole before its meaning is checked. */
  readonly rank: number;
  /** A second place that the message is about, such as the first definition. */
  readonly related?: {
    readonly source: number;
    readonly start: number;
    readonly end: number;
    readonly line: number;
    readonly column: number;
    readonly file?: string;
    readonly message: string;
  };
};
