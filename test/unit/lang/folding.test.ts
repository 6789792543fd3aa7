import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileText, run } from './memory-runtime.js';

test('random expressions: constants folded, variables computed, the same result', () => {
  let state = 77;
  const random = (n: number) => (state = (state * 48271) % 2147483647) % n;
  const literals = (
    '0 1 2 7 63 -1 -128 255 65535 2147483647 -2147483648ll 4294967295 9007199254740991 ' +
    '-9007199254740993ll 0x7fffffffffffffff 0xffffffffffffffff 3u (char)-3 (uint8_t)200 ' +
    '(ushort_t)65535 (short)-9 (uint32_t)-5'
  ).split(' ');
  const operators = '+ - * / % & | ^ << >> < <= == != > >= && || ^^'.split(' ');
  const casts = '(char) (uint8_t) (short) (uint32_t) (int) (long) (uint64_t) - ~ !'.split(' ');
  /** An expression over the operands that `leaf` names. */
  const build = (depth: number, leaf: () => string): string => {
    if (depth === 0 || random(6) === 0) return leaf();
    const kind = random(10);
    if (kind < 2) return `${casts[random(casts.length)]}(${build(depth - 1, leaf)})`;
    if (kind < 3)
      return `(${build(depth - 1, leaf)} ? ${build(depth - 1, leaf)} : ${build(depth - 1, leaf)})`;
    return `(${build(depth - 1, leaf)} ${operators[random(operators.length)]} ${build(depth - 1, leaf)})`;
  };
  let compared = 0;
  for (let i = 0; i < 500; i++) {
    const chosen: string[] = [];
    const shape = build(4, () => `#${chosen.push(literals[random(literals.length)] as string) - 1}#`);
    const constant = shape.replace(/#(\d+)#/g, (_, index: string) => `(${chosen[Number(index)]})`);
    const variable = shape.replace(/#(\d+)#/g, 'x$1');
    // A division by a constant zero does not compile: such an expression says nothing here.
    const folded = compileText(`BEGIN { trace(${constant}); }`);
    if (folded.program === undefined) continue;
    const setup = chosen.map((literal, index) => `x${index} = ${literal};`).join(' ');
    const memory = run(`BEGIN { ${setup} } BEGIN { trace(${variable}); } BEGIN { trace(${constant}); }`);
    if (memory.faults.length > 0) continue;
    const [computed, known] = memory.values();
    assert.deepEqual(computed, known, `${shape} with ${chosen.join(', ')}\n${memory.program.code}`);
    compared++;
  }
  assert.ok(compared > 300, `${compared} compared`);
});
