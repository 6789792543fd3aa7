/** Each check of `npm run check` finds its guilty example and leaves its innocent one alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkBorders } from '../../tooling/checks/borders.js';
import { checkCycles } from '../../tooling/checks/cycles.js';
import { checkHostGlobals } from '../../tooling/checks/host-globals.js';
import { checkHygiene } from '../../tooling/checks/hygiene.js';
import { importsOf } from '../../tooling/checks/imports.js';
import { checkLength } from '../../tooling/checks/length.js';
import { checkLock } from '../../tooling/checks/lock.js';
import { blank } from '../../tooling/checks/source-text.js';
import type { Check, SourceFile } from '../../tooling/checks/sources.js';

const DEPS: Readonly<Record<string, string>> = {
  'agent/DEPS': 'wire\nprobes\n',
  'cli/DEPS': 'wire\nprobes/metadata # not the hooks\nnode:*\nnpm:*\n',
  'probes/DEPS': 'wire\n',
  'lang/DEPS': 'wire\n',
  'graph/DEPS': 'wire\n',
  'wire/DEPS': '# nothing\n',
};

function files(texts: Readonly<Record<string, string>>): readonly SourceFile[] {
  return Object.entries(texts).map(([path, text]) => ({ path, text }));
}

/** Breaches as `path:line`; every one must come with a remedy. */
function breaches(check: Check, texts: Readonly<Record<string, string>>): readonly string[] {
  return check(files(texts)).map(({ path, line, remedy }) => {
    assert.notEqual(remedy, '');
    return `${path}:${line}`;
  });
}

test('borders: a folder imports what its DEPS names', () => {
  const innocent = {
    ...DEPS,
    'cli/main.ts': `import { a } from '../wire/a.js';\nimport { b } from './b.js';\nimport fs from 'node:fs';\nimport ws from 'ws';\nimport { P } from '../probes/metadata.js';\n`,
    'agent/a.ts': `// import { x } from '../cli/main.js';\nconst text = "import { x } from '../cli/main.js'";\nimport type { A } from '../wire/a.js';\n`,
    'wire/a.ts': `import type { Socket } from 'node:net';\ntype T = typeof import('node:timers');\ntype U = import('node:net').Server;\n`,
    'test/unit/a.test.ts': `import { a } from '../../agent/a.js';\n`,
  };
  assert.deepEqual(breaches(checkBorders, innocent), []);
});

test('borders: agent modules, hooks, builtins and packages are found where they are not named', () => {
  const guilty = {
    ...DEPS,
    'cli/main.ts': `import { a } from '../agent/a.js';\nimport { PROVIDERS } from '../probes/index.js';\n`,
    'lang/a.ts': `\nexport { x } from '../cli/x.js';\nconst y = await import('typescript');\n`,
    'wire/a.ts': `import { Socket } from 'node:net';\n`,
  };
  assert.deepEqual(breaches(checkBorders, guilty), [
    'cli/main.ts:1',
    'cli/main.ts:2',
    'lang/a.ts:2',
    'lang/a.ts:3',
    'wire/a.ts:1',
  ]);
});

test('borders: a missing DEPS file is a breach', () => {
  const { 'graph/DEPS': _, ...rest } = DEPS;
  assert.deepEqual(breaches(checkBorders, rest), ['graph/DEPS:1']);
});

test('imports: every form, with its line and whether it is a type', () => {
  const text = [
    `import 'node:fs';`,
    `import a, { b } from './b.js';`,
    `import * as c from '../c.js';`,
    `import type { D } from './d.js';`,
    `import { type E, type F } from './e.js';`,
    `export * from './g.js';`,
    `import {`,
    `  h,`,
    `} from './h.js';`,
    `const i = await import('./i.js');`,
    `const s = \`import './no.js' \${require('./j.js')}\`;`,
  ].join('\n');
  const found = importsOf({ path: 'lang/x/a.ts', text }).map((i) => [
    i.target ?? i.specifier,
    i.typeOnly,
    i.line,
  ]);
  assert.deepEqual(found, [
    ['node:fs', false, 1],
    ['lang/x/b.ts', false, 2],
    ['lang/c.ts', false, 3],
    ['lang/x/d.ts', true, 4],
    ['lang/x/e.ts', true, 5],
    ['lang/x/g.ts', false, 6],
    ['lang/x/h.ts', false, 7],
    ['lang/x/i.ts', false, 10],
    ['lang/x/j.ts', false, 11],
  ]);
});

test('blank: keeps offsets, and is not fooled by quotes, regular expressions and templates', () => {
  const text =
    'const a = "//"; /* b */ const r = /[/"]"/g.exec(c) / 2; const t = `x ${d ? `${"}"}y` : e} z`; // f';
  const code = blank(text, { strings: true });
  assert.equal(code.length, text.length);
  assert.equal(
    code.replace(/\s+/g, ' ').trim(),
    'const a = " "; const r = / /g.exec(c) / 2; const t = ` ${d ? `${" "} ` : e} `;',
  );
  assert.ok(blank(text, { strings: false }).includes('"//"'));
});

