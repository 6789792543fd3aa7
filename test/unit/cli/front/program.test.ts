/** What is said about a compiled program: what it matches, why it is refused, where it needs a target. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CliError } from '../../../../cli/error.js';
import { admit, matchLines, probeLines } from '../../../../cli/front/admission.js';
import { listing, unmatchedText } from '../../../../cli/front/list.js';
import { localModules, needsTarget, numbered, probeIndex } from '../../../../cli/front/probes.js';
import { compile } from '../../../../lang/compile.js';
import type { SourceInput } from '../../../../lang/source.js';
import { type ProbeDescription, probeName } from '../../../../wire/probe.js';
import type { Program } from '../../../../wire/program.js';

const INDEX = probeIndex(localModules(), true);
const ENV = { pid: 1, ppid: 1, uid: 0, gid: 0, euid: 0, egid: 0, pgid: 1, sid: 1 };

function sources(...texts: string[]): SourceInput[] {
  return texts.map((text) => ({ name: '-n', text, kind: '-n' }));
}

function compiled(texts: readonly string[], options: Record<string, string> = {}): Program {
  const { program, diagnostics } = compile({
    sources: sources(...texts),
    macroArgs: [],
    options,
    probes: INDEX,
    destructive: 'destructive' in options,
    env: ENV,
    allowZeroMatch: 'zdefs' in options,
  });
  assert.ok(program !== undefined, JSON.stringify(diagnostics));
  return program;
}

describe('what matches', () => {
  test('a line for each program, cut where its description ends', () => {
    const texts = ['BEGIN, tick-1s { x = 1; }', 'END'];
    assert.deepEqual(matchLines(sources(...texts), compiled(texts), INDEX), [
      "description 'BEGIN, tick-1s ' matched 2 probes",
      "description 'END' matched 1 probe",
    ]);
  });
  test('a rate that is not listed is made on demand', () => {
    const texts = ['tick-7ms {}'];
    assert.deepEqual(matchLines(sources(...texts), compiled(texts), INDEX), [
      "description 'tick-7ms ' matched 1 probe",
    ]);
    assert.deepEqual(probeLines(compiled(texts), INDEX), ['clause 1: :::tick-7ms is made on demand']);
  });
  test('-v names the probes', () => {
    assert.deepEqual(probeLines(compiled(['dtrace:::*N* {}']), INDEX), [
      'clause 1: dtrace:::*N* is dtrace:::BEGIN dtrace:::END',
    ]);
  });
});

describe('what is refused', () => {
  const refusal = (texts: string[], options: Record<string, string> = {}): string | undefined => {
    try {
      admit(compiled(texts, options), INDEX);
      return undefined;
    } catch (error) {
      assert.ok(error instanceof CliError && error.exitCode === 1);
      return error.message;
    }
  };
  test('destructive actions without -w', () => {
    const program = ['BEGIN { system("true"); }'];
    assert.match(refusal(program) ?? '', /Destructive actions not allowed/);
    assert.equal(refusal(program, { destructive: '' }), undefined);
  });
  test('buffers in which nothing fits, if the program needs them', () => {
    assert.match(refusal(['BEGIN { exit(0); }'], { bufsize: '8' }) ?? '', /exceeds size of buffer/);
    assert.match(refusal(['BEGIN { @ = count(); }'], { aggsize: '8' }) ?? '', /exceeds size of buffer/);
    assert.equal(refusal(['BEGIN { exit(0); }'], { aggsize: '8' }), undefined);
    assert.match(refusal(['BEGIN { a[1] = 1; }'], { dynvarsize: '8' }) ?? '', /exceeds size of buffer/);
    assert.equal(refusal(['BEGIN { a = 1; }'], { dynvarsize: '8' }), undefined);
  });
  test('a program that matches nothing, unless -Z waits for it', () => {
    const nothing = { ...compiled(['BEGIN {}']), clauses: [] };
    assert.throws(() => admit(nothing, INDEX), /no probes matched/);
    assert.equal(refusal(['no:such:probe:here {}'], { zdefs: '' }), undefined);
  });
});

describe('where it can run', () => {
  const foreign = (text: string): string | undefined => {
    const description: ProbeDescription | undefined = needsTarget(compiled([text]), INDEX);
    return description === undefined ? undefined : probeName(description);
  };
  test('dtrace and profile in ntrace itself, all others need a process', () => {
    for (const own of ['BEGIN {}', 'tick-3ms {}', 'profile:::tick-1s {}', 'ERROR {}', '*:::END {}'])
      assert.equal(foreign(own), undefined, own);
    assert.equal(foreign('abort:::fire {}'), 'abort:::fire');
    assert.equal(foreign('BEGIN {} timer::setTimeout:fire {}'), 'timer::setTimeout:fire');
    assert.equal(foreign('fire {}'), ':::fire');
  });
});

describe('-l', () => {
  const probes = numbered(INDEX);
  const any = { provider: '', module: '', function: '', name: '' };

  test('columns; BEGIN, END and ERROR are 1, 2 and 3', () => {
    const { text } = listing(probes, INDEX.providers, [{ ...any, name: 'ERROR' }], false);
    assert.equal(
      text,
      `   ID   PROVIDER            MODULE                          FUNCTION NAME\n    3     dtrace ${' '.repeat(17)} ${' '.repeat(33)} ERROR\n`,
    );
  });
  test('everything without descriptions, what fits with them, the rest is named', () => {
    assert.equal(
      listing(probes, INDEX.providers, undefined, false).text.split('\n').length,
      probes.length + 2,
    );
    const nothing = { ...any, provider: 'nosuch' };
    const { text, unmatched } = listing(probes, INDEX.providers, [nothing, { ...any, name: 'END' }], false);
    assert.equal(text.split('\n').length, 3);
    assert.deepEqual(unmatched.map(unmatchedText), [
      'failed to match nosuch:::: No probe matches description',
    ]);
  });
  test('modules of this process are listed; those of another as it says', () => {
    assert.ok(probes.some(({ provider, module }) => provider === 'async' && module === 'TCPWRAP'));
    const other = numbered(probeIndex({ async: ['ONLYTHIS'] }, true));
    assert.ok(other.some(({ module }) => module === 'ONLYTHIS'));
    assert.ok(!probes.some(({ module }) => module === 'ONLYTHIS'));
  });
});
