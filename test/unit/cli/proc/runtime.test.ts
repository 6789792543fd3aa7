import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { recognise } from '../../../../cli/proc/runtime.js';

const directory = mkdtempSync(join(tmpdir(), 'ntrace-test-'));
after(() => rmSync(directory, { recursive: true }));

/** A file as large as a runtime (sparse), which contains these bytes somewhere behind the first megabyte. */
function executable(name: string, ...contents: string[]): string {
  const path = join(directory, name);
  writeFileSync(path, Buffer.concat([Buffer.alloc((1 << 20) - 4), Buffer.from(contents.join('\0'))]));
  truncateSync(path, 24 << 20);
  return path;
}

test('the running Node is recognised by its contents, whatever it is called', () => {
  const { name, version, inspector } = recognise(process.execPath, 'my-app');
  assert.deepEqual(
    { name, version, inspector },
    { name: 'node', version: process.versions.node, inspector: true },
  );
});

test('a marker across the border of two reads is found', () => {
  const { name, version } = recognise(executable('app', 'node.js/v24.9.0'), 'app');
  assert.deepEqual({ name, version }, { name: 'node', version: '24.9.0' });
});

test('other runtimes are named, by contents', () => {
  assert.equal(recognise(executable('a', 'BUN_INSTALL'), 'a').name, 'bun');
  assert.equal(recognise(executable('b', 'DENO_DIR'), 'b').name, 'deno');
  assert.equal(recognise(executable('c', 'node.js/v22.3.0', 'ELECTRON_RUN_AS_NODE'), 'c').name, 'electron');
  assert.equal(recognise(executable('d', 'nothing'), 'd').name, 'other');
});

test('a file called node that holds no inspector cannot be attached to', () => {
  const { name, inspector } = recognise(executable('node', 'nothing'), 'node');
  assert.deepEqual({ name, inspector }, { name: 'node', inspector: false });
});

test('a small file is not read: it is no runtime', () => {
  const path = join(directory, 'small');
  writeFileSync(path, 'node.js/v24.9.0');
  assert.equal(recognise(path, 'small').name, 'other');
});
