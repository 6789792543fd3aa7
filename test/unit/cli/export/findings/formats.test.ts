// Reports of findings in every format.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import pc from 'picocolors';
import { githubReport, stepSummary, writeStepSummary } from '../../../../../cli/export/findings/github.js';
import { jsonReport } from '../../../../../cli/export/findings/json.js';
import { junitReport, xml } from '../../../../../cli/export/findings/junit.js';
import { LostLines } from '../../../../../cli/export/findings/lines.js';
import { sarifReport } from '../../../../../cli/export/findings/sarif.js';
import { lostRecord, summaryLines, textReport } from '../../../../../cli/export/findings/text.js';
import { billText } from '../../../../../cli/loss/live.js';
import { findings, frame, loss, report } from '../../loss/support.js';

const PLAIN = { style: pc.createColors(false), ascii: true, width: 100 };
const directory = mkdtempSync(join(tmpdir(), 'ntrace-formats-'));
after(() => rmSync(directory, { recursive: true, force: true }));

const HOPS = [
  { kind: 'signal', id: 1, state: 'issued', frame: frame('/app/src/quote.ts', 41, 'quote', 18) },
  { kind: 'operation', id: 2, state: 'lost', frame: frame('/app/src/retry.ts', 27, 'withRetry', 20) },
] as const;
const one = findings(loss({ reached: HOPS }))[0] ?? assert.fail();
const many = (count: number) =>
  findings(...Array.from({ length: count }, (_, i) => loss({ lostAt: frame('/app/a.js', i + 1, `f${i}`) })));
const HOSTILE = '%0A::error::x,y:z\r\n<b>&"\'|`*\u001b[2J\u0000';

describe('text', () => {
  test('has the five facts in reading order', () => {
    assert.equal(
      lostRecord(one, PLAIN),
      `LOST  fetch GET http://pricing/quote still running 4.21 s after the abort
  aborted by   timeout   src/quote.ts:41:18
  reached      signal quote issued -> operation withRetry lost
  dropped at   src/retry.ts:27:20
  went on as   fetch GET http://pricing/quote
                 4.21 s waiting, 12 kB moved, started before the abort
  why lost     no 'abort' listener on this branch (dropped-signal, high)
  fix          pass { signal }
`,
    );
  });

  test('has counts, colours where wanted, and no steering characters of the program', () => {
    const hostile = findings(loss({ message: HOSTILE, why: HOSTILE }), loss({ message: HOSTILE }))[0]!;
    const text = lostRecord(hostile, PLAIN);
    assert.match(text, /2 alike/);
    assert.match(text, /all 2: 8\.42 s waiting, 24 kB moved/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f]/);
    const colored = lostRecord(one, { ...PLAIN, style: pc.createColors(true) });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a colour
    assert.match(colored, /\u001b\[31m/);
  });

  test('says what was found, ignored, unjudged, dropped and not seen', () => {
    const [watched] = report().watched;
    const lines = summaryLines(
      report({
        findings: [one],
        ignored: { config: 2, baseline: 1 },
        watched: [
          { ...watched!, unjudged: 2 },
          { ...watched!, pid: 9, command: 'node b.js (pid 9)', issued: 1, unjudged: 1, ended: 'killed' },
        ],
        drops: { sampling: 12 },
        blindSpots: ['async hooks are off'],
      }),
    );
    assert.deepEqual(lines, [
      '1 finding (1 lost cancellation) in 6 cancellations of 2 processes',
      'ignored: 2 by ntrace.config.json, 1 in the baseline',
      'unjudged: 3 had no verdict yet at the end: 2 in node app.js (pid 4242); 1 in node b.js (pid 9), which was killed',
      'drops: 12 requests not followed (busy routes are sampled: --sample all follows every request)',
      'blind spots: async hooks are off',
    ]);
    assert.equal(textReport(report(), PLAIN), 'no lost cancellations in 5 cancellations of 1 process\n');
  });

  test('has the bill, worst last', () => {
    const text = billText(
      report({
        findings: findings(
          loss(),
          loss({
            rule: 'masked-wait',
            wentOn: { cost: { waitMs: 9, cpuMs: null, bytes: null, requests: null } },
          }),
        ),
      }),
    );
    assert.match(
      text,
      /^ +COUNT +WAITING +RULE +LOST AT\n.*9 ms {2}masked-wait.*\n.*4\.21 s {2}dropped-signal/,
    );
    assert.equal(billText(report({ findings: [one] })), '');
  });
});

