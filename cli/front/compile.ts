/** From sources to a Program, or to messages on stderr: every mistake, located; or one, in dtrace's own form. */
import { readFileSync } from 'node:fs';
import { getegid, geteuid, getgid, getuid } from 'node:process';
import { compile } from '../../lang/compile.js';
import type { Target } from '../../lang/macros.js';
import { renderDiagnostics } from '../../lang/render.js';
import { renderFirst } from '../../lang/render-first.js';
import type { SourceInput } from '../../lang/source.js';
import type { ProbeIndex } from '../../wire/probe.js';
import type { Program } from '../../wire/program.js';
import { CliError } from '../error.js';
import { say, testing, writeError } from '../terminal/say.js';

export type CompileSettings = {
  readonly sources: readonly SourceInput[];
  readonly macroArgs: readonly string[];
  readonly options: Readonly<Record<string, string>>;
  readonly target: Target;
  readonly color: boolean;
};

/** @throws CompileError once the diagnostics are printed. */
export function compileOrReport(
  settings: CompileSettings,
  probes: ProbeIndex,
  allowZeroMatch: boolean,
): Program {
  const { sources, macroArgs, options, target } = settings;
  const script = sources.find(({ kind }) => kind === 'file')?.name;
  const { program, diagnostics, errtags } = compile({
    sources,
    macroArgs,
    options,
    probes,
    destructive: 'destructive' in options,
    ...(target === undefined ? {} : { target }),
    env: { ...identity(), ...(script === undefined ? {} : { script }) },
    allowZeroMatch,
  });
  const asDtrace = errtags || testing();
  if (program !== undefined) {
    if (diagnostics.length > 0 && !asDtrace)
      writeError(renderDiagnostics(diagnostics, sources, { color: settings.color }));
    return program;
  }
  if (asDtrace) say(renderFirst(diagnostics, sources, errtags));
  else writeError(renderDiagnostics(diagnostics, sources, { color: settings.color }));
  throw new CompileError();
}

/** The diagnostics have been printed: nothing is left to say. */
export class CompileError extends CliError {
  constructor() {
    super('compile', 'the program has errors', { exitCode: 1 });
  }
}

function identity() {
  return {
    pid: process.pid,
    ppid: process.ppid,
    uid: getuid?.() ?? 0,
    gid: getgid?.() ?? 0,
    euid: geteuid?.() ?? 0,
    egid: getegid?.() ?? 0,
    ...session(),
  };
}

/** Process group and session: Node has no call for them, Linux a file. */
function session(): { pgid: number; sid: number } {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { pgid: Number(fields[2]), sid: Number(fields[3]) };
  } catch {
    return { pgid: process.pid, sid: process.pid };
  }
}
