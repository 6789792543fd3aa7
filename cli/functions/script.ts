/** A script of a target: its functions as the user wrote them, through the source map where there is one. */
import {
  generatedPositionFor,
  LEAST_UPPER_BOUND,
  originalPositionFor,
  type TraceMap,
} from '@jridgewell/trace-mapping';
import type { Place, ScriptInfo } from '../../wire/functions.js';
import { matchFile } from '../../wire/glob.js';
import { below, mapAt, mapUrlIn, pathOf } from '../consumer/symbolize.js';
import { type NamePart, type ScannedFunction, scanFunctions } from './scan.js';

export type LocatedFunction = Omit<ScannedFunction, 'name'> & {
  readonly name: string;
  /** Original file, relative to the target's directory when it lies below; and line, 1-based. */
  readonly file: string;
  readonly line: number;
};

const IDENTIFIER = /^[\w$#]+$/;

export class Script {
  readonly info: ScriptInfo;
  /** As the user would write it. */
  readonly file: string;
  readonly #path: string;
  readonly #cwd: string;
  #map: TraceMap | undefined;

  constructor(info: ScriptInfo, cwd: string) {
    this.info = info;
    this.#cwd = cwd;
    this.#path = pathOf(info.url);
    this.file = below(this.#path, cwd);
    if (info.mapUrl !== '') this.#readMap(info.mapUrl);
  }

  get ofPackage(): boolean {
    return this.#path.includes('/node_modules/');
  }

  /** The files that it was made of; itself when it is nobody's output. */
  get files(): readonly string[] {
    if (this.#map === undefined) return [this.file];
    return this.#map.resolvedSources.map((source) => this.#shown(source));
  }

  /** May it hold functions of such a file? Unknown while its map is in its text. */
  mayMatch(pattern: string): boolean {
    return this.info.inlineMap || this.files.some((file) => matchFile(pattern, file));
  }

  #shown(source: string): string {
    return below(pathOf(source), this.#cwd);
  }

  #readMap(url: string): void {
    try {
      this.#map = mapAt(url, this.#path);
    } catch {
      this.#map = undefined; // then the generated text is what there is
    }
  }

  /** @throws SyntaxError when its text cannot be read. */
  functions(text: string): readonly LocatedFunction[] {
    if (this.info.inlineMap) this.#readMap(mapUrlIn(text) ?? '');
    const lines = new Lines(text);
    return scanFunctions(text, this.info.module).flatMap((scanned) => this.#locate(scanned, lines));
  }

  #locate(scanned: ScannedFunction, lines: Lines): LocatedFunction[] {
    const at = lines.place(scanned.start);
    const name = scanned.name.map((part) => this.#original(part, lines)).join('.');
    if (this.#map === undefined) return [{ ...scanned, name, file: this.file, line: at.line + 1 }];
    const place = originalPositionFor(this.#map, { line: at.line + 1, column: at.column });
    // A helper of the compiler's.
    if (place.source === null) return [];
    return [{ ...scanned, name, file: this.#shown(place.source), line: place.line }];
  }

  /** Minifiers rename; the map knows what the name was. */
  #original({ text, at }: NamePart, lines: Lines): string {
    if (at < 0 || this.#map === undefined) return text;
    const { line, column } = lines.place(at);
    const known = originalPositionFor(this.#map, { line: line + 1, column }).name;
    return known !== null && IDENTIFIER.test(known) ? known : text;
  }

  /** Where a line of an original file begins in this script. */
  lineAt(file: string, line: number): Place | undefined {
    if (this.#map === undefined) return file === this.file ? { line: line - 1, column: 0 } : undefined;
    const source = this.#map.resolvedSources.find((each) => this.#shown(each) === file);
    if (source === undefined) return undefined;
    const place = generatedPositionFor(this.#map, { source, line, column: 0, bias: LEAST_UPPER_BOUND });
    return place.line === null ? undefined : { line: place.line - 1, column: place.column };
  }
}

/** Offsets and places of a text. */
export class Lines {
  readonly #text: string;
  readonly #starts: number[] = [0];

  constructor(text: string) {
    this.#text = text;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  place(offset: number): Place {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: offset - (this.#starts[low] as number) };
  }

  /** Of the first thing at or behind a place of its line. */
  offset({ line, column }: Place): number | undefined {
    const start = this.#starts[line];
    if (start === undefined) return undefined;
    const end = this.#starts[line + 1] ?? this.#text.length + 1;
    const blank = /^[ \t]*/.exec(this.#text.slice(start + column, end - 1)) as RegExpExecArray;
    return start + column + blank[0].length;
  }
}
