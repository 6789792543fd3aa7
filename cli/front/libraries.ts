/**
 * The D libraries of -L: every *.d of each folder, each behind those of the same folder that it depends on. A
 * folder or file that cannot be read is passed over, as in dtrace.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { needsOf } from '../../lang/libraries.js';
import type { SourceInput } from '../../lang/source.js';
import { CliError } from '../error.js';

/** @throws CliError for a dependency that is missing or circular. */
export function loadLibraries(folders: readonly string[]): SourceInput[] {
  return folders.flatMap((folder) => inOrder(readFolder(folder)));
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

/** Depth first: what a library needs is complete before it. */
function inOrder(texts: ReadonlyMap<string, string>): SourceInput[] {
  const sorted: SourceInput[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (library: string, from: string): void => {
    const text = texts.get(library);
    if (text === undefined) throw refusal(`Invalid library dependency in ${from}: ${library}`);
    if (state.get(library) === 'done') return;
    if (state.get(library) === 'open') throw refusal(`Cyclic dependency detected: ${library} => ${from}`);
    state.set(library, 'open');
    for (const { kind, name } of needsOf(text))
      if (kind === 'library') visit(join(library, '..', name), library);
    state.set(library, 'done');
    sorted.push({ name: library, text, kind: 'library' });
  };
  for (const library of texts.keys()) visit(library, library);
  return sorted;
}

function refusal(why: string): CliError {
  return new CliError('library', why, { hint: 'see #pragma D depends_on in the files of -L', exitCode: 1 });
}
