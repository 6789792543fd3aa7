/** The program as it runs when nothing but END is left to do. */
import { matchProbe } from '../../wire/glob.js';
import type { Program } from '../../wire/program.js';

const END = { provider: 'dtrace', module: '', function: '', name: 'END' };

/** The same clauses, those of END attached to it alone, the others to nothing; undefined when there is no END. */
export function endOnly(program: Program): Program | undefined {
  const clauses = program.clauses.map((clause) => ({
    ...clause,
    descriptions: clause.descriptions.some((description) => matchProbe(description, END)) ? [END] : [],
  }));
  return clauses.some(({ descriptions }) => descriptions.length > 0) ? { ...program, clauses } : undefined;
}
