import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Connection } from '../../../../cli/inspector/connection.js';

function fakeTransport() {
  const sent: { id: number; method: string; params: unknown }[] = [];
  let onText: (text: string) => void = () => {};
  let onClose: () => void = () => {};
  return {
    sent,
    say: (message: unknown) => onText(typeof message === 'string' ? message : JSON.stringify(message)),
    hangUp: () => onClose(),
    send: (text: string) => void sent.push(JSON.parse(text)),
    listen: (text: (text: string) => void, close: () => void) => {
      onText = text;
      onClose = close;
    },
    close: async () => {},
  };
}
const FOREVER = 60_000;

test('answers find their calls in any order', async () => {
  const transport = fakeTransport();
  const connection = new Connection(transport);
  const calls = ['1', '2'].map((expression) => connection.send('Runtime.evaluate', { expression }, FOREVER));
  transport.say({ method: 'Runtime.consoleAPICalled', params: {} });
  transport.say('no json');
  transport.say({ id: 99, result: {} });
  transport.say({ id: 2, result: { result: { type: 'number', value: 2 } } });
  transport.say({ id: 1, result: { result: { type: 'number', value: 1 } } });
  assert.deepEqual(
    (await Promise.all(calls)).map((answer) => answer.result.value),
    [1, 2],
  );
});

test('an error names method and cause, and its stack the caller', async () => {
  const transport = fakeTransport();
  const connection = new Connection(transport);
  async function theCaller() {
    await connection.send('Runtime.enable', undefined, FOREVER);
  }
  const call = theCaller();
  transport.say({ id: 1, error: { code: -32000, message: 'no such thing' } });
  await assert.rejects(call, (error: Error) => {
    assert.equal(error.message, 'Runtime.enable: no such thing (-32000)');
    assert.match(error.stack ?? '', /theCaller/);
    return true;
  });
});

test('a call has a deadline', async () => {
  const connection = new Connection(fakeTransport());
  await assert.rejects(connection.send('Runtime.enable', undefined, 5), { reason: 'timeout' });
});

test('when the peer hangs up all calls end, and later ones at once', async () => {
  const transport = fakeTransport();
  const connection = new Connection(transport);
  const call = connection.send('Runtime.enable', undefined, FOREVER);
  transport.hangUp();
  await assert.rejects(call, { reason: 'closed' });
  await assert.rejects(connection.send('Runtime.enable', undefined, FOREVER), { reason: 'closed' });
  connection.sendMayFail('Runtime.disable', undefined);
  assert.equal(transport.sent.length, 1);
});
