/** The smallest part of a text that still does not survive, by the same error. */
import type { CompileInput } from '../../lang/compile.js';
import { tokens } from './mutate.js';
import { survive } from './survive.js';

const TRIES = 2000;

export function minimize(input: CompileInput, run: boolean): string {
  const [source, ...others] = input.sources;
  if (source === undefined) return '';
  const wanted = failure(input, run);
  let tries = TRIES;
  const fails = (list: readonly string[]): boolean => {
    const text = list.join('');
    return tries-- > 0 && failure({ ...input, sources: [{ ...source, text }, ...others] }, run) === wanted;
  };
  let list = reduce(tokens(source.text), fails);
  if (list.length < 200) list = reduce([...list.join('')], fails);
  return list.join('');
}

/** Leaves out ever smaller runs, as long as what is left fails. */
function reduce(given: readonly string[], fails: (list: readonly string[]) => boolean): readonly string[] {
  let list = given;
  for (let size = Math.ceil(list.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < list.length; ) {
      const shorter = [...list.slice(0, at), ...list.slice(at + size)];
      if (fails(shorter)) list = shorter;
      else at += size;
    }
  }
  return list;
}

/** The first line of what went wrong, without what differs from input to input. */
function failure(input: CompileInput, run: boolean): string | undefined {
  try {
    survive(input, run);
    return undefined;
  } catch (error) {
    const text = error instanceof Error ? `${error.name} ${error.message}` : String(error);
    return (text.split('\n')[0] as string).replace(/[\d"'].*/, '');
  }
}
