import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileText, run } from './memory-runtime.js';

class Message {
  readonly method = 'GET';
  readonly size = 42;
  readonly parts = [{ name: 'a' }, { name: 'b' }];
  readonly 'content-type' = 'text/plain';
  readonly ready = true;
  readonly none = null;
  get secret(): never {
    throw new Error('a getter ran');
  }
}

function traced(body: string, value: unknown = new Message()): unknown[] {
  const memory = run(`job:queue:run:done { ${body} }`);
  memory.fire('job:queue:run:done', undefined, 0, value);
  assert.deepEqual(memory.faults, []);
  return memory.values();
}

test('members of JavaScript values', () => {
  assert.deepEqual(traced('trace(args[2].method); trace(args[2]->parts[1].name);'), ['GET', 'b']);
  assert.deepEqual(traced('trace(args[2]["content-type"]); trace(args[2].parts.length);'), [
    'text/plain',
    '2',
  ]);
  assert.deepEqual(traced('i = 1; trace(args[2].parts[i - 1].name);'), ['a']);
  assert.deepEqual(traced('trace(args[2].nope.deeper); trace(args[2].secret);'), ['undefined', 'undefined']);
  assert.deepEqual(traced('trace(args[2].length)', 'text'), ['4']);
});

test('they are numbers where numbers are wanted, text where text is', () => {
  assert.deepEqual(
    traced('trace(args[2].size + 1); trace(-args[2].size); trace((int)args[2].ready);'),
    [43, -42, 1],
  );
  assert.deepEqual(
    traced('trace(args[2].method == "GET"); trace(args[2].size > 41); trace(args[2].size == 41);'),
    [1, 1, 0],
  );
  assert.deepEqual(traced('trace(args[2].parts[0].name < args[2].parts[1].name);'), [1]);
  assert.deepEqual(traced('trace(strlen(args[2].method)); trace(strjoin(args[2].method, "!"));'), [
    3,
    'GET!',
  ]);
  assert.deepEqual(traced('x = 1; x = args[2].size; s = "a"; s = args[2].method; trace(x); trace(s);'), [
    42,
    'GET',
  ]);
});

test('as conditions they count as in JavaScript', () => {
  assert.deepEqual(
    traced(
      'trace(args[2].method && args[2].ready ? 1 : 2); trace(!args[2].none); trace(args[2].nope ? 1 : 2);',
    ),
    [1, 1, 2],
  );
  const memory = run(
    'job:queue:run:done /args[2].ready/ { trace(1); } job:queue:run:done /args[2].none/ { trace(2); }',
  );
  memory.fire('job:queue:run:done', undefined, 0, new Message());
  assert.deepEqual(memory.values(), [1]);
});

test('keys of aggregations and arrays', () => {
  const memory = run(
    'job:queue:run:done { @[args[2].method, args[2].size] = sum(args[2].size); a[args[2].method] = 7; trace(a["GET"]); }',
  );
  memory.fire('job:queue:run:done', undefined, 0, new Message());
  assert.deepEqual([...memory.cells], [['[GET,42]', [42]]]);
  assert.deepEqual(memory.values(), [7]);
});

test('a variable does not keep a value of the application', () => {
  const { text } = compileText('job:queue:run:done { self->u = args[2].url; }');
  assert.match(text, /stringof\(…\) gives its text, \(int64_t\)… its number/);
});
