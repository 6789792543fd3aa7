/** In which order rows come, in the target and where the rows of several are merged. */
import { TABLE_WARNINGS, type TableRow, type TableSort } from '../wire/table.js';

type Sorted = Pick<TableRow, TableSort>;

/** Text, ids, and what is due soon. */
const SMALLEST_FIRST: ReadonlySet<TableSort> = new Set([
  'id',
  'dueMs',
  'state',
  'kind',
  'name',
  'request',
  'site',
]);

export function ascending(sort: TableSort, invert: boolean): boolean {
  return SMALLEST_FIRST.has(sort) !== invert;
}

/** Rows that are alike come in the order they were made. */
export function comparison(sort: TableSort, invert: boolean): (a: Sorted, b: Sorted) => number {
  const key = keyOf(sort);
  const sign = ascending(sort, invert) ? 1 : -1;
  return (a, b) => {
    const x = key(a);
    const y = key(b);
    return x < y ? -sign : x > y ? sign : a.id - b.id;
  };
}

function keyOf(sort: TableSort): (row: Sorted) => string | number {
  if (sort === 'warn') return ({ warn }) => TABLE_WARNINGS.indexOf(warn);
  if (sort === 'dueMs') return ({ dueMs }) => dueMs ?? Number.POSITIVE_INFINITY;
  if (sort !== 'site') return (row) => row[sort] as string | number;
  const places = new Map<object, string>();
  return ({ site }) => {
    if (site === null) return '';
    let place = places.get(site);
    if (place === undefined) {
      const { file, line, column } = site;
      places.set(site, (place = `${file}:${String(line).padStart(7)}:${String(column).padStart(5)}`));
    }
    return place;
  };
}

/** The first `count`, in order: a heap with the worst of them on top, so that most rows cost one comparison. */
export function firstOf<T>(rows: readonly T[], count: number, compare: (a: T, b: T) => number): T[] {
  if (count <= 0) return [];
  const heap: T[] = [];
  const swap = (i: number, j: number): void => {
    const held = heap[i] as T;
    heap[i] = heap[j] as T;
    heap[j] = held;
  };
  const worse = (i: number, j: number): boolean => compare(heap[i] as T, heap[j] as T) > 0;
  for (const row of rows) {
    if (heap.length < count) {
      let at = heap.push(row) - 1;
      for (let up = (at - 1) >> 1; at > 0 && worse(at, up); up = (at - 1) >> 1) {
        swap(at, up);
        at = up;
      }
      continue;
    }
    if (compare(row, heap[0] as T) >= 0) continue;
    heap[0] = row;
    for (let at = 0; ; ) {
      let below = 2 * at + 1;
      if (below + 1 < count && worse(below + 1, below)) below++;
      if (below >= count || !worse(below, at)) break;
      swap(at, below);
      at = below;
    }
  }
  return heap.sort(compare);
}
