/**
 * JavaScript values as one line of text, without running anything of the application: own data properties only,
 * proxies are named and not entered, depth, width and size are limited. print() shows more: print-value.ts.
 */
import { Renderer } from './render.js';

const SHORT = {
  depth: 3,
  entries: 12,
  string: 256,
  lineWidth: Number.POSITIVE_INFINITY,
  total: 4096,
  full: false,
};

/** `Name: message` of errors, else a short literal. At most some hundred characters. */
export function describe(value: unknown): string {
  try {
    return new Renderer(SHORT).render(value);
  } catch {
    return '[unreadable]';
  }
}

/** The text of an abort reason: '' for none. */
export function describeReason(value: unknown): string {
  if (typeof value !== 'string') return value === undefined ? '' : describe(value);
  return value.length > SHORT.string ? `${value.slice(0, SHORT.string)}…` : value;
}
