/** The proof of code.ts: it lets all programs of the goldens and random ones through, and nothing that could loop or reach out. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { compile } from '../../lang/compile.js';
import { PROVIDER_DEFS } from '../../probes/metadata.js';
import { inputFor } from '../oracle/compare.js';
import { generate, programText } from '../oracle/generate/program.js';
import { checkCode, NotAllowed } from './code.js';

const inClause = (body: string, before = '') =>
  `(function (rt) {\n"use strict";\nconst { add } = rt.ops;\nconst { argInt, commit, selfGet } = rt;\nconst A0 = rt.aggregation(0);\nconst V_a = rt.associative();\nlet g_x = 0;\n${before}\nfunction c0(a0) {\nlet v0;\nconst r = [];\n${body}\n}\nreturn { clauses: [c0], resetThis: undefined };\n})`;

const INNOCENT = [
  'g_x = add(g_x, 1);',
  'if (!(g_x > 3)) return;',
  'A0.cell1(argInt(a0)).add(1); V_a.set1(argInt(a0), 2);',
  'r.push(0, (v0 = g_x, v0)); commit(0, r);',
  'if (r.length !== 0) commit(0, r);',
  'g_x = (typeof a0 === "string" ? 1 : 0);',
  'commit(0, [0, (selfGet(0) ?? 0)]);',
];

const GUILTY = [
  'for (;;) { }',
  'while (g_x) g_x = 0;',
  'do { } while (g_x);',
  'for (const k in r) g_x = k;',
  'for (const k of r) g_x = k;',
  'label: { break label; }',
  'switch (g_x) { case 1: }',
  'try { g_x = 1; } catch { }',
  'throw g_x;',
  'c0();',
  'resetThis();',
  'rt.exit();',
  'globalThis.x = 1;',
  'process.exit();',
  'g_x = process;',
  'require("fs");',
  'eval("1");',
  'Function("1")();',
  'g_x = a0;',
  'g_x = a0 + 1;',
  'g_x = a0.id;',
  'g_x = a0["id"];',
  'g_x = a0?.id;',
  'add(a0, 1);',
  'commit(0, [a0]);',
  'r.push(a0);',
  'A0.cell1(a0).add(1);',
  'g_x = `${g_x}`;',
  'g_x = /x/;',
  'g_x = new Map();',
  'g_x = () => 1;',
  'g_x = function () { };',
  'g_x = {};',
  'g_x = [...r];',
  'add(...r);',
  'delete g_x;',
  'g_x = "a" in r;',
  'g_x = r instanceof r;',
  'void 0;',
  'g_x++;',
  'g_x += 1;',
  'g_y = 1;',
  '[g_x] = r;',
  'r = 1;',
  'a0 = 1;',
  'add = 1;',
  'g_x = arguments;',
  'g_x = this;',
  'g_x = g_x.length;',
  'r.pop();',
  'r.push.call(r, 1);',
  'V_a.constructor("1")();',
  'A0.take(1);',
  'A0.cell1(1).take();',
  'g_x = await 1;',
  'yield 1;',
  'debugger;',
  'import("fs");',
  'with (r) { }',
  'function inner() { }',
  'class C { }',
  'var v9 = 1;',
  'nope(1);',
  'g_x == 1;',
];

test('code as the compiler writes it is let through', () => {
  for (const body of INNOCENT) assert.doesNotThrow(() => checkCode(inClause(body)), body);
});

test('nothing else is', () => {
  for (const body of GUILTY)
    assert.throws(
      () => checkCode(inClause(body)),
      (error) => error instanceof NotAllowed || error instanceof SyntaxError,
      body,
    );
  for (const before of [
    'const { nope } = rt;',
    'const { nope } = rt.ops;',
    'const F = rt.reader;',
    'let g_y = rt;',
    'const N = process.reader(1);',
  ])
    assert.throws(() => checkCode(inClause('', before)), NotAllowed, before);
  for (const text of [
    '1',
    '(function () {})',
    '(async function (rt) {})',
    '(function (rt) { function d() {} })',
  ])
    assert.throws(() => checkCode(text), NotAllowed, text);
});

function scripts(): readonly (readonly [name: string, text: string])[] {
  const root = join(process.cwd(), 'test/d');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)tst\.[^/]*\.d$/.test(file))
    .sort()
    .map((file) => [file, readFileSync(join(root, file), 'utf8')]);
}

test('all golden scripts compile to code that is let through', () => {
  let compiled = 0;
  for (const [name, text] of scripts()) {
    const { program } = compile(
      inputFor(text, {
        options: { argref: '', defaultargs: '', zdefs: '' },
        macroArgs: ['1', '2', '3'],
        probes: { providers: PROVIDER_DEFS, complete: false },
      }),
    );
    if (program === undefined) continue;
    assert.doesNotThrow(() => checkCode(program.code), name);
    compiled++;
  }
  assert.ok(compiled >= 100, `${compiled} compiled`);
});

test('so do random programs', () => {
  for (let seed = 1; seed <= 150; seed++) {
    const random = generate(seed);
    const text = programText(random, { full: false, hidden: false });
    const { program } = compile(inputFor(text, { macroArgs: random.macros, options: random.options }));
    if (program !== undefined) assert.doesNotThrow(() => checkCode(program.code), `seed ${seed}`);
  }
});
