/** Which Node of a major the matrix takes. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

type Nodes = { newest(versions: readonly string[], major: number): string | undefined };
const { newest } = (await import(pathToFileURL(join(process.cwd(), 'test/tooling/nodes.mjs')).href)) as Nodes;

test('the newest release by number, not by text, and no pre-release', () => {
  assert.equal(newest(['22.9.0', '22.23.3', '24.1.0', '22.24.0-rc.1'], 22), '22.23.3');
});

test('a version older than the supported minimum is none', () => {
  assert.equal(newest(['20.8.1', '20.17.0'], 20), undefined);
  assert.equal(newest(['20.8.1', '20.18.0'], 20), '20.18.0');
  assert.equal(newest([], 26), undefined);
});
