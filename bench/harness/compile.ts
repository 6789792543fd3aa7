/** D text to a Program, for benchmarks that run clauses without a target. */
import { compile } from '../../lang/compile.js';
import { PROVIDER_DEFS } from '../../probes/metadata.js';
import type { Program } from '../../wire/program.js';

/** @throws Error with the first diagnostic. */
export function compileText(text: string): Program {
  const { program, diagnostics } = compile({
    sources: [{ name: 'bench', text, kind: '-n' }],
    macroArgs: [],
    options: {},
    probes: { providers: PROVIDER_DEFS, complete: false },
    destructive: false,
    env: { pid: process.pid, ppid: process.ppid, uid: 0, gid: 0, euid: 0, egid: 0, pgid: 0, sid: 0 },
    allowZeroMatch: false,
  });
  if (program === undefined) throw new Error(`${text}: ${diagnostics[0]?.message}`);
  return program;
}
