/** What `-p` may be: a PID, or a glob over the command line of Node processes, as `ntrace ps` prints it. */
import { basename } from 'node:path';
import { nearest } from '../../lang/suggest.js';
import { matchGlob } from '../../wire/glob.js';
import { CliError } from '../error.js';
import { parsePid } from '../target.js';
import { runtimeOf } from './runtime.js';
import { listPids, parentOf, printable, readCommand, readStatus } from './status.js';

export type Wanted = { readonly pids: readonly number[]; readonly globs: readonly string[] };

/** @throws CliError (usage) for an empty one, or a number that is no PID. */
export function parseWanted(texts: readonly string[]): Wanted {
  const isGlob = (text: string): boolean => text.trim() !== '' && !/^-?\d+$/.test(text);
  return {
    pids: [...new Set(texts.filter((text) => !isGlob(text)).map(parsePid))],
    globs: texts.filter(isGlob),
  };
}

type Process = { readonly pid: number; readonly command: string };

/** Node processes whose command line, with or without the directory of its first word, fits one of the globs. */
export function matchingPids(globs: readonly string[]): number[] {
  if (globs.length === 0) return [];
  const fits = (text: string): boolean => globs.some((glob) => matchGlob(glob, text));
  // The glob first: it costs one small file, the runtime several.
  return ours((words) => fits(words.join(' ')) || fits(withoutDirectory(words))).map(({ pid }) => pid);
}

function withoutDirectory([file = '', ...args]: readonly string[]): string {
  return [basename(file), ...args].join(' ');
}

/** Not ntrace itself, nor what has started it, nor another ntrace: they hold the glob in their own command line. */
function ours(fits: (words: readonly string[]) => boolean): Process[] {
  const above = new Set<number>();
  for (let pid = process.pid; pid > 1 && !above.has(pid); pid = parentOf(pid) ?? 0) above.add(pid);
  const uid = process.geteuid?.() ?? 0;
  return listPids().flatMap((pid) => {
    const words = readCommand(pid);
    if (words.length === 0 || above.has(pid) || !fits(words) || words[1] === process.argv[1]) return [];
    const status = readStatus(pid);
    if (status === undefined || status.state === 'Z' || (uid !== 0 && status.uid !== uid)) return [];
    return runtimeOf(pid).name === 'node' ? [{ pid, command: words.join(' ') }] : [];
  });
}

const NEAR = 3;

function spelledAlike(glob: string, all: readonly Process[]): Process[] {
  const words = new Map(
    all.flatMap((one) => one.command.split(/[\s/]+/).map((word) => [word, one] as const)),
  );
  const near = glob.split(/[\s/*?]+/).flatMap((word) => nearest(word, words.keys()));
  return [...new Set(near.flatMap((word) => words.get(word) ?? []))];
}

/** None matches: which ones nearly do. */
export function noMatch(glob: string): CliError {
  const all = ours(() => true);
  const literal = glob
    .split(/[*?[\]\\]+/)
    .filter((piece) => piece.trim().length > 1 && piece.trim() !== 'node');
  const containing = all.filter(({ command }) => literal.some((piece) => command.includes(piece.trim())));
  const near = containing.length > 0 ? containing : spelledAlike(glob, all);
  const shown = near.slice(0, NEAR).map(({ pid, command }) => `${pid} ${printable(command, 60)}`);
  const hint =
    shown.length === 0
      ? 'a glob has to fit the whole command line, * stands for any text; ntrace ps lists them'
      : `near: ${shown.join('; ')}. A glob has to fit the whole command line; ntrace ps lists all`;
  return new CliError('no-match', `no Node.js process matches -p ${JSON.stringify(glob)}`, {
    hint,
    exitCode: 4,
  });
}
