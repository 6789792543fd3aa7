/** Sizes and offsets: gcc's on x86-64 for structures without bit-fields (the figures are its own), dtrace's with them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from './memory-runtime.js';

/** Values of constant expressions over the given declarations. */
function figures(declarations: string, ...expressions: readonly string[]): unknown[] {
  const body = expressions.map((expression) => `trace(${expression});`).join(' ');
  return run(`${declarations} BEGIN { ${body} }`).values();
}

test('members are aligned and structures padded as by gcc', () => {
  const a = 'struct a { char c; int i; char d; };';
  assert.deepEqual(
    figures(a, 'sizeof(struct a)', 'offsetof(struct a, i)', 'offsetof(struct a, d)'),
    [12, 4, 8],
  );
  const b = 'struct b { char c; short s; long l; char z; };';
  assert.deepEqual(
    figures(b, 'sizeof(struct b)', 'offsetof(struct b, s)', 'offsetof(struct b, l)', 'offsetof(struct b, z)'),
    [24, 2, 8, 16],
  );
  const u = 'union u { char c[5]; int i; short s[3]; };';
  assert.deepEqual(figures(u, 'sizeof(union u)', 'offsetof(union u, i)'), [8, 0]);
  const n = `${a} ${u} struct n { char c; struct a in; union u u; struct a *p; short t[3]; };`;
  const members = ['in', 'u', 'p', 't'].map((name) => `offsetof(struct n, ${name})`);
  assert.deepEqual(figures(n, 'sizeof(struct n)', ...members), [40, 4, 16, 24, 32]);
});

test('floats, enumerations and pointers to functions', () => {
  const f = 'struct f { float f; double d; long double ld; char c; };';
  const members = ['d', 'ld', 'c'].map((name) => `offsetof(struct f, ${name})`);
  assert.deepEqual(figures(f, 'sizeof(struct f)', ...members), [48, 8, 16, 32]);
  assert.deepEqual(figures('struct e { enum { X } e; char c; };', 'sizeof(struct e)'), [8]);
  const p = 'struct p { char c; void (*fn)(int); char *s; };';
  assert.deepEqual(figures(p, 'sizeof(struct p)', 'offsetof(struct p, s)'), [24, 16]);
});

test('a bit-field begins at a byte, and pads nothing', () => {
  assert.deepEqual(figures('struct s { int a : 1; int b : 3; };', 'sizeof(struct s)'), [2]);
  assert.deepEqual(figures('struct s { int a : 20; int b : 3; int c : 12; };', 'sizeof(struct s)'), [6]);
  assert.deepEqual(figures('struct s { char a : 2; short b : 12; long c : 32; };', 'sizeof(struct s)'), [8]);
  assert.deepEqual(figures('struct s { long a : 35; char b; };', 'offsetof(struct s, b)'), [5]);
});

test('dimensions, declarators and typedefs', () => {
  const shapes = 'int m[3][5]; int (*row)[5]; int *list[4]; typedef struct { char c[3]; } three; three t[2];';
  assert.deepEqual(
    figures(shapes, 'sizeof(m)', 'sizeof(m[0])', 'sizeof(*row)', 'sizeof(row)', 'sizeof(list)', 'sizeof(t)'),
    [60, 20, 20, 8, 32, 6],
  );
});
