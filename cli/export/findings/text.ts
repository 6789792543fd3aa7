/**
 * Findings for people: ntrace's LOST record, five facts in reading order, then what was watched and what could
 * not be seen. ux.md section 3.
 */
import type { Cost, FindingFrame } from '../../../wire/finding.js';
import type { DropCause } from '../../../wire/messages.js';
import { dropText } from '../../consumer/drops.js';
import { cancellationsOf, type Finding, processesOf, type Report, unjudgedOf } from '../../loss/finding.js';
import { printable } from '../../proc/status.js';
import type { Style } from '../../terminal/style.js';
import { bytesText, msText, plural } from './units.js';

export type TextStyle = {
  readonly style: Style;
  readonly ascii: boolean;
  /** Parts of a line that would end beyond begin a line of their own. */
  readonly width: number;
};

const LABEL = 15;
const GAP = '   ';
const MAX_TEXT = 300;

export function textReport(report: Report, view: TextStyle): string {
  const records = report.findings.map((finding) => `${lostRecord(finding, view)}\n`);
  return `${records.join('')}${summaryLines(report).join('\n')}\n`;
}

/** One finding; ends with a line break. */
export function lostRecord(finding: Finding, view: TextStyle): string {
  const { style } = view;
  const { wentOn, source, lostAt } = finding;
  const site = same(lostAt, wentOn.site) ? [] : [where(wentOn.site, view), code(wentOn.site, view)];
  const alike = finding.count === 1 ? '' : `${finding.count} alike`;
  const lines = [
    parts(`${style.red(style.bold('LOST'))}  `, 6, 8, [style.bold(clean(finding.message)), alike], GAP, view),
    fact('aborted by', [sourceText(finding), where(source.site, view), code(source.site, view)], view),
    fact('reached', [reachedText(finding, view)], view),
    fact('dropped at', lostAt === null ? ['not known'] : [where(lostAt, view), code(lostAt, view)], view),
    fact('went on as', [...wentOnTexts(finding), ...site], view),
    prose(
      'why lost',
      [...wordsOf(finding.why), `(${style.yellow(finding.rule)},`, `${finding.confidence})`],
      view,
    ),
    prose('fix', wordsOf(finding.fix).map(style.green), view),
    ...(finding.test === null ? [] : [fact('in test', [clean(finding.test)], view)]),
  ];
  return lines.join('');
}

function fact(label: string, words: readonly string[], view: TextStyle): string {
  return parts(`  ${label.padEnd(LABEL - 2)}`, LABEL, LABEL + 2, words, GAP, view);
}

function prose(label: string, words: readonly string[], view: TextStyle): string {
  return parts(`  ${label.padEnd(LABEL - 2)}`, LABEL, LABEL + 2, words, ' ', view);
}

function wordsOf(text: string): string[] {
  return clean(text).split(' ');
}

/** Words with gaps between; what does not fit goes to the next line, never broken itself: paths stay whole. */
function parts(
  head: string,
  indent: number,
  deeper: number,
  words: readonly string[],
  gap: string,
  { width }: TextStyle,
): string {
  let out = head;
  let column = indent;
  let first = true;
  for (const word of words) {
    if (word === '') continue;
    const size = visible(word);
    if (!first && column + gap.length + size > width) {
      out += `\n${' '.repeat(deeper)}`;
      column = deeper;
    } else if (!first) {
      out += gap;
      column += gap.length;
    }
    out += word;
    column += size;
    first = false;
  }
  return `${out}\n`;
}

