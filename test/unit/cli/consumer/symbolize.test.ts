import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Symbolizer } from '../../../../cli/consumer/symbolize.js';

const directory = mkdtempSync(join(tmpdir(), 'ntrace-symbolize-'));
after(() => rmSync(directory, { recursive: true, force: true }));

/** Line 1, column 0 of the generated file is line 10, column 4 of src/app.ts. */
const MAP = JSON.stringify({ version: 3, sources: ['src/app.ts'], names: [], mappings: 'AASI' });

function write(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

const frame = (file: string, line = 1, column = 3) => ({ file, line, column, function: 'run' });
const place = (file: string, cwd = directory, line = 1): string => {
  const found = new Symbolizer().symbolize(frame(file, line), cwd);
  return `${found.file}:${found.line}:${found.column}`;
};

describe('source maps', () => {
  test('inline, base64 and plain', () => {
    const base64 = Buffer.from(MAP).toString('base64');
    const one = write(
      'inline.js',
      `run();\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,${base64}\n`,
    );
    assert.equal(place(one), 'src/app.ts:10:5');
    const two = write(
      'plain.js',
      `run();\n//# sourceMappingURL=data:application/json,${encodeURIComponent(MAP)}`,
    );
    assert.equal(place(two), 'src/app.ts:10:5');
  });
  test('a file beside it, also for a frame named by URL', () => {
    write('out.js.map', MAP);
    const file = write('out.js', 'run();\n//# sourceMappingURL=out.js.map\n');
    assert.equal(place(pathToFileURL(file).href), 'src/app.ts:10:5');
  });
  test('broken maps, missing maps and foreign URLs leave the place as it was', () => {
    const tails = [
      '{',
      'missing.map',
      'https://example.invalid/x.map',
      'data:application/json;base64,%%%',
      'data:,[]',
      'data:',
    ];
    tails.forEach((tail, i) => {
      const file = write(`broken${i}.js`, `run();\n//# sourceMappingURL=${tail}\n`);
      assert.equal(place(file), `broken${i}.js:1:3`);
    });
    assert.equal(place(join(directory, 'no-such-file.js')), 'no-such-file.js:1:3');
  });
  test('a line that the map does not know stays', () => {
    const base64 = Buffer.from(MAP).toString('base64');
    const file = write(
      'short.js',
      `run();\nrest();\n//# sourceMappingURL=data:application/json;base64,${base64}\n`,
    );
    assert.equal(place(file, directory, 2), 'short.js:2:3');
  });
});

describe('paths', () => {
  test('relative below the directory of the target, else absolute', () => {
    assert.equal(place('/srv/app/lib/x.js', '/srv/app'), 'lib/x.js:1:3');
    assert.equal(place('/srv/other/x.js', '/srv/app'), '/srv/other/x.js:1:3');
    assert.equal(place('/srv/application/x.js', '/srv/app'), '/srv/application/x.js:1:3');
  });
  test('what is no file stays', () => {
    for (const file of ['node:internal/timers', '', 'evalmachine.<anonymous>', '[worker eval]'])
      assert.equal(place(file), `${file}:1:3`);
  });
  test('async frames stay marked', () => {
    const found = new Symbolizer().symbolize({ ...frame('/srv/app/x.js'), async: true }, '/srv/app');
    assert.deepEqual(found, { file: 'x.js', line: 1, column: 3, function: 'run', async: true });
  });
});
