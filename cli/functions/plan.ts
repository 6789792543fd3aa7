/** Which functions of a script the descriptions of a program mean, as plans for the agent. */
import type { FunctionPlan } from '../../wire/functions.js';
import { matchFile, matchFunction, matchGlob } from '../../wire/glob.js';
import type { ProbeDescription } from '../../wire/probe.js';
import { Lines, type LocatedFunction, type Script } from './script.js';

export type PlannedFunction = FunctionPlan & {
  /** Indexes of the descriptions that mean it. */
  readonly meantBy: readonly number[];
};

const ENDS = ['entry', 'return'] as const;

export function isLine({ name }: ProbeDescription): boolean {
  return /^[1-9]\d*$/.test(name);
}

/** What a function without a name is called. */
export function shownName({ name, line }: LocatedFunction): string {
  return name === '' ? `<anonymous@${line}>` : name;
}

/**
 * Packages are left out where a description names no file at all.
 * @throws SyntaxError when the text cannot be read.
 */
export function planScript(
  script: Script,
  text: string,
  descriptions: readonly ProbeDescription[],
): { readonly plans: readonly PlannedFunction[]; readonly functions: readonly LocatedFunction[] } {
  const functions = script.functions(text);
  const lines = new Lines(text);
  const plans = new Map<LocatedFunction, PlannedFunction>();
  const add = (found: LocatedFunction, at: number, more: Partial<PlannedFunction>): void => {
    const plan = plans.get(found) ?? planOf(script, found, lines);
    plans.set(found, {
      ...plan,
      meantBy: [...plan.meantBy, at],
      ends: [...new Set([...plan.ends, ...(more.ends ?? [])])],
      lines: [...plan.lines, ...(more.lines ?? [])],
    });
  };
  descriptions.forEach((description, at) => {
    if (script.ofPackage && namesNoFile(description)) return;
    const fits = functions.filter(
      (found) =>
        matchFile(description.module, found.file) && matchFunction(description.function, shownName(found)),
    );
    if (!isLine(description)) {
      const ends = ENDS.filter((end) => matchGlob(description.name, end));
      for (const found of fits) add(found, at, { ends });
      return;
    }
    const line = Number(description.name);
    for (const file of new Set(fits.map((found) => found.file))) {
      const found = functionAt(script, functions, lines, file, line);
      if (found !== undefined && fits.includes(found.in))
        add(found.in, at, { lines: [[line, lines.place(found.offset)]] });
    }
  });
  return { plans: [...plans.values()], functions };
}

export function namesNoFile({ module }: ProbeDescription): boolean {
  return module === '' || module === '*';
}

/** The innermost function around what a line begins with, else the first that begins on the line. */
function functionAt(
  script: Script,
  functions: readonly LocatedFunction[],
  lines: Lines,
  file: string,
  line: number,
): { readonly in: LocatedFunction; readonly offset: number } | undefined {
  const place = script.lineAt(file, line);
  const offset = place === undefined ? undefined : lines.offset(place);
  if (offset === undefined) return undefined;
  const around = functions.findLast((found) => found.body <= offset && offset <= found.end);
  if (around !== undefined) return { in: around, offset };
  const begun = functions.find((found) => found.file === file && found.line === line);
  return begun === undefined ? undefined : { in: begun, offset: begun.body };
}

function planOf(script: Script, found: LocatedFunction, lines: Lines): PlannedFunction {
  return {
    script: script.info.id,
    from: lines.place(found.start),
    body: lines.place(found.body),
    end: lines.place(found.end),
    kind: found.kind,
    file: found.file,
    name: shownName(found),
    ends: [],
    lines: [],
    self: found.self,
    args: found.args,
    key: found.key,
    meantBy: [],
  };
}
