/** Keys: all of them for `?`, and those that the last line has room for. */
import type { TopModel } from './model.js';

export const HELP_LINES: readonly string[] = [
  '1 2 3 4, Tab      signals, operations, requests, timers',
  'up down, k j      choose a row; PageUp PageDown; gg and G: first and last',
  'left right, h l   choose the column to sort by',
  'i                 sort the other way round',
  '/                 only rows with this text: name, kind, state, warning, request, file, function',
  'Enter             details: stacks, who cancelled it, listeners, what it hangs together with',
  'Esc               back; without the filter',
  'space             stand still; again: go on',
  'Ctrl-L            draw all of the screen again',
  'q, Ctrl-C         quit',
  '',
  'Warn',
  '  lost    its cancellation was issued, and it goes on',
  '  left    the client of its request has left, and it goes on',
  '  leak    eight listeners of one place stay for ten seconds; or composites that are gone are still listed',
  '  never   a timer that is late, or due in a day or more',
  '  old     a request that is open for ten seconds',
  '',
  'Shown is what began while ntrace watched. Total is the age; Work counts live operations.',
];

/** The most needed first. */
const TABLE: readonly (readonly [key: string, does: string])[] = [
  ['q', 'quit'],
  ['?', 'help'],
  ['Tab', 'view'],
  ['Enter', 'details'],
  ['/', 'filter'],
  ['hjkl', 'move'],
  ['i', 'invert'],
  ['space', 'pause'],
];
const BESIDE: readonly (readonly [key: string, does: string])[] = [
  ['q', 'quit'],
  ['Esc', 'back'],
  ['jk', 'scroll'],
  ['space', 'pause'],
];

export function keysLine({ mode, filter, columns, paused }: TopModel, ascii: boolean): string {
  if (mode === 'filter') {
    const keys = '   Enter keep  Esc undo';
    const typed = `/${filter}${ascii ? '_' : '▏'}`;
    if (typed.length + keys.length <= columns) return `${typed}${keys}`;
    return [...typed].slice(-columns).join('');
  }
  const keys = (mode === 'table' ? TABLE : BESIDE).map(([key, does]) =>
    key === 'space' && paused ? ([key, 'go on'] as const) : ([key, does] as const),
  );
  // Words go before keys do, and what is needed least goes first.
  for (let words = keys.length; words > 0; words--) {
    const text = keys.map(([key, does], i) => (i < words ? `${key} ${does}` : key)).join('  ');
    if (text.length <= columns) return text;
  }
  let short = '';
  for (const [key] of keys) {
    const longer = short === '' ? key : `${short} ${key}`;
    if (longer.length > columns) break;
    short = longer;
  }
  return short;
}
