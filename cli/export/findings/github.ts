/** Workflow commands of GitHub Actions: annotations at the lines, and the job's summary. */
import { appendFileSync } from 'node:fs';
import { type Finding, placeOf, type Report } from '../../loss/finding.js';
import { say } from '../../terminal/say.js';
import { summaryLines } from './text.js';

/** GitHub shows no more of a step. */
const MOST = 10;

export function githubReport(report: Report): string {
  const { findings } = report;
  const lines = findings.slice(0, MOST).map(annotation);
  if (findings.length > MOST) lines.push(`${findings.length - MOST} more findings are in the step summary`);
  return `${[...lines, ...summaryLines(report)].join('\n')}\n`;
}

function annotation(finding: Finding): string {
  const place = placeOf(finding);
  const properties = [
    ...(place === null ? [] : [`file=${property(place.file)}`, `line=${place.line}`, `col=${place.column}`]),
    `title=${property(`lost cancellation: ${finding.rule}`)}`,
  ];
  const text = `${finding.message}. ${finding.why}. Fix: ${finding.fix}${finding.count > 1 ? ` (${finding.count} alike)` : ''}`;
  return `::error ${properties.join(',')}::${data(text)}`;
}

/** As @actions/core escapes. */
function data(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

/** Appends a table to $GITHUB_STEP_SUMMARY, when there is one. */
export function writeStepSummary(report: Report, file = process.env['GITHUB_STEP_SUMMARY']): void {
  if (file === undefined || file === '') return;
  try {
    appendFileSync(file, stepSummary(report));
  } catch (error) {
    say(`the step summary cannot be written: ${(error as Error).message}`);
  }
}

export function stepSummary(report: Report): string {
  const rows = report.findings.map((finding) => {
    const place = placeOf(finding);
    const where = place === null ? '' : `\`${code(`${place.file}:${place.line}`)}\``;
    return `| ${finding.rule} | ${finding.confidence} | ${finding.count} | ${where} | ${cell(finding.message)} | ${cell(finding.fix)} |\n`;
  });
  const head =
    '| rule | confidence | count | where | what went on | fix |\n| --- | --- | ---: | --- | --- | --- |\n';
  const table = rows.length === 0 ? '' : `${head}${rows.join('')}\n`;
  return `### ntrace: lost cancellations\n\n${table}${summaryLines(report).map(cell).join('  \n')}\n\n`;
}

/** Markdown and HTML in a text of the program are text. */
function cell(text: string): string {
  return text
    .replace(/[&<>]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[mark] as string)
    .replace(/[\\`*_[\]|]/g, '\\$&')
    .replace(/\s+/g, ' ');
}

/** Inside backticks only a backtick and the table's bar end something. */
function code(text: string): string {
  return text.replace(/`/g, "'").replace(/\|/g, '\\|');
}
