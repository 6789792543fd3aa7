import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { asyncHooksAreSafe } from '../../agent/host.js';
import { type DemoService, startDemoService } from '../../cli/demo/start.js';
import { splitCommand } from '../../cli/launch.js';
import { ROOT, runNtrace } from '../support/process.js';

/** The README's console blocks, run on the demo's service; PID 4242 stands for it. */
const BLOCKS = [
  ...readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(/^```console\n\$ (.*)\n([\s\S]*?)^```$/gm),
].map(([, command, output]) => ({ command: command as string, output: output as string }));

let service: DemoService;
before(async () => {
  process.chdir(ROOT);
  service = await startDemoService({ rush: 300 });
  await service.warm;
});
after(() => service.stop());

/** Figures and bars differ from run to run. */
function shape(line: string): string {
  return line.replace(/@+/g, ' ').replace(/\d+/g, 'N').replace(/\s+/g, ' ').trim();
}

test('the README has console blocks', () => assert.ok(BLOCKS.length >= 7));

for (const { command, output } of BLOCKS) {
  const skip =
    command.includes('async:::') && !asyncHooksAreSafe() ? 'async hooks are unsafe on this Node' : false;
  test(command, { skip }, async () => {
    const [program, ...args] = splitCommand(command.replace('4242', String(service.pid)));
    assert.equal(program, 'ntrace');
    const { stdout, stderr, code } = await runNtrace(args);
    const seen = `${stdout}${stderr}`;
    if (!command.includes('-p 4242')) return assert.equal(seen, output);
    assert.equal(code, 0, stderr);
    const lines = new Set(seen.split('\n').map(shape));
    for (const line of output.split('\n')) {
      if (line !== '...') assert.ok(lines.has(shape(line)), `no line like: ${line}\n${seen}`);
    }
  });
}
