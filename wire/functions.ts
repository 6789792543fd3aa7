/**
 * Function probes (`pid$target:FILE:FUNCTION:entry`): what the agent says of the scripts of its isolate, and what
 * the consumer, who reads their text and source maps, asks it to probe. Places are 0-based, as the inspector's.
 */

/** A script of the application that V8 has compiled. */
export type ScriptInfo = {
  readonly id: string;
  /** file: URL or path. */
  readonly url: string;
  /** Of its source map; '' for none. Long ones (data:) stay in the source and are told by `inlineMap`. */
  readonly mapUrl: string;
  readonly inlineMap: boolean;
  readonly module: boolean;
};

export type Place = { readonly line: number; readonly column: number };

/** How a function returns: a promise settles later, a generator is entered at its first next(). */
export type FunctionKind = 'plain' | 'async' | 'generator';

/** A function to be probed. */
export type FunctionPlan = {
  readonly script: string;
  /** Where the function, its body and the end of that are. */
  readonly from: Place;
  readonly body: Place;
  readonly end: Place;
  readonly kind: FunctionKind;
  /** Shown as the probe's module: the original file. */
  readonly file: string;
  /** Shown as the probe's function. */
  readonly name: string;
  /** entry, return. */
  readonly ends: readonly ('entry' | 'return')[];
  /** Lines of the original file, and where they begin. */
  readonly lines: readonly (readonly [line: number, place: Place])[];
  /** JavaScript that gives `this`, and the arguments as a list, inside the function. */
  readonly self: string;
  readonly args: string;
  /** The property by which it is found on `this` or its prototypes: then a wrapper can take over. '' for none. */
  readonly key: string;
};
