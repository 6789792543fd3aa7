/** A source file past the limit says in its head comment why it is one file. */
import type { Breach, SourceFile } from './sources.js';

const LIMIT_LINES = 400;
const CODE = /\.(?:ts|mjs|cjs|js)$/;

export function checkLength(files: readonly SourceFile[]): readonly Breach[] {
  const breaches: Breach[] = [];
  for (const { path, text } of files) {
    const lines = text.split('\n').length - 1;
    if (!CODE.test(path) || lines <= LIMIT_LINES || text.startsWith('// Generated')) continue;
    const head = /^(?:#!.*\n)?\s*(\/\*[\s\S]*?\*\/|(?:\/\/.*\n)+)/.exec(text)?.[1] ?? '';
    if (/\bone file\b/i.test(head)) continue;
    breaches.push({
      path,
      line: 1,
      message: `${lines} lines (at most ${LIMIT_LINES})`,
      remedy: 'split it by nouns; if it must stay whole, its head comment says why it is "one file"',
    });
  }
  return breaches;
}
