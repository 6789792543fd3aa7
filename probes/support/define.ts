/** Shorthand for tables of probes; used by provider files, not by anybody else. */
import type { ArgDef, ProbeDef, RecordType } from '../../wire/probe.js';

/** The argument that shows a record type. */
export function record(name: string, type: RecordType): ArgDef {
  return { name, type: type.name, doc: type.doc };
}

/** All combinations of modules and probes of one function. */
export function probesOf(
  provider: string,
  modules: readonly string[],
  fn: string,
  probes: readonly { name: string; args: readonly ArgDef[]; doc: string }[],
): ProbeDef[] {
  return modules.flatMap((module) => probes.map((probe) => ({ provider, module, function: fn, ...probe })));
}
