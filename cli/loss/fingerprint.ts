/**
 * What makes two findings equal, now and after the code around them has moved: the rule, and for each place its
 * package without version, its file within the package and its function. No line numbers. A place without a
 * function name is told from others of its file by the text of its line.
 */
import { createHash } from 'node:crypto';
import type { RuleId } from '../../wire/finding.js';

export type PlaceKey = {
  /** Name of the package; '' for the application. */
  readonly package: string;
  /** Within the package. */
  readonly file: string;
  readonly function: string;
  /** The line's text. */
  readonly source: string;
};

const LENGTH = 16;

/** @param places lost at, went on, source; null where not known */
export function fingerprint(rule: RuleId, places: readonly (PlaceKey | null)[]): string {
  const parts = places.map((place) => (place === null ? [] : partsOf(place)));
  return createHash('sha256')
    .update(JSON.stringify([rule, ...parts]))
    .digest('hex')
    .slice(0, LENGTH);
}

function partsOf(place: PlaceKey): string[] {
  const name = stableName(place.function);
  const named = name !== '' && name !== '<anonymous>';
  return [
    place.package,
    place.file,
    named ? name : '',
    named ? '' : place.source.replace(/\s+/g, ' ').trim(),
  ];
}

/** As V8 names the receiver differs by the object's class at run time: `Object.run`, `Foo.run [as go]`. */
function stableName(name: string): string {
  return name
    .replace(/ \[as [^\]]*\]$/, '')
    .replace(/^(?:async |new )+/, '')
    .replace(/^Object\./, '');
}
