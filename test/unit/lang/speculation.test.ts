import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileText, run } from './memory-runtime.js';

function tags(body: string): string[] {
  const { diagnostics } = compileText(`BEGIN { ${body} }`, { destructive: true });
  return diagnostics.map(({ tag }) => tag);
}

test('what follows speculate() goes into the speculation, nothing of it when it is not active', () => {
  const memory = run(
    [
      'BEGIN { x = 0; s = speculation(); }',
      'BEGIN { trace(s); }',
      'BEGIN { x = 1; speculate(s); x = 2; trace(x); }',
      'BEGIN { speculate(7); x = 3; trace(x); }',
      'BEGIN { commit(s); }',
      'BEGIN { trace(x); }',
    ].join('\n'),
  );
  assert.deepEqual(memory.values(), [1, 2, 2]);
});

test('speculate() alone records that the probe fired, as an empty clause does', () => {
  const memory = run('BEGIN { s = speculation(); } BEGIN { speculate(s); x = 1; } BEGIN { commit(s); }');
  assert.deepEqual(memory.records, [{ clause: 1, actions: [{ kind: 'default', values: [] }] }]);
});

test('a speculation that begins in a branch ends with it', () => {
  const memory = run(`
    BEGIN { s = speculation(); }
    BEGIN {
      if (s) { speculate(s); trace(1); } else { trace(2); }
      trace(3);
    }
    BEGIN { if (s) { commit(s); } else { trace(4); } }
  `);
  assert.deepEqual(
    memory.records.map(({ actions }) => actions.map(({ values }) => values[0])),
    [[3], [1]],
  );
});

test('the order of the text decides, each branch from what stands before its if', () => {
  assert.deepEqual(tags('if (1) { trace(1); } else { commit(1); }'), []);
  assert.deepEqual(tags('if (1) { speculate(1); trace(1); } speculate(2); trace(2);'), []);
  assert.deepEqual(tags('if (1) { speculate(1); trace(1); } else { speculate(2); }'), []);
  assert.deepEqual(tags('discard(1); trace(1); discard(2);'), []);
  assert.deepEqual(tags('chill(1); raise(0); speculate(1); trace(1);'), []);
  assert.deepEqual(tags('if (1) { trace(1); } commit(1);'), ['D_COMM_DREC']);
  assert.deepEqual(tags('@a = count(); commit(1);'), ['D_COMM_DREC']);
  assert.deepEqual(tags('@a = count(); speculate(1);'), ['D_SPEC_DREC']);
  assert.deepEqual(tags('trace(1); if (1) { speculate(1); }'), ['D_SPEC_DREC']);
  assert.deepEqual(tags('if (1) { commit(1); } trace(1);'), ['D_DREC_COMM']);
  assert.deepEqual(tags('commit(1); setopt("quiet");'), ['D_DREC_COMM']);
  assert.deepEqual(tags('speculate(1); if (1) { @a = count(); }'), ['D_AGG_SPEC']);
  assert.deepEqual(tags('speculate(1); if (1) { speculate(1); }'), ['D_SPEC_SPEC']);
  assert.deepEqual(tags('speculate(1); chill(1);'), ['D_ACT_SPEC']);
});

test('a record that specsize cannot hold ends the clause where it grows too large', () => {
  // 16 bytes in front, 8 for each long.
  const text = `
    BEGIN { s = speculation(); x = 0; }
    BEGIN { speculate(s); trace(1l); x = 1; trace(2l); x = 2; }
    BEGIN { trace(x); }
    BEGIN { commit(s); }`;
  const values = (specsize: number) => run(text, { options: { specsize: String(specsize) } }).values();
  assert.deepEqual(values(32), [2, 1, 2]);
  assert.deepEqual(values(31), [1]);
  assert.deepEqual(values(23), [0]);
});

test('actions that read aggregations are told apart from what stands around them', () => {
  const gathered = (body: string) => run(`BEGIN { ${body} }`).gathered;
  assert.deepEqual(gathered('@a = count(); trace(1);'), []);
  assert.deepEqual(gathered('@a = count(); clear(@a);'), [0]);
  assert.deepEqual(gathered('trace(1); @a = count(); printa(@a); trace(2);'), [2]);
  assert.deepEqual(gathered('@a = count(); clear(@a); printa(@a);'), [0], 'nothing came between them');
  assert.deepEqual(gathered('@a = count(); clear(@a); @a = count(); trunc(@a, 1);'), [0, 1]);
  assert.deepEqual(
    gathered('@a = count(); clear(@a); if (pid) { @a = count(); } else { trace(1); } normalize(@a, 2);'),
    [0, 1],
  );
  assert.deepEqual(gathered('@a = count(); if (pid) { clear(@a); } printa(@a);'), [0, 1]);
  assert.deepEqual(gathered('@a = count(); if (!pid) { clear(@a); } printa(@a);'), [0]);
});

test('the program says what its records and variables take', () => {
  const sizes = (text: string, options: Record<string, string> = {}) => {
    const { program, text: messages } = compileText(text, { options });
    assert.ok(program, messages);
    return { records: program.clauses.map(({ recordBytes }) => recordBytes), needs: program.needs };
  };
  assert.deepEqual(
    sizes('BEGIN { } BEGIN { exit(0); } BEGIN { trace("x"); trace(1l); } BEGIN { x = 1; }', { strsize: '7' })
      .records,
    [16, 20, 32, 0],
  );
  assert.deepEqual(sizes('BEGIN { if (pid) { trace(1l); } else { trace(1); } trace(1); }').records, [28]);
  assert.deepEqual(sizes('BEGIN { speculate(1); trace(1l); }').records, [24]);
  assert.equal(sizes('BEGIN { x = 1; this->y = 1; }').needs.largestVariable, 0);
  assert.equal(sizes('BEGIN { a[1] = 1; }').needs.largestVariable, 20);
  assert.equal(sizes('BEGIN { a["x"] = 1; }', { strsize: '512' }).needs.largestVariable, 529);
  const { needs } = sizes('BEGIN { self->a = 1; self->b = 1l; self->c[1] = 1; }');
  assert.deepEqual([needs.selfSizes, needs.largestVariable], [[4, 8, 20], 20]);
});
