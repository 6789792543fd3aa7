/** A function that some consumer wants probed: its plan, its sites, and what is installed for them. */
import type { FunctionPlan, Place } from '../../wire/functions.js';
import type { Site, Sites } from '../../wire/host.js';
import type { StackFrame } from '../../wire/messages.js';

/** Of the inspector. */
export type Actual = { readonly lineNumber: number; readonly columnNumber: number };

export function isBefore(a: Place, b: Place): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}

/** A place with a breakpoint, while it is wanted. */
export class Point {
  readonly probed: Probed;
  readonly site: Site;
  readonly kind: 'entry' | 'return' | 'line';
  /** Undefined until they are first wanted: where a function returns is asked of V8. */
  places: readonly Place[] | undefined;
  /** The inspector's ids; empty while it is off. */
  breakpoints: readonly string[] = [];
  /** Over the limit: off for the rest of the second. */
  resting = false;

  constructor(probed: Probed, site: Site, kind: Point['kind'], places: readonly Place[] | undefined) {
    this.probed = probed;
    this.site = site;
    this.kind = kind;
    this.places = places;
  }
}

export class Probed {
  readonly plan: FunctionPlan;
  readonly entry: Site;
  readonly back: Site;
  readonly points: Point[];
  /** Set while a wrapper stands for the breakpoints of entry and return. */
  unwrap: (() => void) | undefined;
  /** What clauses want to know of a call, looked up once: a wrapper has no time for it. */
  takesStack = false;
  readsElapsed = false;
  /** The function in stacks, where it has just been entered. */
  frame: StackFrame;
  /** Looked for on `this` and not found, or about to be. */
  sought = false;

  constructor(plan: FunctionPlan, url: string, sites: Sites) {
    const { line, column } = plan.body;
    this.frame = { file: url, line: line + 1, column: column + 1, function: plan.name };
    this.plan = plan;
    this.entry = sites.site(plan.file, plan.name, 'entry');
    this.back = sites.site(plan.file, plan.name, 'return');
    this.points = [
      new Point(this, this.entry, 'entry', [plan.body]),
      new Point(this, this.back, 'return', undefined),
    ];
    this.addLines(plan, sites);
  }

  /** Is a place inside the function? */
  has({ lineNumber: line, columnNumber: column }: Actual): boolean {
    const { from, end } = this.plan;
    const place = { line, column };
    return !isBefore(place, from) && !isBefore({ ...end, column: end.column + 1 }, place);
  }

  enteredAt({ lineNumber, columnNumber }: Actual): void {
    this.frame = { ...this.frame, line: lineNumber + 1, column: columnNumber + 1 };
  }

  /** Another consumer may ask for other lines. */
  addLines({ file, name, lines }: FunctionPlan, sites: Sites): void {
    for (const [line, place] of lines) {
      const site = sites.site(file, name, String(line));
      if (!this.points.some((point) => point.site === site))
        this.points.push(new Point(this, site, 'line', [place]));
    }
  }
}
