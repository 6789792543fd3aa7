/** All verbs; only the one that is called is loaded. */
import { Command, CommanderError } from 'commander';
import { nearest } from '../../lang/suggest.js';
import { CliError } from '../error.js';
import { SUMMARIES, type VerbName } from './summaries.js';
import type { Verb } from './verb.js';

const VERBS: Readonly<Record<VerbName, () => Promise<{ readonly verb: Verb }>>> = {
  check: () => import('./check.js'),
  completion: () => import('./completion.js'),
  demo: () => import('./demo.js'),
  doctor: () => import('./doctor.js'),
  dump: () => import('./dump.js'),
  graph: () => import('./graph.js'),
  lost: () => import('./lost.js'),
  ps: () => import('./ps.js'),
  run: () => import('./run.js'),
  top: () => import('./top.js'),
};

/** @throws CliError for an unknown verb and for wrong usage of a known one. */
export async function runVerb(name: string, args: readonly string[]): Promise<void> {
  if (!isVerb(name)) throw unknownVerb(name);
  const command = await commandOf(name);
  command.exitOverride().configureOutput({ writeErr: () => {} });
  try {
    await command.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return; // --help has been printed
    const message = error.message.replace(/^error: /, '');
    throw new CliError('usage', message, { hint: `ntrace ${name} --help`, exitCode: 2 });
  }
}

/** A verb as commander sees it. */
async function commandOf(name: VerbName): Promise<Command> {
  const { verb } = await VERBS[name]();
  const command = new Command(`ntrace ${name}`).description(SUMMARIES[name]);
  verb.configure(command, allVerbs);
  return command;
}

export async function allVerbs(): Promise<(readonly [name: string, command: Command])[]> {
  const names = Object.keys(VERBS).filter(isVerb);
  return Promise.all(names.map(async (name) => [name, await commandOf(name)] as const));
}

function isVerb(name: string): name is VerbName {
  return Object.hasOwn(VERBS, name);
}

function unknownVerb(name: string): CliError {
  const [near] = nearest(name, Object.keys(VERBS));
  const script = /\.d$|[{}:]/.test(name);
  const hint = script
    ? "a script is given with -s FILE, a program with -n 'PROGRAM'"
    : near === undefined
      ? 'ntrace --help lists verbs and options'
      : `did you mean ntrace ${near}?`;
  return new CliError('usage', `no such verb: ${name}`, { hint, exitCode: 2 });
}
