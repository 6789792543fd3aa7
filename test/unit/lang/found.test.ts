/** Mistakes that random programs and hostile inputs found (test/oracle, test/fuzz), as small as they got. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileText, evaluate, run } from './memory-runtime.js';

test('the value of a store comes before its key, wanted or not', () => {
  assert.deepEqual(evaluate('i = 5; a[i++] = i; trace(a[5]); trace(i);'), [5, 6]);
  assert.deepEqual(evaluate('i = 5; trace(b[i++] = i); trace(b[5]);'), [5, 5]);
  const faulty = run('string s; int z; int c[int]; BEGIN { c[s[0]] = 1 / z; }');
  assert.deepEqual(
    faulty.faults.map(({ code }) => code),
    [4],
  );
});

test('a shift by a count that is stored stores it', () => {
  assert.deepEqual(evaluate('x = 1; x <<= y = 3; trace(x); trace(y);'), [8, 3]);
});

test('string comparisons compute their left side first', () => {
  for (const operator of ['<', '<=', '>', '>='])
    assert.deepEqual(
      evaluate(
        `i = 0; s = "a"; x = (i = 1, s) ${operator} (i = i * 10, s); trace(i); trace(strchr("b", 98) ${operator} s);`,
      ),
      [10, operator.startsWith('>') ? 1 : 0],
      operator,
    );
});

test('constants fold as registers compute: what is unsigned enters a signed operation by its bits', () => {
  const folded = 'trace(4611686018427387904 / -2147483648u); trace(-2147483648u < 0ll); trace(7ll % -3u);';
  const computed =
    'x = 4611686018427387904; trace(x / -2147483648u); y = 0ll; trace(-2147483648u < y); z = 7ll; trace(z % -3u);';
  assert.deepEqual(evaluate(folded), evaluate(computed));
});

test('an index that is wrong already causes no second message', () => {
  assert.deepEqual(
    compileText('BEGIN { trace("a"[1 / 0]); }').diagnostics.map(({ tag }) => tag),
    ['D_DIV_ZERO'],
  );
});

test('a string as a statement is no directive of JavaScript', () => {
  const { program } = compileText('BEGIN { "use asm"; trace(1); }');
  assert.doesNotMatch(program?.code ?? '', /"use asm"/);
});

test('a constant index past 2^53 is exact', () => {
  const faulty = run("char *p; BEGIN { trace(p['abcdefgh']); }");
  assert.deepEqual(
    faulty.faults.map(({ address }) => address),
    [0x6162636465666768n],
  );
});

test('the value of a store to a bit-field is what fits into it', () => {
  const memory = run(
    'struct s { uint64_t w : 33; int g : 3; } v; BEGIN { trace(--v.w); trace(v.g = 5); trace(v.w); }',
  );
  assert.deepEqual(memory.values(), [2 ** 33 - 1, -3, 2 ** 33 - 1]);
});

test('a value that changes the structure it is stored into is not lost', () => {
  const memory = run(
    'struct s { int a; int b; }; struct s m[int]; BEGIN { m[1].a = m[1].b++; trace(m[1].b); }',
  );
  assert.deepEqual(memory.values(), [1]);
});

test('names that objects of JavaScript have are names like any other', () => {
  for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf']) {
    assert.deepEqual(
      evaluate(
        `${name} = 1; trace(++${name}); self->${name} = 3; trace(self->${name}); @${name}[${name}] = count(); a[${name}] = 4; trace(a[2]);`,
      ),
      [2, 3, 4],
      name,
    );
    for (const text of [`@${name}`, `${name}:::x {}`, `BEGIN { trace(${name}); }`, `BEGIN { ${name}(1); }`])
      assert.doesNotMatch(compileText(text).text, /native code|\[object/, text);
  }
});
