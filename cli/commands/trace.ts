/**
 * The front door: compiles the program, opens its targets, runs it to its end, prints. A program with mistakes
 * never disturbs a target: it is compiled against what is known of Node first, then against the target itself.
 */

import { OptionSet } from '../../lang/options.js';
import { type ProbeDef, type ProbeDescription, type ProbeIndex, probeName } from '../../wire/probe.js';
import type { Program } from '../../wire/program.js';
import { CliError } from '../error.js';
import { admit, matchLines, probeLines } from '../front/admission.js';
import { askForPid, canAsk } from '../front/ask-pid.js';
import { type CompileSettings, compileOrReport } from '../front/compile.js';
import { loadLibraries } from '../front/libraries.js';
import { functionRows, listing, unmatchedText } from '../front/list.js';
import { type FrontOptions, parseFront } from '../front/options.js';
import { presentIn } from '../front/present.js';
import {
  asksForFunction,
  localModules,
  mayComeFrom,
  needsTarget,
  numbered,
  probeIndex,
} from '../front/probes.js';
import { runTrace } from '../front/run.js';
import { settingsOf } from '../front/settings.js';
import { loadSources } from '../front/sources.js';
import { stabilityReport } from '../front/stability.js';
import { OwnProcess, type Targets } from '../front/targets.js';
import { logLevelOf } from '../front/values.js';
import { functionsOf } from '../functions/list.js';
import type { AgentLink } from '../target.js';
import { debugLog, type Log, openLog } from '../terminal/log.js';
import { Output } from '../terminal/output.js';
import { say, testing, writeError } from '../terminal/say.js';
import { colorWanted } from '../terminal/style.js';
import { version } from '../version.js';

/** @returns the exit code. @throws CliError. */
export async function trace(argv: readonly string[]): Promise<number> {
  const front = parseFront(argv);
  if (front.mode === 'help' || argv.length === 0) return help(argv.length === 0, front.ascii);
  if (front.mode === 'version') return printVersion(front.verbose);
  const { options, preprocessor, libraries } = settingsOf(front, process.env);
  const log = await logFor(front, 'debug' in options);
  const here = front.pids.length === 0 && front.command === undefined;
  const settings: CompileSettings = {
    sources: [
      ...(front.programs.length === 0 ? [] : loadLibraries(libraries, log)),
      ...loadSources(front.programs, preprocessor),
    ],
    macroArgs: front.macroArgs,
    options,
    target: here ? undefined : (onlyPid(front) ?? 'each'),
    color: colorWanted(front.color, process.env, process.stderr.isTTY),
  };
  if (front.mode === 'list') return list(front, settings, log);
  if (front.programs.length === 0) {
    if (front.compileOnly) return 0;
    throw noProgram(front);
  }
  const index = probeIndex(localModules(), here);
  const program = compileOrReport(settings, index, front.zeroMatches);
  const effective = new OptionSet(program.options);
  if (front.dumpCode || effective.boolean('verbose')) writeError(codeText(program));
  if (front.compileOnly) return 0;
  const announce = (): void => {
    if (!effective.boolean('quiet'))
      for (const line of matchLines(settings.sources, program, index)) say(line);
    if (front.verbose) sayMore(front, settings, program, index);
  };
  // Without a target what matched comes first, as with dtrace; a target must not be disturbed in vain.
  if (here) announce();
  admit(program, index);
  const targets = await openTargets(front, program, index, log);
  if (!here) announce();
  if (!effective.boolean('quiet') && effective.boolean('destructive')) say('allowing destructive actions');
  return runTrace({
    front,
    program: recompiled(targets, settings, front, program),
    targets,
    log,
  });
}

async function logFor({ logLevel }: FrontOptions, debug: boolean): Promise<Log> {
  const level = process.env['NTRACE_LOG'];
  if (logLevel !== undefined) return openLog(logLevel);
  if (debug || process.env['DTRACE_DEBUG']) return debugLog;
  return openLog(level === undefined ? undefined : logLevelOf(level));
}

async function help(asError: boolean, ascii: boolean): Promise<number> {
  const { usageText } = await import('../front/usage.js');
  const text = usageText(ascii);
  if (asError) writeError(text);
  else process.stdout.write(text);
  return asError ? 2 : 0;
}

function printVersion(verbose: boolean): number {
  process.stdout.write(`ntrace ${version()}, D 2.0\n`);
  if (verbose)
    process.stdout.write(
      `node ${process.version}, v8 ${process.versions.v8}, ${process.platform} ${process.arch}\n`,
    );
  return 0;
}

function noProgram(front: FrontOptions): CliError {
  const scripts = front.macroArgs.find((word) => word.endsWith('.d'));
  const program = front.macroArgs.find((word) => /[{}]|:.*:/.test(word));
  const hint =
    program !== undefined
      ? `-n '${program}'`
      : scripts === undefined
        ? "give a program with -n 'PROGRAM' or -s FILE; ntrace --help has examples"
        : `-s ${scripts}`;
  return new CliError('usage', 'no probes specified', { hint, exitCode: front.macroArgs.length > 0 ? 2 : 1 });
}

