/** The FUNCTION:NAME column, and -F: entries indent, returns unindent, the rest hangs on the current depth. */
import type { FiredProbe } from '../exporter.js';

const STEP = 2;

/** `function:name` as dtrace has it; a probe without function is told apart by its module. */
export function probeColumn(probe: FiredProbe): string {
  const where = probe.function === '' && probe.module !== '' ? `${probe.module}:` : probe.function;
  return `${where}:${probe.name}`;
}

/** The nesting of one thread. */
export class Flow {
  #depth = 0;
  #last: { readonly probe: number; readonly clause: number } | undefined;

  /** The text of the FUNCTION column of one record. */
  enter(probe: FiredProbe, clause: number): string {
    const last = this.#last;
    this.#last = { probe: probe.id, clause };
    // A later clause of the same firing is not another call; a firing begins with an earlier one.
    const again = last !== undefined && last.probe === probe.id && last.clause < clause;
    const kind = kindOf(probe);
    const wide = probe.provider === 'syscall' ? '=' : '-';
    // DIFFERS: Oracle's dtrace steps back for each clause of a return, and so loses the callers' depth.
    if (kind === 'return' && !again && this.#depth > 0) this.#depth -= STEP;
    const margin = ' '.repeat(this.#depth);
    if (kind === undefined || (kind === 'entry' && again)) return `${margin}| ${probeColumn(probe)}`;
    if (kind === 'entry') this.#depth += STEP;
    return `${margin}${kind === 'entry' ? ` ${wide}> ` : ` <${wide} `}${probe.function || probe.module}`;
  }
}

/** `entry`, `method-entry`, but not carpentry; callbacks of async resources nest like calls. */
function kindOf({ provider, name }: FiredProbe): 'entry' | 'return' | undefined {
  if (name === 'entry' || name.endsWith('-entry')) return 'entry';
  if (name === 'return' || name.endsWith('-return')) return 'return';
  if (provider === 'async') return name === 'before' ? 'entry' : name === 'after' ? 'return' : undefined;
  return undefined;
}
