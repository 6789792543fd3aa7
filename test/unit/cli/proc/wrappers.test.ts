import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWrapper } from '../../../../wire/wrapper.js';

test('what only starts a program is told from the program', () => {
  const wrappers = [
    ['npm run start'],
    ['node', '/usr/lib/node_modules/npm/bin/npm-cli.js', 'start'],
    ['node', '/opt/bin/yarn.js', 'dev'],
    ['node', '/app/node_modules/.bin/tsx', 'app.ts'],
    ['node', '/usr/local/bin/npm', 'start'],
    ['node', '/app/node_modules/tsx/dist/cli.mjs', 'app.ts'],
    ['node', '--watch', 'app.js'],
    ['node', '--watch-path=src', 'app.js'],
    ['node', '--test'],
  ];
  for (const command of wrappers) assert.equal(isWrapper(command), true, command.join(' '));
  const programs = [
    ['node', 'app.js', '--watch'],
    ['node', '/srv/npm.js'],
    ['node', '--import', 'tsx', 'app.ts'],
    ['node', 'server.js', 'npm'],
    ['my title'],
    [],
  ];
  for (const command of programs) assert.equal(isWrapper(command), false, command.join(' '));
});
