import assert from 'node:assert/strict';
import { test } from 'node:test';
import { losses, named } from '../judged.js';

test('a read for a client that has left', () => {
  const found = losses(`
  0 run 1
  0 request r GET /x by server@1
  1 start o fetch by handler@12
  50 leave r
  `);
  assert.deepEqual(named(found), ['unlinked-request@12']);
});

test('a signal of it was issued', () => {
  const found = losses(`
  0 run 1
  0 request r GET /x by server@1
  1 born s by handler@10
  1 start o fetch carries=s by handler@12
  50 leave r
  50 fire s by handler@11
  51 end o
  `);
  assert.deepEqual(named(found), []);
});

test('the response was ended', () => {
  const found = losses(`
  0 run 1
  0 request r GET /x by server@1
  1 start o fetch by handler@12
  50 close r
  `);
  assert.deepEqual(named(found), []);
});

test('another request', () => {
  const found = losses(`
  0 run 1
  0 request r GET /x by server@1
  1 request q GET /y by server@1
  2 start o fetch by handler@12
  50 leave r
  `);
  assert.deepEqual(named(found), []);
});

test('begun when the client had long left', () => {
  const found = losses(
    `
  0 run 1
  0 request r GET /offers
  1 start a fetch by offers@22
  100 leave r
  500 end a
  501 start b fetch by offers@23
  `,
    3_000,
  );
  assert.deepEqual(named(found), ['unlinked-request@23']);
});

test('a write with a limit: its author has chosen, when others in the request were told of the leaving', () => {
  // A label begins with the method: here both are the kind.
  const order = (told: string): string => `
  0 run 1
  0 request r http /order by server@1
  1 born s controller by handler@10
  1 born t timeout timeout=5000 by handler@11
  2 start o http carries=t writes by handler@12
  50 leave r
  ${told}
  `;
  assert.deepEqual(named(losses(order('50 fire s by handler@10'))), []);
  assert.deepEqual(named(losses(order(''))), ['unlinked-request@12']);
});

test('it writes on to a client that is gone', () => {
  const written = (turns: number): string[] => {
    const text = `
    0 run 1
    0 request r GET /x by server@1
    50 leave r
    `;
    const found = losses(text, 1_500, ({ scopes }) => {
      const scope = scopes.get('r');
      for (let run = 0; scope !== undefined && run < turns; run++)
        scope.lateWrites.push({ ...scope.mark, run, at: 200 + run * 100 });
      return [];
    });
    return found.map(({ rule }) => rule);
  };
  assert.deepEqual(written(3), ['unlinked-request']);
  assert.deepEqual(written(2), []);
});
