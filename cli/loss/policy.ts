/** Which findings count: what `ntrace.config.json` ignores and what a baseline lists does not. */
import { readFileSync } from 'node:fs';
import { CliError } from '../error.js';
import { reasonOf } from '../terminal/output.js';
import { baselineText, parseBaseline } from './baseline.js';
import type { Finding, Report } from './finding.js';
import { type IgnoreRule, ignores, isExpired, parseConfig, ruleText } from './ignore.js';
import { writeReport } from './write-report.js';

export type PolicyFiles = {
  readonly config?: string | undefined;
  readonly baseline?: string | undefined;
  readonly updateBaseline?: true | undefined;
};

const CONFIG = 'ntrace.config.json';

export class Policy {
  readonly #rules: readonly IgnoreRule[];
  readonly #baseline: ReadonlySet<string>;
  readonly #file: string | undefined;

  private constructor(rules: readonly IgnoreRule[], baseline: ReadonlySet<string>, file: string | undefined) {
    this.#rules = rules;
    this.#baseline = baseline;
    this.#file = file;
  }

  /** Rules that have expired are told and dropped. @throws CliError (exit code 2) for files that cannot be used. */
  static load(files: PolicyFiles, say: (line: string) => void, now = new Date()): Policy {
    const name = files.config ?? CONFIG;
    const config = read(name, files.config === undefined);
    const today = now.toISOString().slice(0, 10);
    const rules = (config === undefined ? [] : parseConfig(name, config)).filter((rule) => {
      if (!isExpired(rule, today)) return true;
      say(`${name}: ignoring ${ruleText(rule)} has ended on ${rule.expires}: ${rule.reason}`);
      return false;
    });
    const { baseline: file } = files;
    const update = files.updateBaseline === true;
    const baseline = file === undefined ? undefined : read(file, update);
    // What is about to be replaced may be anything but unreadable by mistake: it is looked at all the same.
    const known =
      file === undefined || baseline === undefined ? new Set<string>() : parseBaseline(file, baseline);
    return new Policy(rules, update ? new Set() : known, file);
  }

  judge(findings: readonly Finding[]): Pick<Report, 'findings' | 'ignored'> {
    const ignored = { config: 0, baseline: 0 };
    const counting = findings.filter((finding) => {
      if (this.#rules.some((rule) => ignores(rule, finding))) ignored.config++;
      else if (this.#baseline.has(finding.fingerprint)) ignored.baseline++;
      else return true;
      return false;
    });
    return { findings: counting, ignored };
  }

  /** Neither an ignore rule nor the baseline names it. */
  counts(finding: Finding): boolean {
    return this.judge([finding]).findings.length > 0;
  }

  /** @throws CliError when it cannot be written. */
  writeBaseline(findings: readonly Finding[]): void {
    if (this.#file !== undefined) writeReport(this.#file, baselineText(findings));
  }
}

/** Undefined when it is missing and may be. */
function read(file: string, optional: boolean): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (optional && (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    const hint =
      (error as NodeJS.ErrnoException).code === 'ENOENT' && !optional
        ? 'ntrace check --baseline FILE --update-baseline writes a baseline'
        : undefined;
    throw new CliError('file', `${file}:1:1: cannot be read: ${reasonOf(error)}`, { hint, exitCode: 2 });
  }
}
