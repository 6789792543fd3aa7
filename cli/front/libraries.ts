/**
 * The D libraries of -L: every *.d of each folder, each behind those of the same folder that it depends on. A
 * folder or file that cannot be read is passed over, as in dtrace.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { needsOf } from '../../lang/libraries.js';
import type { SourceInput } from '../../lang/source.js';
import { CliError } from '../error.js';
import type { Log } from '../terminal/log.js';

/** @throws CliError for a dependency that is missing or circular. */
export function loadLibraries(folders: readonly string[], log: Log = () => {}): SourceInput[] {
  return folders.flatMap((folder) => inOrder(readFolder(folder), log));
}

function readFolder(folder: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const name of list(folder)) {
    try {
      texts.set(join(folder, name), readFileSync(join(folder, name), 'utf8'));
    } catch {
      // not ours to read
    }
  }
  return texts;
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.d'))
      .sort();
  } catch {
    return [];
  }
}

/** Depth first through what depends on each: a library is done when all that needs it is, and comes before that. */
function inOrder(texts: ReadonlyMap<string, string>, log: Log): SourceInput[] {
  const dependents = new Map<string, string[]>([...texts.keys()].map((library) => [library, []]));
  for (const [library, text] of texts) {
    for (const { kind, name } of needsOf(text)) {
      if (kind !== 'library') continue;
      const needed = join(library, '..', name);
      const list = dependents.get(needed);
      if (list === undefined) throw refusal(`Invalid library dependency in ${library}: ${needed}`);
      list.push(library);
    }
  }
  const sorted: SourceInput[] = [];
  const state = new Map<string, 'open' | 'done'>();
  let clock = 0;
  const visit = (library: string): void => {
    const start = ++clock;
    state.set(library, 'open');
    for (const dependent of dependents.get(library) as string[]) {
      if (state.get(dependent) === 'open')
        throw refusal(`Cyclic dependency detected: ${library} => ${dependent}`);
      if (state.get(dependent) === undefined) visit(dependent);
    }
    state.set(library, 'done');
    sorted.unshift({ name: library, text: texts.get(library) as string, kind: 'library' });
    log(`library ${library} sorted (${start}/${++clock})`);
  };
  for (const library of texts.keys()) if (state.get(library) === undefined) visit(library);
  return sorted;
}

function refusal(why: string): CliError {
  return new CliError('library', why, { hint: 'see #pragma D depends_on in the files of -L', exitCode: 1 });
}