test('cycles: three files in a ring are found once; type-only imports and diamonds are not cycles', () => {
  const ring = {
    'lang/a.ts': `import { b } from './b.js';\n`,
    'lang/b.ts': `\nimport { c } from './c.js';\n`,
    'lang/c.ts': `\n\nimport { a } from './a.js';\n`,
  };
  assert.deepEqual(breaches(checkCycles, ring), ['lang/c.ts:3']);
  const innocent = {
    'lang/a.ts': `import { b } from './b.js';\nimport { c } from './c.js';\n`,
    'lang/b.ts': `import { d } from './d.js';\nimport type { A } from './a.js';\n`,
    'lang/c.ts': `import { d } from './d.js';\n`,
    'lang/d.ts': `export const d = 1;\n`,
  };
  assert.deepEqual(breaches(checkCycles, innocent), []);
});

test('host globals: uses of the globals are found in agent and probes', () => {
  const guilty = {
    'agent/a.ts': [
      `setTimeout(f, 1);`,
      `const p = new Promise(g);`,
      `await Promise.all(q);`,
      `const t = Date.now();`,
      `console.log(1);`,
      `process.pid;`,
      `call(setInterval);`,
      `x ? process : y;`,
    ].join('\n'),
    'probes/a.ts': 'queueMicrotask(f);',
  };
  const lines = breaches(checkHostGlobals, guilty);
  assert.deepEqual(
    [...lines].sort(),
    [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `agent/a.ts:${n}`).concat('probes/a.ts:1'),
  );
});

test('host globals: members, types, keys, strings, own bindings, host.ts and other folders are innocent', () => {
  const innocent = {
    'agent/host.ts': `export const captured = { setTimeout, Promise };`,
    'agent/a.ts': `host.setTimeout(f, 1); type T = Promise<void> | Date; const k = { setTimeout: 1, console: 2 }; type S = typeof setTimeout; // Date.now()\nconst s = 'console.log';`,
    'agent/b.ts': `import { setTimeout, process } from './host.js';\nsetTimeout(f, 1);\nprocess.pid;`,
    'agent/c.ts': `const { Promise, Date: D } = host;\nnew Promise(f);`,
    'agent/d.ts': `function f(process: Process): void {\n  process.on('exit', g);\n}`,
    'cli/a.ts': `console.log(process.pid);`,
  };
  assert.deepEqual(breaches(checkHostGlobals, innocent), []);
});

test('length: long files need the reason in their head comment', () => {
  const long = 'x();\n'.repeat(401);
  assert.deepEqual(breaches(checkLength, { 'a.ts': long, 'b.mjs': `// Does it.\n${long}` }), [
    'a.ts:1',
    'b.mjs:1',
  ]);
  const innocent = {
    'a.ts': `/** The scanner; one file because its states share a table. */\n${long}`,
    'b.ts': 'x();\n'.repeat(400),
    'c.md': long,
  };
  assert.deepEqual(breaches(checkLength, innocent), []);
});

test('hygiene: machine paths and registries are found, other paths are not', () => {
  const check = checkHygiene('/somewhere/ntrace', 'packages.internal:8080');
  // Written in pieces, since this file is checked too.
  const guilty = {
    'a.md': `see /${'work'}/main/x`,
    'b.ts': `\nconst x = '/somewhere/ntrace/dist';`,
    'c.json': `"https://registry.${'npmjs'}.org/x"`,
    'd.json': 'http://packages.internal:8080/x',
    'e.md': `/${'root'}/.npmrc`,
  };
  assert.deepEqual(breaches(check, guilty), ['a.md:1', 'b.ts:2', 'c.json:1', 'd.json:1', 'e.md:1']);
  const innocent = {
    'a.md': 'wrote /tmp/trace.json; /home/you/app.js; ./work/main; https://www.npmjs.com/package/ntrace',
    'b.ts': '/proc/self/root/x; `/proc/${pid}/root/x`',
  };
  assert.deepEqual(breaches(check, innocent), []);
});

const MANIFEST = { name: 'x', version: '1.0.0', dependencies: { b: '^1.0.0', a: '^2.0.0' } };

test('lock: an agreeing lock with hashes is innocent, whatever the order', () => {
  const lock = {
    packages: {
      '': { ...MANIFEST, dependencies: { a: '^2.0.0', b: '^1.0.0' } },
      'node_modules/a': { version: '2.0.0', integrity: 'sha512-x' },
    },
  };
  assert.deepEqual(
    breaches(checkLock, {
      'package.json': JSON.stringify(MANIFEST),
      'package-lock.json': JSON.stringify(lock),
    }),
    [],
  );
});

test('lock: a forgotten dependency, a download address and a missing hash are found', () => {
  const lock = {
    packages: {
      '': { ...MANIFEST, dependencies: {} },
      'node_modules/a': { version: '2.0.0', resolved: 'https://x' },
    },
  };
  const messages = checkLock(
    files({ 'package.json': JSON.stringify(MANIFEST), 'package-lock.json': JSON.stringify(lock) }),
  ).map((b) => b.message);
  assert.deepEqual(messages, [
    'dependencies differs from package.json',
    'node_modules/a has a resolved address',
    'node_modules/a has no integrity hash',
  ]);
  assert.equal(checkLock(files({ 'package.json': '{}' })).length, 1);
});
