/** SARIF 2.1.0: for code scanning. Fingerprints have no line numbers. */
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Confidence, FindingFrame } from '../../../wire/finding.js';
import { type Finding, placeOf, type Report } from '../../loss/finding.js';
import { version } from '../../version.js';
import { summaryLines } from './text.js';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const LEVELS: Readonly<Record<Confidence, string>> = { high: 'error', medium: 'warning', low: 'note' };

export function sarifReport(report: Report): string {
  const rules = [...new Set(report.findings.map(({ rule }) => rule))];
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'ntrace',
            version: version(),
            rules: rules.map((id) => ({
              id,
              name: id,
              shortDescription: { text: `lost cancellation: ${id}` },
              defaultConfiguration: { level: 'warning' },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { uri: `${pathToFileURL(process.cwd()).href}/` } },
        invocations: [
          {
            commandLine: report.command.join(' '),
            executionSuccessful: (report.exitCode ?? 0) === 0,
            ...(report.exitCode === null ? {} : { exitCode: report.exitCode }),
            toolExecutionNotifications: summaryLines(report).map((text) => ({
              level: 'note',
              message: { text },
            })),
          },
        ],
        results: report.findings.map((finding) => result(finding, rules.indexOf(finding.rule))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function result(finding: Finding, ruleIndex: number): object {
  const { source, wentOn, lostAt } = finding;
  const place = placeOf(finding);
  const steps = [
    step(source.site, `cancelled by ${source.kind}`),
    ...finding.reached.map((hop) => step(hop.frame, `${hop.kind} ${hop.state}`)),
    step(lostAt, 'lost here'),
    step(wentOn.site, `went on as ${wentOn.kind} ${wentOn.label}`),
  ].filter((each) => each !== undefined);
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: LEVELS[finding.confidence],
    message: { text: `${finding.message}. ${finding.why}. Fix: ${finding.fix}` },
    locations: place === null ? [] : [location(place)],
    ...(steps.length === 0 ? {} : { codeFlows: [{ threadFlows: [{ locations: steps }] }] }),
    partialFingerprints: { 'ntrace/v1': finding.fingerprint },
    occurrenceCount: finding.count,
    properties: { confidence: finding.confidence, evidence: finding.evidence },
  };
}

function step(frame: FindingFrame | null, text: string): object | undefined {
  return frame === null ? undefined : { location: { ...location(frame), message: { text } } };
}

function location(frame: FindingFrame): object {
  return {
    physicalLocation: {
      artifactLocation: artifact(frame.file),
      ...(frame.line < 1
        ? {}
        : {
            region: {
              startLine: frame.line,
              ...(frame.column < 1 ? {} : { startColumn: frame.column }),
              ...(frame.source === '' ? {} : { snippet: { text: frame.source } }),
            },
          }),
    },
    ...(frame.function === '' ? {} : { logicalLocations: [{ name: frame.function, kind: 'function' }] }),
  };
}

function artifact(file: string): object {
  if (isAbsolute(file)) return { uri: pathToFileURL(file).href };
  if (/^[a-z][a-z0-9+.-]*:/i.test(file)) return { uri: encodeURI(file) };
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'SRCROOT' };
}
