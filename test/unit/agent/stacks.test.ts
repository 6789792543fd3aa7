import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileFunction } from 'node:vm';
import { StackStore } from '../../../agent/stacks.js';

/** Here the agent's own files are modules; in a target they are called ntrace:agent. */
const OWN = /dist\/agent\/|\/agent\/\w+\.[jt]s$/;

function store(own = (file: string) => OWN.test(file)): StackStore {
  return new StackStore(own, () => {});
}

test('equal stacks have one id, others another; frames are innermost first', () => {
  const stacks = store();
  const inner = (): number => stacks.capture(2);
  const outer = (): number => inner();
  const ids = [0, 1].map(() => outer());
  assert.equal(ids[0], ids[1]);
  assert.notEqual(inner(), ids[0]);
  const frames = stacks.frames(ids[0] as number);
  assert.deepEqual(
    frames.map((frame) => frame.function),
    ['inner', 'outer'],
  );
  assert.match(frames[0]?.file ?? '', /stacks\.test\.js$/);
  assert.ok((frames[0]?.line ?? 0) > 0);
});

test('internal frames are left out, and so are those of files that are our own', () => {
  const stacks = store();
  const id = [1].map(() => stacks.capture(50))[0] as number;
  assert.ok(stacks.frames(id).every((frame) => !frame.file.startsWith('node:')));
  const none = store((file) => OWN.test(file) || file.endsWith('stacks.test.js'));
  assert.deepEqual(
    none.frames(none.capture(1)).filter((frame) => frame.file.endsWith('stacks.test.js')),
    [],
  );
});

test('a frame below many internal ones is found', () => {
  const deep = compileFunction('return n === 0 ? f() : self(n - 1, f, self)', ['n', 'f', 'self'], {
    filename: '/lib/internal.js',
  });
  const stacks = store((file) => OWN.test(file) || file === '/lib/internal.js');
  for (const depth of [0, 22, 23, 24, 25, 40, 150]) {
    const id = deep(depth, () => stacks.capture(2), deep) as number;
    assert.equal(stacks.frames(id).length, 2, String(depth));
    assert.match(stacks.frames(id)[1]?.file ?? '', /stacks\.test\.js$/);
  }
});

test('frames behind an await are kept and marked', async () => {
  const stacks = store();
  async function callee(): Promise<number> {
    await null;
    return stacks.capture(5);
  }
  async function caller(): Promise<number> {
    return await callee();
  }
  const frames = stacks.frames(await caller());
  assert.deepEqual(
    frames.slice(0, 2).map(({ function: name, async: isAsync }) => [name, isAsync]),
    [
      ['callee', undefined],
      ['caller', true],
    ],
  );
});

test("the application's Error settings are as they were", () => {
  const stacks = store();
  const prepare = (_: Error, sites: NodeJS.CallSite[]) => `mine ${sites.length}`;
  const descriptors = () => [
    Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace'),
    Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit'),
  ];
  const original = descriptors();
  try {
    Error.prepareStackTrace = prepare;
    Error.stackTraceLimit = 3;
    const mine = descriptors();
    assert.ok(stacks.depth() > 0);
    assert.deepEqual(descriptors(), mine);
    assert.equal(new Error('x').stack, 'mine 3');
  } finally {
    if (original[0] === undefined) Reflect.deleteProperty(Error, 'prepareStackTrace');
    else Object.defineProperty(Error, 'prepareStackTrace', original[0]);
    Object.defineProperty(Error, 'stackTraceLimit', original[1] as PropertyDescriptor);
  }
});

test('a given stack is interned like a captured one', () => {
  const stacks = store();
  const frames = [
    { file: '/a.js', line: 1, column: 2, function: 'f' },
    { file: '/a.js', line: 9, column: 4, function: 'g' },
  ];
  const id = stacks.intern(frames);
  assert.deepEqual(stacks.frames(id), frames);
  assert.equal(stacks.intern([...frames]), id);
  assert.deepEqual(stacks.frames(stacks.intern([])), []);
});
