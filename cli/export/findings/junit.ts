/** JUnit XML: one test case per rule; it fails when the rule has findings. */
import { RULE_IDS, type RuleId } from '../../../wire/finding.js';
import { placeOf, type Report } from '../../loss/finding.js';
import { summaryLines } from './text.js';

export function junitReport(report: Report): string {
  const failing = new Set(report.findings.map(({ rule }) => rule));
  const cases = RULE_IDS.map((rule) => testCase(rule, report)).join('');
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<testsuites name="ntrace" tests="${RULE_IDS.length}" failures="${failing.size}" errors="0">\n` +
    `  <testsuite name="lost cancellations" tests="${RULE_IDS.length}" failures="${failing.size}" errors="0" skipped="0">\n` +
    cases +
    `    <system-out>${xml(summaryLines(report).join('\n'))}</system-out>\n` +
    '  </testsuite>\n</testsuites>\n'
  );
}

function testCase(rule: RuleId, { findings }: Report): string {
  const own = findings.filter((finding) => finding.rule === rule);
  const head = `    <testcase classname="ntrace" name="${rule}"`;
  if (own.length === 0) return `${head}/>\n`;
  const text = own
    .map((finding) => {
      const place = placeOf(finding);
      const where = place === null ? '' : `${place.file}:${place.line}:${place.column}: `;
      return `${where}${finding.message} (${finding.confidence}, ${finding.count} times)\n  why: ${finding.why}\n  fix: ${finding.fix}`;
    })
    .join('\n');
  const count = `${own.length} ${rule} finding${own.length === 1 ? '' : 's'}`;
  return `${head}>\n      <failure message="${xml(count)}" type="${rule}">${xml(text)}</failure>\n    </testcase>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Escaped; characters that XML 1.0 cannot hold become U+FFFD. */
export function xml(text: string): string {
  return (
    text
      .replace(/\p{Surrogate}/gu, '\ufffd')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML does not allow
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replace(/[&<>"']/g, (mark) => ENTITIES[mark] as string)
  );
}
