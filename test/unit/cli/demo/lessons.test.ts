/** The demo's lessons fit a terminal of 80 columns and compile. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileText } from '../../../../bench/harness/compile.js';
import { LESSONS } from '../../../../cli/demo/lessons.js';

for (const { title, program, reading } of LESSONS) {
  test(title, () => {
    // As the tour prints them.
    for (const line of [
      ...program.split('\n').map((text) => `    '${text}'`),
      ...reading.map((text) => `| ${text}`),
    ]) {
      assert.ok(line.length <= 80, `${line.length} columns: ${line}`);
    }
    assert.equal(compileText(program).aggregations.length, 1);
  });
}
