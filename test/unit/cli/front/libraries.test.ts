import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { CliError } from '../../../../cli/error.js';
import { loadLibraries } from '../../../../cli/front/libraries.js';

function folder(files: Readonly<Record<string, readonly string[]>>, use: (path: string) => void): void {
  const path = mkdtempSync(join(tmpdir(), 'ntrace-libraries-'));
  try {
    for (const [name, needs] of Object.entries(files))
      writeFileSync(join(path, name), needs.map((need) => `#pragma D depends_on library ${need}\n`).join(''));
    use(path);
  } finally {
    rmSync(path, { recursive: true });
  }
}

test('each library follows what it depends on', () => {
  folder(
    { 'a.d': ['d.d', 'c.d'], 'b.d': [], 'c.d': ['b.d'], 'd.d': ['c.d'], 'notes.txt': ['a.d'] },
    (path) => {
      mkdirSync(join(path, 'folder.d'));
      assert.deepEqual(
        loadLibraries([join(path, 'nowhere'), path]).map(({ name, kind }) => [basename(name), kind]),
        ['b.d', 'c.d', 'd.d', 'a.d'].map((name) => [name, 'library']),
      );
    },
  );
});

test('a dependency that is missing or goes in a circle is refused', () => {
  const refused = (files: Readonly<Record<string, readonly string[]>>, why: RegExp): void =>
    folder(files, (path) =>
      assert.throws(
        () => loadLibraries([path]),
        (error) => error instanceof CliError && error.exitCode === 1 && why.test(error.message),
      ),
    );
  refused({ 'a.d': ['b.d'] }, /^Invalid library dependency in .*a\.d: .*b\.d$/);
  refused({ 'a.d': ['b.d'], 'b.d': ['c.d'], 'c.d': ['a.d'] }, /^Cyclic dependency detected: .*\.d => .*\.d$/);
  refused({ 'a.d': ['a.d'] }, /^Cyclic dependency detected/);
});