function visible(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours
  return text.replace(/\u001b\[\d+m/g, '').length;
}

function clean(text: string): string {
  return printable(text, MAX_TEXT);
}

const SOURCES: Readonly<Record<Finding['source']['kind'], string>> = {
  controller: 'controller.abort()',
  timeout: 'timeout',
  any: 'AbortSignal.any()',
  static: 'AbortSignal.abort()',
  foreign: "an 'abort' of its own making",
  disconnect: 'client disconnected',
  'iterator-return': 'iterator return()',
  'stream-destroy': 'stream destroy()',
  dispose: 'dispose',
};

const USUAL =
  /^(?:AbortError: This operation was aborted|TimeoutError: The operation was aborted due to timeout)/;

function sourceText({ source }: Finding): string {
  const { kind, reason, at } = source;
  const what = Object.hasOwn(SOURCES, kind) ? SOURCES[kind] : String(kind);
  if (at === null) return `${what}, never issued`;
  // What every such abort says tells nothing.
  const plain = reason === '' || USUAL.test(reason);
  return plain || reason === what ? what : `${what}: ${clean(reason)}`;
}

function where(frame: FindingFrame | null, { style }: TextStyle): string {
  if (frame === null) return '';
  const inside = frame.package === '' || frame.package.startsWith('node@') ? '' : ` (${frame.package})`;
  return `${style.cyan(clean(`${frame.file}:${frame.line}:${frame.column}`))}${clean(inside)}`;
}

function same(a: FindingFrame | null, b: FindingFrame | null): boolean {
  return a?.file === b?.file && a?.line === b?.line && a?.column === b?.column;
}

function code(frame: FindingFrame | null, { style, width }: TextStyle): string {
  const room = Math.max(20, width - LABEL - 2);
  return frame === null || frame.source === '' ? '' : style.dim(printable(frame.source, room));
}

/** How far it got, hop by hop. */
function reachedText(finding: Finding, { ascii }: TextStyle): string {
  const hops = finding.reached.map(({ kind, state, frame }) => {
    const name = frame === null || frame.function === '' ? '' : ` ${frame.function}`;
    return `${kind}${clean(name)} ${state}`;
  });
  if (hops.length === 0) return 'nothing';
  return hops.join(ascii ? ' -> ' : ' → ');
}

function wentOnTexts({ wentOn, total, count }: Finding): string[] {
  const started = wentOn.startedAfterAbort ? 'started after the abort' : 'started before the abort';
  return [
    clean(`${wentOn.kind} ${wentOn.label}`.trim()),
    [...costTexts(wentOn.cost), started].join(', '),
    count === 1 ? '' : `all ${count}: ${costTexts(total).join(', ') || 'cost not known'}`,
  ];
}

function costTexts({ waitMs, cpuMs, bytes, requests }: Cost): string[] {
  return [
    ...(waitMs === null ? [] : [`${msText(waitMs)} waiting`]),
    ...(cpuMs === null ? [] : [`${msText(cpuMs)} CPU`]),
    ...(bytes === null ? [] : [`${bytesText(bytes)} moved`]),
    ...(requests === null || requests === 0 ? [] : [plural(requests, 'call')]),
  ];
}

/** What was found, what was watched, what was not seen. */
export function summaryLines(report: Report): string[] {
  const { findings, watched, drops, blindSpots } = report;
  const losses = findings.reduce((sum, { count }) => sum + count, 0);
  const found =
    findings.length === 0
      ? 'no lost cancellations'
      : `${plural(findings.length, 'finding')} (${plural(losses, 'lost cancellation')})`;
  const lines = [
    `${found} in ${plural(cancellationsOf(report), 'cancellation')} of ${plural(processesOf(report), 'process', 'es')}` +
      (watched.length > processesOf(report) ? `, ${plural(watched.length, 'isolate')}` : ''),
  ];
  const hidden = [
    ...(report.ignored.config > 0 ? [`${report.ignored.config} by ntrace.config.json`] : []),
    ...(report.ignored.baseline > 0 ? [`${report.ignored.baseline} in the baseline`] : []),
  ];
  if (hidden.length > 0) lines.push(`ignored: ${hidden.join(', ')}`);
  const unjudged = unjudgedOf(report);
  if (unjudged > 0) {
    const named = watched
      .filter((each) => each.unjudged > 0)
      .map(
        (each) => `${each.unjudged} in ${each.command}${each.ended === 'killed' ? ', which was killed' : ''}`,
      );
    lines.push(`unjudged: ${unjudged} had no verdict yet at the end: ${few(named)}`);
  }
  const dropped = Object.entries(drops)
    .filter(([, count]) => count > 0)
    .map(([cause, count]) => dropText(cause as DropCause, count, { tags: false, remedy: true }));
  if (dropped.length > 0) lines.push(`drops: ${dropped.join(', ')}`);
  if (blindSpots.length > 0) lines.push(`blind spots: ${few(blindSpots.map(clean))}`);
  return lines;
}

const MOST = 5;

function few(texts: readonly string[]): string {
  const more = texts.length - MOST;
  return `${texts.slice(0, MOST).join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}
