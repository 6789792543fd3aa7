import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { quoteNodeOption, readNodeFlags, splitNodeOptions } from '../../../cli/node-options.js';

const flags = (command: string, options?: string) => readNodeFlags(command.split(' '), options);

test('the inspector port is the last one named', () => {
  assert.equal(flags('node app.js').inspectPort, 9229);
  assert.equal(flags('node --inspect=9300 app.js').inspectPort, 9300);
  assert.equal(flags('node --inspect=127.0.0.1:9301 app.js').inspectPort, 9301);
  assert.equal(flags('node --inspect=[::1]:9302 app.js').inspectPort, 9302);
  assert.equal(flags('node --inspect-port 0 app.js').inspectPort, 0);
  assert.equal(flags('node --inspect-port=9303 --inspect app.js', '--inspect-port=1').inspectPort, 9303);
  assert.equal(flags('node app.js', '--inspect-port=9304').inspectPort, 9304);
  assert.equal(flags('node --inspect=myhost app.js').inspectPort, 9229);
});

test("only Node's own options count, not the script's", () => {
  assert.equal(flags('node app.js --inspect --permission --disable-sigusr1').inspecting, false);
  assert.equal(flags('node --require x.js --inspect app.js').inspecting, true);
  assert.equal(flags('node -e code --inspect').inspecting, true);
  assert.equal(flags('node --permission --allow-net app.js').permission, true);
  assert.equal(flags('node --permission --allow-net app.js').allowNet, true);
  assert.equal(flags('node --experimental-permission app.js').permission, true);
  assert.equal(flags('node app.js', '--disable-sigusr1').sigusr1Disabled, true);
});

test('NODE_OPTIONS is split as Node splits it', () => {
  assert.deepEqual(splitNodeOptions('--a  --b="x y" "--c\\"d\\\\e" f\\g'), [
    '--a',
    '--b=x y',
    '--c"d\\e',
    'f\\g',
  ]);
});

test('what is quoted comes out as it was, here and in Node', () => {
  const title = 'a "quoted" \\ title';
  assert.deepEqual(splitNodeOptions(quoteNodeOption(`--title=${title}`)), [`--title=${title}`]);
  const { stdout } = spawnSync(process.execPath, ['-p', 'process.title'], {
    env: { ...process.env, NODE_OPTIONS: quoteNodeOption(`--title=${title}`) },
    encoding: 'utf8',
  });
  assert.equal(stdout, `${title}\n`);
});
