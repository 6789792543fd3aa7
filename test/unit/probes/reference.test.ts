import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localModules, probeIndex } from '../../../cli/front/probes.js';
import { PROVIDERS } from '../../../probes/index.js';
import { compileText } from '../lang/memory-runtime.js';

for (const { name, notes = [], example = '' } of PROVIDERS) {
  test(`${name}: its example compiles and asks for one of its probes`, () => {
    const { diagnostics, program } = compileText(example, {
      name: `probes/${name}.ts`,
      probes: probeIndex(localModules(), false),
    });
    assert.deepEqual(
      diagnostics.map((found) => `${found.tag} ${found.message}`),
      [],
    );
    const asked = program?.clauses.flatMap((clause) => clause.descriptions.map(({ provider }) => provider));
    assert.ok(
      asked?.some((provider) => provider === name || provider === ''),
      example,
    );
  });

  test(`${name}: says what it cannot see and what it costs`, () => {
    assert.ok(notes.length > 0);
    for (const note of notes) assert.match(note, /^\S.*\.$/s);
  });
}
