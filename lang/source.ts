/** Source texts and places in them: offsets to lines and columns, `#line` marks included. */

export type SourceKind = 'file' | 'library' | '-n' | '-P' | '-m' | '-f' | '-i';
export type SourceInput = { readonly name: string; readonly text: string; readonly kind: SourceKind };

/** Half-open offsets into the text of one source. */
export type Span = { readonly source: number; readonly start: number; readonly end: number };

export function join(first: Span, last: Span): Span {
  return { source: first.source, start: first.start, end: last.end };
}

/** From `offset` (the start of a line) on, lines are numbered from `line`, in `file` when one was named. */
type LineMark = { readonly offset: number; readonly line: number; readonly file?: string };

export class Source {
  readonly name: string;
  readonly text: string;
  readonly kind: SourceKind;
  readonly index: number;
  readonly #lineStarts: number[] = [0];
  readonly #marks: LineMark[] = [];

  constructor(input: SourceInput, index: number) {
    this.name = input.name;
    this.text = input.text;
    this.kind = input.kind;
    this.index = index;
    for (let at = input.text.indexOf('\n'); at !== -1; at = input.text.indexOf('\n', at + 1))
      this.#lineStarts.push(at + 1);
  }

  /** `#line line "file"`, in force from `offset` on. Marks are added in text order. */
  mark(offset: number, line: number, file?: string): void {
    this.#marks.push({ offset, line, ...(file === undefined ? {} : { file }) });
  }

  /** 1-based; the column counts UTF-16 units. */
  position(offset: number): { readonly line: number; readonly column: number; readonly file?: string } {
    const row = this.#row(offset);
    const column = offset - (this.#lineStarts[row] as number) + 1;
    const mark = this.#marks.findLast((candidate) => candidate.offset <= offset);
    if (mark === undefined) return { line: row + 1, column };
    const line = mark.line + row - this.#row(mark.offset);
    return { line, column, ...(mark.file === undefined ? {} : { file: mark.file }) };
  }

  /** Index of the line that holds `offset`, by bisection. */
  #row(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
