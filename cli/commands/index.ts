/** All verbs with the line that `ntrace --help` shows; only the one that is called is loaded. */
import { Command, CommanderError } from 'commander';
import { nearest } from '../../lang/suggest.js';
import { CliError } from '../error.js';
import type { Verb } from './verb.js';

type Entry = {
  readonly summary: string;
  readonly load: () => Promise<{ readonly verb: Verb }>;
};

export const VERBS: Readonly<Record<string, Entry>> = {
  check: {
    summary: 'run a command and report lost cancellations, for CI',
    load: () => import('./check.js'),
  },
  completion: {
    summary: 'print the completion script of bash, zsh or fish',
    load: () => import('./completion.js'),
  },
  demo: {
    summary: 'attach to a small service of ours and show what can be seen',
    load: () => import('./demo.js'),
  },
  doctor: {
    summary: 'say why a process cannot be attached, and what to do',
    load: () => import('./doctor.js'),
  },
  dump: {
    summary: 'show live async operations with their creation stacks',
    load: () => import('./dump.js'),
  },
  graph: {
    summary: 'show which signals reach which operations',
    load: () => import('./graph.js'),
  },
  lost: { summary: 'print lost cancellations as they happen', load: () => import('./lost.js') },
  ps: { summary: 'list the Node.js processes of this machine', load: () => import('./ps.js') },
  run: { summary: 'run a script of the library, or list them', load: () => import('./run.js') },
  top: { summary: 'show a live table of what is going on', load: () => import('./top.js') },
};

/** @throws CliError for an unknown verb and for wrong usage of a known one. */
export async function runVerb(name: string, args: readonly string[]): Promise<void> {
  const entry = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (entry === undefined) throw unknownVerb(name);
  const command = await commandOf(name, entry);
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
async function commandOf(name: string, { summary, load }: Entry): Promise<Command> {
  const { verb } = await load();
  const command = new Command(`ntrace ${name}`).description(summary);
  verb.configure(command, allVerbs);
  return command;
}

export async function allVerbs(): Promise<(readonly [name: string, command: Command])[]> {
  const entries = Object.entries(VERBS);
  return Promise.all(entries.map(async ([name, entry]) => [name, await commandOf(name, entry)] as const));
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