test('text keeps to the width, but never breaks a path or the code', () => {
  const long = findings(
    loss({
      why: 'word '.repeat(40),
      fix: 'fix '.repeat(40),
      lostAt: frame(`/app/${'deep/'.repeat(30)}a.js`, 1),
    }),
  )[0]!;
  const lines = lostRecord(long, { ...PLAIN, width: 80 }).split('\n');
  const over = lines.filter((line) => line.length > 80).map((line) => line.trim().slice(0, 10));
  assert.deepEqual(over, ['dropped at']);
});

describe('json', () => {
  test('is the schema of the reference', () => {
    const [watched] = report().watched;
    const parsed = JSON.parse(
      jsonReport(report({ findings: [one], exitCode: 0, watched: [{ ...watched!, unjudged: 1 }] })),
    );
    assert.deepEqual(Object.keys(parsed), [
      'schema',
      'node',
      'command',
      'exitCode',
      'findings',
      'drops',
      'blindSpots',
      'unjudged',
      'ignored',
      'watched',
    ]);
    assert.equal(parsed.schema, 'ntrace.findings/1');
    const [finding] = parsed.findings;
    for (const key of [
      'rule',
      'confidence',
      'count',
      'fingerprint',
      'pid',
      'tid',
      'message',
      'source',
      'reached',
      'lostAt',
      'wentOn',
      'why',
      'fix',
      'traceId',
      'spanId',
    ])
      assert.ok(key in finding, key);
    assert.deepEqual(Object.keys(finding.source), ['kind', 'site', 'at', 'reason']);
    assert.deepEqual(Object.keys(finding.lostAt), [
      'file',
      'line',
      'column',
      'function',
      'package',
      'source',
    ]);
    assert.deepEqual(Object.keys(finding.reached[0]), ['kind', 'id', 'state', 'frame']);
    assert.deepEqual(finding.wentOn.cost, { waitMs: 4210, cpuMs: null, bytes: 12000, requests: null });
    assert.deepEqual(parsed.unjudged.processes, [
      { pid: 4242, tid: 0, command: 'node app.js (pid 4242)', unjudged: 1, ended: 'exit' },
    ]);
  });

  test('of a live watch is one object a line', () => {
    const lines = new LostLines();
    const text =
      lines.finding(one) + lines.finding({ ...one, count: 2 }) + lines.end(report({ findings: [one] }));
    const parsed = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      parsed.map(({ type }) => type),
      ['header', 'finding', 'finding', 'end'],
    );
    assert.equal(parsed[0].schema, 'ntrace.lost/1');
    assert.equal(parsed[3].findings[0].fingerprint, one.fingerprint);
  });
});

