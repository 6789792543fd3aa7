/** What the checks look at: the tracked and not ignored files of the repository, read once. */
import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';

/** Paths are relative to the repository, with slashes. */
export type SourceFile = { readonly path: string; readonly text: string };

/** A breach of a rule. `remedy` says what to do, not what is wrong. */
export type Breach = {
  readonly path: string;
  readonly line: number;
  readonly message: string;
  readonly remedy: string;
};

export type Check = (files: readonly SourceFile[]) => readonly Breach[];

/** The text files of the repository at `root`. */
export function readSources(root: string): readonly SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  const files: SourceFile[] = [];
  for (const path of new Set(listed.split('\0'))) {
    if (path === '' || lstatSync(`${root}/${path}`, { throwIfNoEntry: false })?.isFile() !== true) continue;
    const bytes = readFileSync(`${root}/${path}`);
    if (!bytes.includes(0)) files.push({ path, text: bytes.toString('utf8') });
  }
  return files;
}

/** The folders of the product; the rest may import anything. */
export const FOLDERS = ['agent', 'cli', 'probes', 'lang', 'graph', 'wire'] as const;

/** The product folder of a TypeScript file, if it is in one. */
export function folderOf(path: string): (typeof FOLDERS)[number] | undefined {
  if (!path.endsWith('.ts')) return undefined;
  return FOLDERS.find((folder) => path.startsWith(`${folder}/`));
}
