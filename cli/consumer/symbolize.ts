/**
 * Where a frame really is: through the source map that the file on disk carries (inline or beside it), as a
 * path relative to the target's directory when it lies below. A broken map is as good as none.
 */
import { readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { originalPositionFor, sourceContentFor, TraceMap } from '@jridgewell/trace-mapping';
import type { StackFrame } from '../../wire/messages.js';

/** A generated file or map beyond this is not read. */
const MAX_BYTES = 64 * 1024 * 1024;
/** The comment is near the end; an inline map can be long, a sane line of code is not. */
const COMMENT = /\/[/*][#@]\s*sourceMappingURL=([^\s'"*]+)\s*(?:\*\/)?\s*$/;

export class Symbolizer {
  readonly #maps = new Map<string, TraceMap | undefined>();
  readonly #frames = new Map<string, StackFrame>();

  /** The frame as the user wrote it. Never throws. */
  readonly symbolize = (frame: StackFrame, cwd: string): StackFrame => {
    const key = `${cwd}\n${frame.file}\n${frame.line}:${frame.column}:${frame.async === true}\n${frame.function}`;
    let known = this.#frames.get(key);
    if (known === undefined) {
      known = this.#locate(frame, cwd);
      this.#frames.set(key, known);
    }
    return known;
  };

  /** What a map that was read carries of a source. */
  contentOf(source: string): string | undefined {
    for (const map of this.#maps.values()) {
      const name = map?.resolvedSources.find((each) => pathOf(each) === source);
      if (map !== undefined && name !== undefined) return sourceContentFor(map, name) ?? undefined;
    }
    return undefined;
  }

  #locate(frame: StackFrame, cwd: string): StackFrame {
    const file = pathOf(frame.file);
    if (!isAbsolute(file)) return frame;
    const mapped = this.#mapped(file, frame.line, frame.column);
    if (mapped === undefined) return { ...frame, file: below(file, cwd) };
    return { ...frame, ...mapped, file: below(mapped.file, cwd) };
  }

  #mapped(
    file: string,
    line: number,
    column: number,
  ): { file: string; line: number; column: number } | undefined {
    if (line < 1 || column < 1) return undefined;
    const map = this.#mapOf(file);
    if (map === undefined) return undefined;
    const place = originalPositionFor(map, { line, column: column - 1 });
    if (place.source === null || place.line === null) return undefined;
    return { file: pathOf(place.source), line: place.line, column: place.column + 1 };
  }

  #mapOf(file: string): TraceMap | undefined {
    if (this.#maps.has(file)) return this.#maps.get(file);
    let map: TraceMap | undefined;
    try {
      map = readMap(file);
    } catch {
      map = undefined; // no file, no map, a broken map: the generated place is still true
    }
    this.#maps.set(file, map);
    return map;
  }
}

function readMap(file: string): TraceMap | undefined {
  const url = mapUrlIn(readBounded(file));
  return url === undefined ? undefined : mapAt(url, file);
}

/** The address that a generated text names at its end. */
export function mapUrlIn(code: string): string | undefined {
  return COMMENT.exec(code.slice(code.lastIndexOf('sourceMappingURL=') - 10).trimEnd())?.[1];
}

/**
 * The map that `file` names by `url`; undefined when it is not a file or data.
 * @throws Error when it cannot be read.
 */
export function mapAt(url: string, file: string): TraceMap | undefined {
  if (url.startsWith('data:')) {
    const comma = url.indexOf(',');
    const base64 = url.slice(0, comma).endsWith(';base64');
    const data = url.slice(comma + 1);
    const json = base64 ? Buffer.from(data, 'base64').toString('utf8') : decodeURIComponent(data);
    return new TraceMap(json, file);
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(url) && !url.startsWith('file:')) return undefined;
  const path = url.startsWith('file:') ? fileURLToPath(url) : resolve(dirname(file), decodeURIComponent(url));
  return new TraceMap(readBounded(path), path);
}

function readBounded(path: string): string {
  const { size } = statSync(path);
  if (size > MAX_BYTES) throw new RangeError(`${path}: ${size} bytes`);
  return readFileSync(path, 'utf8');
}

export function pathOf(file: string): string {
  if (!file.startsWith('file:')) return file;
  try {
    return fileURLToPath(file);
  } catch {
    return file;
  }
}

/** Relative when it lies in or below `cwd`. */
export function below(file: string, cwd: string): string {
  if (!isAbsolute(file) || !isAbsolute(cwd)) return file;
  const path = relative(cwd, file);
  return path === '' || path.startsWith('..') || isAbsolute(path) ? file : path;
}