describe('github', () => {
  test('annotates at most ten lines, escaped', () => {
    const hostile = findings(loss({ message: HOSTILE, lostAt: frame('/app/we,i:rd%.js', 7, 'f', 2) }));
    const [line] = githubReport(report({ findings: hostile })).split('\n');
    assert.match(
      line ?? '',
      /^::error file=we%2Ci%3Ard%25\.js,line=7,col=2,title=lost cancellation%3A dropped-signal::%250A::error::x,y:z%0D%0A<b>/,
    );
    const eleven = githubReport(report({ findings: many(11) }));
    assert.equal(eleven.match(/^::error /gm)?.length, 10);
    assert.match(eleven, /^1 more findings are in the step summary$/m);
    assert.equal(githubReport(report()).match(/::error/g), null);
  });

  test('the step summary is a table whose cells stay cells', () => {
    const hostile = findings(loss({ message: HOSTILE }));
    const text = stepSummary(report({ findings: hostile }));
    const row = text.split('\n').find((line) => line.startsWith('| dropped-signal')) ?? '';
    assert.equal(row.replace(/\\\|/g, '').split('|').length, 8, row);
    assert.match(row, /&lt;b&gt;&amp;/);
    const file = join(directory, 'summary.md');
    writeStepSummary(report({ findings: many(11) }), file);
    writeStepSummary(report(), file);
    assert.equal(readFileSync(file, 'utf8').match(/^### ntrace/gm)?.length, 2);
    assert.equal(readFileSync(file, 'utf8').match(/^\| dropped-signal/gm)?.length, 11);
  });
});

describe('junit', () => {
  test('has a case for every rule, which fails with its findings', () => {
    const text = junitReport(
      report({ findings: findings(loss({ message: HOSTILE }), loss({ lostAt: null })) }),
    );
    assert.equal(text.match(/<testcase /g)?.length, 12);
    assert.match(text, /<testsuites name="ntrace" tests="12" failures="1" errors="0">/);
    assert.match(text, /<testcase classname="ntrace" name="masked-wait"\/>/);
    assert.match(
      text,
      /name="dropped-signal">\n {6}<failure message="2 dropped-signal findings" type="dropped-signal">/,
    );
    assert.match(text, /&lt;b&gt;&amp;&quot;&apos;\|`\*\ufffd\[2J\ufffd/);
  });

  test('holds what XML can hold', () => {
    assert.equal(xml('a\ud800b\u0001c\ufffe\u{1f600}\td'), 'a\ufffdb\ufffdc\ufffd\u{1f600}\td');
  });
});

describe('sarif', () => {
  const parsed = JSON.parse(sarifReport(report({ findings: [one, ...many(1)], command: ['npm', 'test'] })));
  const [run] = parsed.runs;

  test('is 2.1.0 with rules, places and steps', () => {
    assert.equal(parsed.version, '2.1.0');
    assert.equal(run.tool.driver.name, 'ntrace');
    assert.deepEqual(
      run.tool.driver.rules.map(({ id }: { id: string }) => id),
      ['dropped-signal'],
    );
    const [result] = run.results;
    assert.equal(run.tool.driver.rules[result.ruleIndex].id, result.ruleId);
    assert.equal(result.level, 'error');
    assert.deepEqual(result.locations[0].physicalLocation.artifactLocation, {
      uri: 'src/retry.ts',
      uriBaseId: 'SRCROOT',
    });
    assert.equal(result.locations[0].physicalLocation.region.startLine, 27);
    const steps = result.codeFlows[0].threadFlows[0].locations;
    assert.deepEqual(
      steps.map(({ location }: { location: { message: { text: string } } }) => location.message.text),
      [
        'cancelled by timeout',
        'signal issued',
        'operation lost',
        'lost here',
        'went on as fetch GET http://pricing/quote',
      ],
    );
  });

  test('has fingerprints without lines', () => {
    assert.deepEqual(run.results[0].partialFingerprints, { 'ntrace/v1': one.fingerprint });
    assert.equal(
      new Set(
        run.results.map((each: object) =>
          JSON.stringify((each as { partialFingerprints: object }).partialFingerprints),
        ),
      ).size,
      2,
    );
  });

  test('places outside are absolute URIs, and odd names are encoded', () => {
    const odd = findings(
      loss({ lostAt: frame('/else where/a#b.js', 1) }),
      loss({ lostAt: frame('/app/ä b.js', 1), rule: 'masked-wait' }),
      loss({ lostAt: frame('node:internal/timers', 1), rule: 'cut-dispatch' }),
    );
    const uris = JSON.parse(sarifReport(report({ findings: odd }))).runs[0].results.map(
      (each: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
        each.locations[0]?.physicalLocation.artifactLocation.uri,
    );
    assert.deepEqual(uris.sort(), ['%C3%A4%20b.js', 'file:///else%20where/a%23b.js', 'node:internal/timers']);
  });
});
