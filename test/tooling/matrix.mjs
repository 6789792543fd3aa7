// `npm run test:matrix [-- FILTER…]`: the suite under every supported Node (see nodes.mjs), one after the
// other; process.execPath inside the tests is that version. Closes like run-tests.mjs, with the sums. A
// major that cannot be had counts as one skip and is named.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNode, MAJORS } from './nodes.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
process.chdir(root);
const filters = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
/** `--others`: without the running major, which `npm test` has already covered. */
const others = process.argv.includes('--others');
const own = Number(process.versions.node.split('.')[0]);

/** Runs the suite under a binary and passes its output on; resolves to its closing counts. */
function runSuite(binary) {
  return new Promise((resolve) => {
    const child = spawn(binary, ['test/tooling/run-tests.mjs', ...filters], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      // The closing line of one version must not look like that of the whole run.
      process.stdout.write(String(chunk).replace(/^(\d+ passed)/gm, '  $1'));
      output += chunk;
    });
    child.on('close', (status) => {
      const counts = /^(\d+) passed, (\d+) failed, (\d+) skipped$/m.exec(output);
      const [passed, failed, skipped] = counts === null ? [0, 1, 0] : counts.slice(1).map(Number);
      resolve({ passed, failed: status === 0 ? failed : Math.max(1, failed), skipped });
    });
  });
}

const rows = [];
for (const major of MAJORS.filter((each) => !others || each !== own)) {
  const node = findNode(major, root);
  if (node.missing !== undefined) {
    console.log(`\n== Node ${major}: skipped: ${node.missing}`);
    rows.push({ label: `${major}`, passed: 0, failed: 0, skipped: 1, note: node.missing });
    continue;
  }
  console.log(`\n== Node ${node.version}`);
  const started = performance.now();
  const counts = await runSuite(node.binary);
  rows.push({
    label: node.version,
    ...counts,
    note: `${((performance.now() - started) / 1000).toFixed(0)} s`,
  });
}

console.log('\nNode        passed  failed  skipped');
for (const { label, passed, failed, skipped, note } of rows) {
  console.log(
    `${label.padEnd(10)}${String(passed).padStart(8)}${String(failed).padStart(8)}${String(skipped).padStart(9)}  ${note}`,
  );
}
const sum = (field) => rows.reduce((total, row) => total + row[field], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exitCode = sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
