/** Reads the imports of a TypeScript file, and resolves relative ones to repository paths. */
import { posix } from 'node:path';
import { blank, lineOf } from './source-text.js';
import type { SourceFile } from './sources.js';

export type Import = {
  /** As written. */
  readonly specifier: string;
  /** Repository path of the TypeScript file a relative import names, else undefined. */
  readonly target: string | undefined;
  /** `import type`, `typeof import('x')`, `import('x').Type`: gone at run time. */
  readonly typeOnly: boolean;
  readonly line: number;
};

const STATIC = /(?<![\w$.])(import|export)\s+(type\s+)?(?:[\w$*{][^;'"()]*?\sfrom\s*)?['"]([^'"\n]+)['"]/g;
const DYNAMIC = /(?<![\w$.])(?:import|require)\s*\(\s*['"]([^'"\n]+)['"]/g;

export function importsOf(file: SourceFile): readonly Import[] {
  const text = blank(file.text, { strings: false });
  const code = blank(file.text, { strings: true });
  const imports: Import[] = [];
  const add = (offset: number, specifier: string, typeOnly: boolean): void => {
    // The keyword itself must be code: text that looks like an import inside a string is none.
    if (code.slice(offset, offset + 6).trim() === '') return;
    const target = specifier.startsWith('.')
      ? posix.join(posix.dirname(file.path), specifier).replace(/\.js$/, '.ts')
      : undefined;
    imports.push({ specifier, target, typeOnly, line: lineOf(text, offset) });
  };
  for (const match of text.matchAll(STATIC)) {
    const inner = match[0].match(/\{([^}]*)\}/)?.[1];
    const allTypes =
      inner !== undefined &&
      inner.trim() !== '' &&
      inner.split(',').every((name) => name.trim() === '' || /^\s*type\s/.test(name));
    add(match.index, match[3] as string, match[2] !== undefined || allTypes);
  }
  for (const match of text.matchAll(DYNAMIC)) {
    const before = text.slice(0, match.index);
    const after = text.slice(match.index + match[0].length);
    add(match.index, match[1] as string, /\btypeof\s+$/.test(before) || /^\s*\)\s*\.\s*[A-Z]/.test(after));
  }
  return imports;
}