/** Where dtrace prints it, under its test suite; beside the data for people. */
function sayMore(front: FrontOptions, settings: CompileSettings, program: Program, index: ProbeIndex): void {
  const report = stabilityReport(settings.sources, program, index);
  if (testing()) return printed(front, report);
  for (const line of probeLines(program, index)) say(line);
  writeError(report);
}

function printed(front: FrontOptions, text: string): void {
  const output = new Output(front.output, { gone: () => {}, say });
  output.write(Buffer.from(text, 'utf8').toString('latin1'));
  output.close();
}

/** The one line for each clause's function is where the emitted code names it. */
function codeText(program: Program): string {
  const clauses = program.clauses.map(
    (clause, number) => `// c${number}: ${clause.descriptions.map(probeName).join(', ')}\n`,
  );
  return `${clauses.join('')}${program.code}\n`;
}

async function openTargets(
  front: FrontOptions,
  program: Program,
  index: ProbeIndex,
  log: Log,
): Promise<Targets> {
  if (front.command !== undefined) {
    if (front.pids.length > 0)
      throw new CliError('usage', 'either -p PID or a command, not both', {
        hint: 'start the command in another terminal',
        exitCode: 2,
      });
    const [{ splitCommand }, { StartedCommand }] = await Promise.all([
      import('../launch.js'),
      import('../front/started.js'),
    ]);
    const words = typeof front.command === 'string' ? splitCommand(front.command) : front.command;
    return new StartedCommand(words, front, log);
  }
  if (front.pids.length > 0) return attach(front.pids, front, log);
  const foreign = needsTarget(program, index);
  if (foreign === undefined) return new OwnProcess();
  if (!canAsk())
    throw new CliError('usage', `${probeName(foreign)} fires in a Node.js process: which one?`, {
      hint: '-p PID (ntrace ps lists them), or -- node app.js',
      exitCode: 2,
    });
  return attach([await askForPid()], front, log);
}

async function attach(pids: readonly string[], front: FrontOptions, log: Log): Promise<Targets> {
  const { AttachedProcesses } = await import('../front/attached.js');
  return AttachedProcesses.open(pids, front, log);
}

/** Undefined when there can be several, each with a $target of its own. */
function onlyPid({ pids, children }: FrontOptions): number | undefined {
  const [pid = '', ...others] = pids;
  return others.length === 0 && !children && /^\d+$/.test(pid) ? Number(pid) : undefined;
}

/** Against the targets' own modules; they have said hello and run nothing yet. */
function recompiled(
  targets: Targets,
  settings: CompileSettings,
  front: FrontOptions,
  program: Program,
): Program {
  if (targets.links.length === 0) return program;
  const modules: Record<string, string[]> = {};
  for (const { hello } of targets.links)
    for (const [provider, names] of Object.entries(hello.modules))
      modules[provider] = [...new Set([...(modules[provider] ?? []), ...names])];
  try {
    const target = onlyPid(front) === undefined ? 'each' : targets.links[0]?.hello.pid;
    return compileOrReport({ ...settings, target }, probeIndex(modules, true), front.zeroMatches);
  } catch (error) {
    void targets.close();
    throw error;
  }
}

/** -l: what there is, without tracing; of a process, what that process has. */
async function list(front: FrontOptions, settings: CompileSettings, log: Log): Promise<number> {
  if (front.pids.length === 0) {
    const index = probeIndex(localModules(), true);
    return listed(front, index, described(settings, index), [], undefined);
  }
  const targets = await attach(front.pids.slice(0, 1), { ...front, children: false }, log);
  try {
    const [link] = targets.links as [AgentLink];
    const index = probeIndex(link.hello.modules, true);
    const descriptions = described({ ...settings, target: link.hello.pid }, index);
    const asked = descriptions === undefined || descriptions.some(mayComeFrom);
    const present = asked ? await presentIn(link, index) : [];
    const functions = descriptions?.filter(asksForFunction) ?? [];
    const found = functions.length === 0 ? undefined : await functionsOf(link, functions, index);
    return listed(front, index, descriptions, present, found);
  } finally {
    for (const link of targets.links) link.send({ type: 'stop', quiet: true });
    await targets.close();
  }
}

/** Undefined: everything. */
function described(settings: CompileSettings, index: ProbeIndex): readonly ProbeDescription[] | undefined {
  if (settings.sources.length === 0) return undefined;
  return compileOrReport(settings, index, true).clauses.flatMap((clause) => clause.descriptions);
}

function listed(
  front: FrontOptions,
  index: ProbeIndex,
  descriptions: readonly ProbeDescription[] | undefined,
  present: readonly ProbeDef[],
  functions: Awaited<ReturnType<typeof functionsOf>> | undefined,
): number {
  const known = numbered(index, present);
  const others = descriptions?.filter((description) => !asksForFunction(description));
  const { text, unmatched } = listing(known, index.providers, others, front.verbose);
  printed(
    front,
    text +
      (functions === undefined
        ? ''
        : functionRows(functions.rows, known.length, index, functions.peer.hello.pid, front.verbose)),
  );
  for (const description of unmatched) say(unmatchedText(description));
  for (const { description, hint } of functions?.unmatched ?? []) {
    say(unmatchedText({ ...description, provider: 'pid$target' }));
    say(`HINT: ${hint}`);
  }
  if (functions === undefined && descriptions?.some(asksForFunction) === true)
    say('functions are those of a process: -p PID');
  return 0;
}
