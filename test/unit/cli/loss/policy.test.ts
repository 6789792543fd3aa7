// What does not count: ignore rules, the baseline; and where what is wrong with these files is.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { CliError } from '../../../../cli/error.js';
import { baselineText, parseBaseline } from '../../../../cli/loss/baseline.js';
import { globPattern, parseConfig } from '../../../../cli/loss/ignore.js';
import { Policy } from '../../../../cli/loss/policy.js';
import { requireWritable, writeReport } from '../../../../cli/loss/write-report.js';
import { findings, frame, loss } from './support.js';

const directory = mkdtempSync(join(tmpdir(), 'ntrace-policy-'));
after(() => rmSync(directory, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

/** The message of the error, which must be one for a user (exit code 2). */
function mistake(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof CliError, String(error));
    assert.equal(error.exitCode, 2);
    return error.message;
  }
  assert.fail('it was taken');
}

const quiet = (): void => assert.fail('nothing to say');

describe('ntrace.config.json', () => {
  const broken: readonly (readonly [text: string, where: string, what: RegExp])[] = [
    ['', '1:1', /the file ends where a value is missing/],
    ['{\n  "ignore": [\n    { "rule": "masked-wait" "reason": "x" }\n  ]\n}', '3:29-36', /, or } is missing/],
    ['{ "ignore": [], }', '1:17', /a key in double quotes is missing/],
    ["{ 'ignore': [] }", '1:3', /this is no JSON: a key in double quotes is missing/],
    ['{ "ignore": 01 }', '1:13', /no JSON/],
    ['{} x', '1:4', /something follows/],
    ['[]', '1:1-2', /the configuration must be an object/],
    ['{ "ignroe": [] }', '1:3-10', /unknown key "ignroe" of the configuration[\s\S]*did you mean "ignore"\?/],
    ['{ "ignore": {} }', '1:13-14', /"ignore" must be a list/],
    ['{ "ignore": [ { "rule": "masked-wait" } ] }', '1:15', /needs a "reason"/],
    ['{ "ignore": [ { "reason": "x" } ] }', '1:15', /needs a "rule" or a "site"/],
    [
      '{ "ignore": [ { "rule": "masked-wiat", "reason": "x" } ] }',
      '1:25-37',
      /no such rule[\s\S]*"masked-wait"/,
    ],
    ['{ "ignore": [ { "site": 5, "reason": "x" } ] }', '1:25', /"site" must be a text/],
    [
      '{ "ignore": [ { "site": "a", "reason": " " } ] }',
      '1:40-42',
      /"reason" must be a text that is not empty/,
    ],
    ['{ "ignore": [ { "site": "a", "reason": "x", "expires": "2026-02-30" } ] }', '1:56-67', /not a day/],
  ];
  for (const [text, where, what] of broken)
    test(`located: ${text.replace(/\s+/g, ' ')}`, () => {
      const message = mistake(() => parseConfig('ntrace.config.json', text));
      assert.ok(message.startsWith(`ntrace.config.json:${where}: ERROR: `), message);
      assert.match(message, what);
    });

  test('all that is wrong is told', () => {
    const message = mistake(() => parseConfig('c.json', '{ "a": 1, "ignore": [ { "b": 2 } ] }'));
    assert.match(message, /unknown key "a"[\s\S]*unknown key "b"/);
  });

  test('nesting without end is a mistake, no crash', () => {
    assert.match(
      mistake(() => parseConfig('c.json', '['.repeat(100_000))),
      /nested too deeply/,
    );
  });

  test('rules ignore by rule, file and function', () => {
    const all = findings(
      loss({ rule: 'masked-wait', lostAt: frame('/app/src/audit/log.ts', 3, 'audit') }),
      loss({ rule: 'dropped-signal', lostAt: frame('/app/src/a.ts', 3, 'charge') }),
      loss({ rule: 'never-cancelled', lostAt: null }),
    );
    const left = (rule: object): string[] => {
      const config = file('one.json', JSON.stringify({ ignore: [{ ...rule, reason: 'meant' }] }));
      const judged = Policy.load({ config }, quiet).judge(all);
      assert.equal(judged.ignored.config + judged.findings.length, 3);
      return judged.findings.map((finding) => finding.rule).sort();
    };
    const [cut, masked, never] = ['dropped-signal', 'masked-wait', 'never-cancelled'];
    assert.deepEqual(left({ rule: 'masked-wait' }), [cut, never]);
    assert.deepEqual(left({ site: 'src/audit/**' }), [cut, never]);
    assert.deepEqual(left({ site: 'audit' }), [cut, never]);
    assert.deepEqual(left({ site: 'a.ts' }), [masked, never]);
    assert.deepEqual(left({ site: 'char*', rule: 'masked-wait' }), [cut, masked, never]);
    assert.deepEqual(left({ site: 'quote' }), []);
  });

  test('an expired rule is told and no longer applies', () => {
    const config = file(
      'old.json',
      JSON.stringify({
        ignore: [{ rule: 'dropped-signal', reason: 'waiting for retry 3', expires: '2026-05-01' }],
      }),
    );
    const said: string[] = [];
    const on = (day: string) =>
      Policy.load({ config }, (line) => said.push(line), new Date(`${day}T12:00:00Z`)).judge(
        findings(loss()),
      );
    assert.equal(on('2026-05-01').ignored.config, 1);
    assert.deepEqual(said, []);
    assert.equal(on('2026-05-02').ignored.config, 0);
    assert.match(said.join(), /ignoring dropped-signal has ended on 2026-05-01: waiting for retry 3/);
  });

  test('one that is named must be there', () => {
    const message = mistake(() => Policy.load({ config: join(directory, 'none.json') }, quiet));
    assert.match(message, /none\.json:1:1: cannot be read: No such file or directory/);
    assert.match(
      mistake(() => Policy.load({ config: directory }, quiet)),
      /Is a directory/,
    );
  });
});

