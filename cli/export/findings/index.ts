/** The formats of a report of findings. */
import type { Report } from '../../loss/finding.js';
import { jsonReport } from './json.js';
import { type TextStyle, textReport } from './text.js';

export const FORMATS = ['text', 'json', 'github', 'junit', 'sarif'] as const;
export type FindingsFormat = (typeof FORMATS)[number];

export async function render(format: FindingsFormat, report: Report, style: TextStyle): Promise<string> {
  switch (format) {
    case 'text':
      return textReport(report, style);
    case 'json':
      return jsonReport(report);
    case 'github':
      return (await import('./github.js')).githubReport(report);
    case 'junit':
      return (await import('./junit.js')).junitReport(report);
    case 'sarif':
      return (await import('./sarif.js')).sarifReport(report);
  }
}
