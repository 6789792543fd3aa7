/** abort: listeners as they really run, counted once each; the application is not entered and not disturbed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counts, endTrace, Scriptable, startTrace } from '../support/scriptable.js';

const LISTENERS = `abort::listener:entry, abort::listener:return { @[probename, 0] = count(); }
  abort:::fired { @["delivered", args[1]] = count(); }`;
const IDENTITY = 'abort::listener: { @[probename, args[1]->id] = count(); }';

/** Runs `code` untraced and traced: what it answers must be the same. */
async function sameTraced(
  code: string,
  program: string,
  nodeArgs: readonly string[] = [],
): Promise<{ answer: unknown; found: Record<string, number>; err: string }> {
  const target = await Scriptable.start({ nodeArgs: ['--inspect-port=0', ...nodeArgs] });
  const untraced = await target.run(code);
  const trace = await startTrace(target.pid, program);
  const answer = await target.run(code);
  const { out, err, code: status } = await endTrace(trace);
  assert.equal(status, 0, err);
  assert.deepEqual(answer, untraced);
  await target.stop();
  return { answer, found: counts(out), err };
}

test('no trap of a proxy is entered, be it listener, handler object, its prototype, or signal', async () => {
  const { answer, found } = await sameTraced(
    `const seen = [];
     const traps = (name) => new Proxy({}, { get: (_, trap) => (...args) => { seen.push(name + ' ' + trap + ' ' + String(args[1])); if (name === 'bad' && trap !== 'apply') throw new Error('trap'); return Reflect[trap](...args); } });
     const c = new AbortController(); const { signal } = c; let ran = 0;
     const f = new Proxy(() => { ran++; }, traps('bad'));
     const o = new Proxy({ handleEvent() { ran++; } }, traps('object'));
     const h = Object.create(new Proxy({}, traps('prototype'))); h.handleEvent = () => { ran++; };
     const s = new Proxy(signal, traps('signal'));
     for (const l of [f, o, h]) { signal.addEventListener('abort', l); signal.removeEventListener('abort', l); signal.addEventListener('abort', l); }
     try { s.addEventListener('abort', () => { ran++; }); } catch (e) { seen.push(e.message); }
     try { s.aborted; } catch (e) { seen.push(e.message); }
     c.abort(); await null;
     return { ran, seen };`,
    `${IDENTITY} abort:::poll { polls++; } abort:::fired { @["delivered", args[1]] = count(); }`,
  );
  assert.ok((answer as { ran: number }).ran >= 3);
  for (const id of [1, 2, 3]) {
    assert.equal(found[`add ${id}`], 2);
    assert.equal(found[`remove ${id}`], 1);
    assert.equal(found[`entry ${id}`], 1);
  }
});

test('what fails in the agent is told once, and the application does not see it', async () => {
  const { found, err } = await sameTraced(
    `const { get } = WeakMap.prototype;
     WeakMap.prototype.get = () => { throw new Error('patched'); };
     try {
       const c = new AbortController(); const { signal } = c; let ran = 0; const events = [];
       const l = (...args) => { ran++; events.push(args.length, args[0].type); };
       signal.addEventListener('abort', l); signal.removeEventListener('abort', l); signal.addEventListener('abort', l);
       signal.onabort = l; c.abort('why');
       return { ran, events, reason: signal.reason };
     } finally { WeakMap.prototype.get = get; }`,
    `${IDENTITY} abort:::fired { @["delivered", args[1]] = count(); }`,
  );
  assert.equal(found['delivered 2'], 1);
  assert.equal(err.match(/patched/g)?.length, 1, err);
});

test('a listener that is added while its signal is dispatched is seen to run', async () => {
  const { answer, found } = await sameTraced(
    `const c = new AbortController(); const { signal } = c; const ran = [];
     signal.addEventListener('abort', () => { ran.push(1); signal.addEventListener('abort', () => { ran.push(3); }); });
     signal.addEventListener('abort', () => { ran.push(2); });
     c.abort(); return ran;`,
    LISTENERS,
  );
  assert.deepEqual(answer, [1, 2, 3]);
  assert.deepEqual(found, { 'entry 0': 3, 'return 0': 3, 'delivered 3': 1 });
});

