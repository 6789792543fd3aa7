/**
 * From a frame of a process to a place for people: through source maps, with the package it belongs to and the
 * line itself, its path relative to our directory when it lies below. Files are read once. Never throws.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { FindingFrame } from '../../wire/finding.js';
import type { StackFrame } from '../../wire/messages.js';
import { below, Symbolizer } from '../consumer/symbolize.js';
import type { PlaceKey } from './fingerprint.js';

export type Place = { readonly frame: FindingFrame; readonly key: PlaceKey };

const MODULES = `${sep}node_modules${sep}`;
/** Bundles beyond this are not read for a line. */
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_FILES = 1_000;
/** A minified line is shown around the column. */
const MAX_LINE = 160;

export class Places {
  readonly #symbolizer = new Symbolizer();
  readonly #cwd: string;
  readonly #lines = new Map<string, readonly string[]>();
  readonly #versions = new Map<string, string>();
  readonly #roots = new Map<string, string>();

  constructor(cwd = process.cwd()) {
    this.#cwd = cwd;
  }

  /** @param node version of the process, for frames of Node itself */
  place(frame: StackFrame | null, node: string): Place | null {
    if (frame === null || frame.file === '') return null;
    const { file, line, column, function: name } = this.#symbolizer.symbolize(frame, '');
    const source = excerpt(this.#linesOf(file)[line - 1] ?? '', column);
    const inside = this.#packageOf(file, node);
    return {
      frame: {
        file: below(file, this.#cwd),
        line,
        column,
        function: name,
        package: inside.version === '' ? inside.name : `${inside.name}@${inside.version}`,
        source,
      },
      key: { package: inside.name, file: inside.file, function: name, source },
    };
  }

  #packageOf(file: string, node: string): { name: string; version: string; file: string } {
    if (file.startsWith('node:')) return { name: 'node', version: node.replace(/^v/, ''), file };
    const at = file.lastIndexOf(MODULES);
    if (at >= 0) {
      const rest = file.slice(at + MODULES.length).split(sep);
      const words = rest[0]?.startsWith('@') === true ? 2 : 1;
      const name = rest.slice(0, words).join('/');
      const root = join(file.slice(0, at), 'node_modules', ...rest.slice(0, words));
      return { name, version: this.#versionOf(root), file: rest.slice(words).join('/') };
    }
    if (!isAbsolute(file)) return { name: '', version: '', file };
    return { name: '', version: '', file: relative(this.#rootOf(dirname(file)), file) };
  }

  #versionOf(root: string): string {
    let version = this.#versions.get(root);
    if (version === undefined) {
      version = '';
      try {
        const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
          version?: unknown;
        };
        if (typeof manifest.version === 'string') version = manifest.version;
      } catch {
        // no manifest: the name alone
      }
      this.#versions.set(root, version);
    }
    return version;
  }

  /** The nearest directory upwards with a package.json, else ours: the same wherever the repository lies. */
  #rootOf(directory: string): string {
    let root = this.#roots.get(directory);
    if (root === undefined) {
      const parent = dirname(directory);
      if (existsSync(join(directory, 'package.json'))) root = directory;
      else root = parent === directory ? this.#cwd : this.#rootOf(parent);
      this.#roots.set(directory, root);
    }
    return root;
  }

  #linesOf(file: string): readonly string[] {
    let lines = this.#lines.get(file);
    if (lines === undefined) {
      lines = (this.#textOf(file) ?? '').split('\n');
      if (this.#lines.size >= MAX_FILES) this.#lines.clear();
      this.#lines.set(file, lines);
    }
    return lines;
  }

  /** The file on disk, else what a source map carries of it. */
  #textOf(file: string): string | undefined {
    try {
      if (isAbsolute(file) && statSync(file).size <= MAX_BYTES) return readFileSync(file, 'utf8');
    } catch {
      // only its map has it
    }
    return this.#symbolizer.contentOf(file);
  }
}

function excerpt(line: string, column: number): string {
  const text = line.trim();
  if (text.length <= MAX_LINE) return text;
  const at = Math.max(0, column - 1 - (line.length - line.trimStart().length));
  const from = Math.max(0, Math.min(at - MAX_LINE / 4, text.length - MAX_LINE));
  return text.slice(from, from + MAX_LINE).trim();
}
