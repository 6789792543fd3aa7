/** Reads objects of a located JSON file by a list of known keys; all that is wrong is collected. */
import { nearest } from '../../lang/suggest.js';
import type { Located, Mistake } from './located-json.js';

export class Reader {
  readonly mistakes: Mistake[] = [];

  wrong(place: { readonly start: number; readonly end: number }, message: string, hint?: string): void {
    this.mistakes.push({ start: place.start, end: place.end, message, hint });
  }

  /** The members that are known, by key. */
  object(value: Located, known: readonly string[], what: string): ReadonlyMap<string, Located> {
    const found = new Map<string, Located>();
    if (value.kind !== 'object') {
      this.wrong(value, `${what} must be an object`);
      return found;
    }
    for (const { key, start, end, value: member } of value.members) {
      if (known.includes(key)) found.set(key, member);
      else {
        const [near] = nearest(key, known);
        const hint = near === undefined ? `known keys: ${known.join(', ')}` : `did you mean "${near}"?`;
        this.wrong({ start, end }, `unknown key "${key}" of ${what}`, hint);
      }
    }
    return found;
  }

  list(value: Located | undefined, what: string): readonly Located[] {
    if (value === undefined) return [];
    if (value.kind === 'array') return value.items;
    this.wrong(value, `${what} must be a list`);
    return [];
  }

  text(value: Located | undefined, what: string): string | undefined {
    if (value === undefined) return undefined;
    if (value.kind === 'string' && value.value.trim() !== '') return value.value;
    this.wrong(value, `${what} must be a text that is not empty`);
    return undefined;
  }
}
