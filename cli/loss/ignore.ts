/** `ntrace.config.json`: findings that are known and do not count, each with a reason and perhaps an end. */
import { nearest } from '../../lang/suggest.js';
import { RULE_IDS } from '../../wire/finding.js';
import type { Finding } from './finding.js';
import { type Located, mistakesIn, parseLocated } from './located-json.js';
import { Reader } from './members.js';

export type IgnoreRule = {
  readonly rule: string | undefined;
  readonly site: RegExp | undefined;
  readonly siteText: string;
  readonly reason: string;
  /** `YYYY-MM-DD`: the last day on which it holds. */
  readonly expires: string | undefined;
};

const KEYS = ['ignore', '$schema'] as const;
const RULE_KEYS = ['rule', 'site', 'reason', 'expires'] as const;

/** @throws CliError (exit code 2) with file, line and column of all that is wrong. */
export function parseConfig(name: string, text: string): IgnoreRule[] {
  const reader = new Reader();
  const root = reader.object(parseLocated(name, text), KEYS, 'the configuration');
  const rules = reader.list(root.get('ignore'), '"ignore"').map((each) => parseRule(each, reader));
  if (reader.mistakes.length > 0) throw mistakesIn(name, text, reader.mistakes);
  return rules;
}

function parseRule(value: Located, reader: Reader): IgnoreRule {
  const before = reader.mistakes.length;
  const members = reader.object(value, RULE_KEYS, 'an ignore rule');
  const text = (key: (typeof RULE_KEYS)[number]): string | undefined =>
    reader.text(members.get(key), `"${key}"`);
  const [rule, site, reason, expires] = [text('rule'), text('site'), text('reason'), text('expires')];
  const opening = { start: value.start, end: value.start + 1 };
  if (reader.mistakes.length === before) {
    if (reason === undefined)
      reader.wrong(opening, 'an ignore rule needs a "reason"', 'say why it may be ignored');
    if (rule === undefined && site === undefined)
      reader.wrong(opening, 'an ignore rule needs a "rule" or a "site"', 'it would ignore everything');
  }
  if (rule !== undefined && !(RULE_IDS as readonly string[]).includes(rule)) {
    const [near] = nearest(rule, RULE_IDS);
    const hint = near === undefined ? `rules: ${RULE_IDS.join(', ')}` : `did you mean "${near}"?`;
    reader.wrong(members.get('rule') as Located, `no such rule: ${rule}`, hint);
  }
  if (expires !== undefined && !isDay(expires))
    reader.wrong(members.get('expires') as Located, `not a day: ${expires}`, 'as in "2027-01-31"');
  return {
    rule,
    site: site === undefined ? undefined : globPattern(site),
    siteText: site ?? '',
    reason: reason ?? '',
    expires,
  };
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** @param today `YYYY-MM-DD` */
export function isExpired(rule: IgnoreRule, today: string): boolean {
  return rule.expires !== undefined && rule.expires < today;
}

export function ignores(rule: IgnoreRule, finding: Finding): boolean {
  if (rule.rule !== undefined && rule.rule !== finding.rule) return false;
  const { site } = rule;
  if (site === undefined) return true;
  const frames = [finding.lostAt, finding.wentOn.site, finding.source.site];
  return frames.some((frame) => {
    if (frame === null) return false;
    const file = frame.file.replace(/\\/g, '/');
    const base = file.slice(file.lastIndexOf('/') + 1);
    return site.test(file) || site.test(base) || (frame.function !== '' && site.test(frame.function));
  });
}

/** `*` and `?` stay within a path's part, `**` does not. */
export function globPattern(glob: string): RegExp {
  const source = glob.replace(/^\.\//, '').replace(/\*\*\/|\*\*|\*|\?|[\\^$.|+()[\]{}]/g, (mark) => {
    if (mark === '**/') return '(?:.*/)?';
    if (mark === '**') return '.*';
    if (mark === '*') return '[^/]*';
    return mark === '?' ? '[^/]' : `\\${mark}`;
  });
  return new RegExp(`^${source}$`);
}

export function ruleText(rule: IgnoreRule): string {
  return [rule.rule, rule.siteText].filter(Boolean).join(' at ');
}
