/**
 * What must be equal when a page is run again: rules, places and messages, and what is 0. Figures differ from run to
 * run; a placeholder stands for each of them. Findings and lines are compared as a set: their order depends on cost.
 */

/** What differs, and what stands for it; places in the programs of the tutorial stay as they are. */
const VOLATILE: readonly (readonly [pattern: RegExp, placeholder: string])[] = [
  [/\bv\d+\.\d+\.\d+\b/g, '‹version›'],
  [/\b(127\.0\.0\.1):\d+/g, '$1:‹port›'],
  [/(?<=\(pid )\d+/g, '‹pid›'],
  [/(?<=node:[\w/]+):\d+:\d+/g, ':‹place›'],
  [/\b\d+(?:\.\d+)? ?(?:ns|us|ms|s|min)\b/g, '‹time›'],
  [/(?<![\w.:/‹]|\.mjs:\d+:)(?!0(?![\d.]))\d+(?:\.\d+)?(?![\w:])/g, '‹n›'],
  [/(?<=‹n› (?:(?:lost )?cancellation|process|finding))(?:es|s)\b/g, ''],
];
/** How many equal losses there were when it was written, which of them is shown, how often they were tried. */
const FOLDED: typeof VOLATILE = [
  [/ \d+ alike(?= aborted by)/, ''],
  [/ all \d+: [\d.]+ \w+ waiting/, ''],
  [/, \d+ calls?(?=,| |$)/g, ''],
  [/(127\.0\.0\.1(?::\d+)?)\/\S*/g, '$1/‹path›'],
  [/(?<=started )(?:before|after)(?= the abort)/, '‹before or after›'],
  [/ → ([^→]+?)(?: → \1)+(?= → )/g, ' → $1'],
];
const BAR = /^.*\|@* +\d+ *$\n?/gm;
/** Said while equal losses go on; said when the end came before a verdict. */
const PASSING = /^(?:LOST {2}\d+ alike now|unjudged): .*\n?/gm;

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

function masked(text: string, table: typeof VOLATILE): string {
  return table.reduce((each, [pattern, placeholder]) => each.replace(pattern, placeholder), text);
}

function shapeOf(text: string): string {
  const shape = flat(text);
  return masked(shape.startsWith('LOST ') ? masked(shape, FOLDED) : shape, VOLATILE);
}

/** The finding that a paragraph is, or its lines. */
function items(paragraph: string): string[] {
  const start = paragraph.search(/^LOST {2}/m);
  if (start < 0) return paragraph.split('\n');
  return [...paragraph.slice(0, start).split('\n'), paragraph.slice(start)];
}

/** @returns what an output says, without what is by chance */
export function sayings(output: string): string[] {
  const parts = output
    .replace(BAR, '')
    .replace(PASSING, '')
    .split(/\n{2,}/)
    .flatMap(items);
  return [...new Set(parts.map(shapeOf).filter((shape) => shape !== ''))].sort();
}