test('globs', () => {
  const fits = (glob: string, text: string) => globPattern(glob).test(text);
  assert.ok(fits('src/*.ts', 'src/a.ts') && !fits('src/*.ts', 'src/b/a.ts'));
  assert.ok(fits('**/a.ts', 'a.ts') && fits('**/a.ts', 'x/y/a.ts') && !fits('**/a.ts', 'x/ba.ts'));
  assert.ok(fits('./src/**', 'src/x/y.ts') && fits('a?c', 'abc') && !fits('a?c', 'a/c'));
  assert.ok(fits('a.(b)[c]+', 'a.(b)[c]+') && !fits('a.b', 'axb'));
});

describe('baselines', () => {
  const known = findings(loss());
  const both = findings(loss(), loss({ lostAt: frame('/app/src/new.ts', 1, 'fresh') }));

  test('what they list does not count', () => {
    const baseline = file('baseline.json', baselineText(known));
    const { findings: counting, ignored } = Policy.load({ baseline }, quiet).judge(both);
    assert.deepEqual(ignored, { config: 0, baseline: 1 });
    assert.deepEqual(
      counting.map(({ lostAt }) => lostAt?.function),
      ['fresh'],
    );
  });

  test('an update lists all, in a stable order, without lines', () => {
    const baseline = join(directory, 'fresh.json');
    const policy = Policy.load({ baseline, updateBaseline: true }, quiet);
    const { findings: counting } = policy.judge(both);
    assert.equal(counting.length, 2);
    policy.writeBaseline(counting);
    const text = readFileSync(baseline, 'utf8');
    assert.equal(parseBaseline('b', text).size, 2);
    assert.equal(text, baselineText([...both].reverse()));
    assert.doesNotMatch(text, /"line"/);
    assert.deepEqual(Object.values(JSON.parse(text).findings)[0], {
      rule: 'dropped-signal',
      ...(text.indexOf('new.ts') < text.indexOf('retry.ts')
        ? { function: 'fresh', file: 'src/new.ts' }
        : { function: 'withRetry', file: 'src/retry.ts' }),
    });
  });

  test('what is none is located', () => {
    assert.match(
      mistake(() => parseBaseline('b.json', '{\n"findings": {}}')),
      /^b\.json:1:1: .*not a baseline/,
    );
    assert.match(
      mistake(() => parseBaseline('b.json', '{"schema": "ntrace.baseline/9"}')),
      /^b\.json:1:12-30: .*"ntrace\.baseline\/1"/,
    );
    assert.match(
      mistake(() => Policy.load({ baseline: join(directory, 'none.json') }, quiet)),
      /none\.json:1:1: cannot be read/,
    );
  });
});

describe('reports are written whole or not at all', () => {
  test('through a link, and without leaving anything', () => {
    const target = file('report.json', 'old');
    const link = join(directory, 'link.json');
    symlinkSync(target, link);
    writeReport(link, 'new');
    assert.equal(readFileSync(target, 'utf8'), 'new');
    assert.deepEqual(
      readdirSync(directory).filter((name) => name.endsWith('.tmp')),
      [],
    );
  });

  test('a place that cannot be written is told before the run', () => {
    for (const place of [directory, join(directory, 'no/such/file.json')])
      assert.throws(() => requireWritable(place), { name: 'CliError', exitCode: 1 });
    requireWritable(join(directory, 'fine.json'));
    requireWritable('/dev/null');
    requireWritable('-');
  });
});
