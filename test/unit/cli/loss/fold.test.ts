// Equal losses are one finding, whatever happens to the lines around them.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fingerprint, type PlaceKey } from '../../../../cli/loss/fingerprint.js';
import { Fold } from '../../../../cli/loss/fold.js';
import { Places } from '../../../../cli/loss/places.js';
import { findings, frame, loss, ORIGIN } from './support.js';

const directory = mkdtempSync(join(tmpdir(), 'ntrace-fold-'));
after(() => rmSync(directory, { recursive: true, force: true }));

const key = (parts: Partial<PlaceKey> = {}): PlaceKey => ({
  package: '',
  file: 'src/a.ts',
  function: 'run',
  source: 'await f();',
  ...parts,
});

describe('fingerprints', () => {
  const one = fingerprint('dropped-signal', [key(), null, key()]);

  test('are hexadecimal, and depend on the rule and every place', () => {
    assert.match(one, /^[0-9a-f]{16}$/);
    assert.equal(fingerprint('dropped-signal', [key(), null, key()]), one);
    const others = [
      fingerprint('masked-wait', [key(), null, key()]),
      fingerprint('dropped-signal', [null, key(), key()]),
      fingerprint('dropped-signal', [key({ file: 'src/b.ts' }), null, key()]),
      fingerprint('dropped-signal', [key({ function: 'go' }), null, key()]),
      fingerprint('dropped-signal', [key({ package: 'got' }), null, key()]),
    ];
    assert.equal(new Set([one, ...others]).size, 6);
  });

  test('do not depend on the text of a named function, nor on how V8 decorates its name', () => {
    assert.equal(fingerprint('dropped-signal', [key({ source: 'other();' }), null, key()]), one);
    const decorated = ['Object.run', 'async run', 'run [as handler]', 'async Object.run [as x]'];
    for (const name of decorated)
      assert.equal(fingerprint('dropped-signal', [key({ function: name }), null, key()]), one, name);
  });

  test('tell places without a name by their text', () => {
    const at = (source: string) => fingerprint('masked-wait', [key({ function: '', source }), null, null]);
    assert.notEqual(at('a();'), at('b();'));
    assert.equal(at('a( b );'), at('  a(  b );'));
  });
});

describe('folding', () => {
  test('counts, adds costs, and keeps the best evidence', () => {
    const [finding, ...others] = findings(
      loss({ confidence: 'medium', message: 'weak', wentOn: { aliveMs: 9000 } }),
      loss({ message: 'strong', wentOn: { aliveMs: 10 } }),
      loss({ message: 'stronger', wentOn: { aliveMs: 20 } }),
      loss({ confidence: 'low', message: 'weakest' }),
    );
    assert.deepEqual(others, []);
    assert.equal(finding?.count, 4);
    assert.equal(finding.confidence, 'high');
    assert.equal(finding.message, 'stronger');
    assert.deepEqual(finding.total, { waitMs: 4 * 4210, cpuMs: null, bytes: 48_000, requests: null });
    assert.equal(finding.source.at, '2026-01-02T03:04:05.000Z');
  });

  test('sorts by evidence, then by cost', () => {
    const at = (line: number, name: string) => ({ lostAt: frame('/app/a.js', line, name) });
    const cost = (waitMs: number) => ({
      wentOn: { cost: { waitMs, cpuMs: null, bytes: null, requests: null } },
    });
    const sorted = findings(
      loss({ ...at(1, 'a'), confidence: 'medium', ...cost(1000) }),
      loss({ ...at(2, 'b'), ...cost(1) }),
      loss({ ...at(3, 'c'), ...cost(5) }),
      loss({ ...at(2, 'b'), ...cost(9) }),
    );
    assert.deepEqual(
      sorted.map(({ lostAt, count }) => `${lostAt?.function}${count}`),
      ['b2', 'c1', 'a1'],
    );
  });

  test('what was never issued has no time', () => {
    assert.equal(findings(loss({ source: { atMs: 0 } }))[0]?.source.at, null);
  });

  test('kinds are bounded, and those over the bound counted', () => {
    const fold = new Fold(new Places('/app'));
    for (let i = 0; i < 5_010; i++) fold.add(loss({ lostAt: frame('/app/a.js', i, `f${i}`) }), ORIGIN);
    assert.equal(fold.sorted().length, 5_000);
    assert.equal(fold.over, 10);
  });
});

describe('places', () => {
  const write = (path: string, text: string): string => {
    const file = join(directory, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  write('package.json', '{"name":"app"}');
  const app = write('src/app.js', 'first();\n  await fetch(url);\n');
  write('node_modules/got/package.json', '{"name":"got","version":"14.4.5"}');
  const got = write('node_modules/got/dist/index.js', 'got();\n');
  write('node_modules/@scope/x/package.json', 'no JSON');
  const scoped = write('node_modules/@scope/x/lib/a.js', 'x();\n');

  test('have file, package and line', () => {
    const places = new Places(directory);
    assert.deepEqual(places.place(frame(`file://${app}`, 2, 'load', 9), 'v20.20.2')?.frame, {
      file: 'src/app.js',
      line: 2,
      column: 9,
      function: 'load',
      package: '',
      source: 'await fetch(url);',
    });
    const inGot = places.place(frame(got, 1), 'v20.20.2');
    assert.equal(inGot?.frame.package, 'got@14.4.5');
    assert.deepEqual([inGot.key.package, inGot.key.file], ['got', 'dist/index.js']);
    const inScoped = places.place(frame(scoped, 1), 'v20.20.2');
    assert.equal(inScoped?.frame.package, '@scope/x');
    assert.equal(places.place(frame('node:internal/timers', 5), 'v20.20.2')?.frame.package, 'node@20.20.2');
    assert.equal(places.place(null, 'v20.20.2'), null);
    assert.equal(places.place(frame('/not/there.js', 7), 'v20.20.2')?.frame.source, '');
  });

  test('of the application are named from its package.json, wherever ntrace runs', () => {
    const [here, elsewhere] = [new Places(directory), new Places('/')];
    const at = (places: Places) => places.place(frame(app, 1), 'v20.20.2')?.key;
    assert.deepEqual(at(here), at(elsewhere));
    assert.equal(at(here)?.file, 'src/app.js');
  });

  test('a finding keeps its fingerprint when lines are added above', () => {
    const anonymous = () => {
      const fold = new Fold(new Places(directory));
      const line = 1 + (Number(/^\n*/.exec(text)?.[0].length) || 0);
      const place = frame(moving, line, '');
      fold.add(loss({ lostAt: place, wentOn: { site: place }, source: { site: null } }), ORIGIN);
      return fold.sorted()[0];
    };
    let text = 'await fetch(url);\n';
    const moving = write('src/moving.js', text);
    const before = anonymous();
    text = `\n\n\n${text}`;
    writeFileSync(moving, text);
    const moved = anonymous();
    assert.equal(moved?.lostAt?.line, 4);
    assert.equal(moved.fingerprint, before?.fingerprint);
  });

  test('a minified line is shown around its column', () => {
    const file = write('min.js', `${'a;'.repeat(5_000)}HERE;${'b;'.repeat(5_000)}`);
    const source = new Places(directory).place(frame(file, 1, 'x', 10_001), 'v20.20.2')?.frame.source ?? '';
    assert.ok(source.length <= 160 && source.includes('HERE'), source);
  });
});