test('onabort that is set while its signal is dispatched is seen to run; null is no listener', async () => {
  const { answer, found } = await sameTraced(
    `const c = new AbortController(); const { signal } = c; const ran = [];
     signal.addEventListener('abort', () => { ran.push(1); signal.onabort = () => { ran.push(2); }; });
     signal.onabort = () => {}; signal.onabort = null;
     c.abort();
     const d = new AbortController(); d.signal.onabort = () => {}; d.signal.onabort = null; d.abort();
     return ran;`,
    LISTENERS,
  );
  assert.deepEqual(answer, [1, 2]);
  assert.deepEqual(found, { 'entry 0': 2, 'return 0': 2, 'delivered 2': 1, 'delivered 0': 1 });
});

test('a dispatch inside one of the same signal: each run counts once, for its own dispatch', async () => {
  const { answer, found } = await sameTraced(
    `const c = new AbortController(); const { signal } = c; const ran = []; let nested = false;
     const other = new AbortController(); other.signal.addEventListener('abort', () => { ran.push('other'); });
     signal.addEventListener('abort', () => {
       ran.push('first'); if (nested) return; nested = true;
       signal.dispatchEvent(new Event('abort')); other.abort(); });
     signal.addEventListener('abort', () => { ran.push('once'); }, { once: true });
     signal.addEventListener('abort', () => { ran.push('last'); });
     c.abort(); signal.dispatchEvent(new Event('abort'));
     return ran;`,
    LISTENERS,
  );
  assert.deepEqual(answer, 'first first once last other last first last'.split(' '));
  // Inner 3, other 1, outer 2 of 3 (once is gone), by hand 2.
  const delivered = { 'delivered 3': 1, 'delivered 1': 1, 'delivered 2': 2 };
  assert.deepEqual(found, { 'entry 0': 8, 'return 0': 8, ...delivered });
});

test('a listener is the same one from add to return, and says how it was added; a weak one too', async () => {
  const code = `const c = new AbortController(); const target = new EventTarget();
    target.addEventListener('x', () => {}, { signal: c.signal });
    c.signal.addEventListener('abort', () => {}); c.abort(); return null;`;
  const { found } = await sameTraced(
    code,
    'abort::listener: { @[args[1]->id, args[1]->once, args[1]->weak, probename] = count(); }',
  );
  assert.deepEqual(found, {
    ...{ '1 1 1 add': 1, '1 1 1 entry': 1, '1 1 1 remove': 1, '1 1 1 return': 1 },
    ...{ '2 0 0 add': 1, '2 0 0 entry': 1, '2 0 0 return': 1 },
  });
  const lent = await sameTraced(
    code,
    'abort::listener:add, abort::listener:entry, abort::listener:return { @[args[1]->once, args[1]->weak, probename] = count(); }',
  );
  assert.deepEqual(lent.found, {
    ...{ '1 1 add': 1, '1 1 entry': 1, '1 1 return': 1 },
    ...{ '0 0 add': 1, '0 0 entry': 1, '0 0 return': 1 },
  });
});

test('Node lets go of a weak listener as it does untraced', async () => {
  await sameTraced(
    `const target = globalThis.kept ??= new EventTarget(); const c = new AbortController();
     const held = (() => { const f = () => {}; target.addEventListener('x', f, { signal: c.signal }); return new WeakRef(f); })();
     c.abort();
     const other = (() => { const f = () => {}; target.addEventListener('x', f, { signal: new AbortController().signal }); return f; })();
     for (let i = 0; i < 5; i++) { await new Promise((r) => setImmediate(r)); globalThis.gc(); }
     return held.deref() === undefined;`,
    LISTENERS,
    ['--expose-gc'],
  );
});
