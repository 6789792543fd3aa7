/** print(): a JavaScript value with what it holds, over several lines when it is large. Runs nothing of the application. */
import { PROVIDERS } from '../probes/index.js';
import type { RecordType } from '../wire/probe.js';
import { type Limits, Renderer } from './render.js';

/** What options printdepth and printsize leave open. */
const ENTRIES = 100;
const STRING = 1024;
const LINE_WIDTH = 76;

export type PrintLimits = { readonly depth: number; readonly size: number };

function limitsOf({ depth, size }: PrintLimits): Limits {
  return { depth, entries: ENTRIES, string: STRING, lineWidth: LINE_WIDTH, total: size, full: true };
}

export function printValue(value: unknown, limits: PrintLimits): string {
  try {
    return new Renderer(limitsOf(limits)).render(value);
  } catch {
    return '[unreadable]';
  }
}

const MEMBERS: ReadonlyMap<string, readonly string[]> = new Map(
  PROVIDERS.flatMap((provider): readonly RecordType[] => provider.types).map(({ name, members }) => [
    name,
    members.map((member) => member.name),
  ]),
);

/** A typed argument: the members that its type declares, and no others of the record behind it. */
export function printRecord(record: unknown, type: string, limits: PrintLimits): string {
  if (typeof record !== 'object' || record === null) return 'NULL';
  const members = MEMBERS.get(type) ?? [];
  try {
    return new Renderer(limitsOf(limits)).record(
      type,
      members.map((name) => [name, () => (record as Record<string, unknown>)[name]] as const),
    );
  } catch {
    return '[unreadable]';
  }
}
