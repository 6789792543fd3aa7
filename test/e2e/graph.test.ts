// `ntrace graph` and `ntrace dump` of a running process.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { runNtrace, startTarget, type Target } from '../support/process.js';

describe('of a process that loses cancellations', () => {
  let target: Target;
  before(async () => {
    target = startTarget('keeps-losing.mjs');
    await target.ready;
  });
  after(() => target.stop());

  const run = async (...args: string[]): Promise<string> => {
    const [verb = '', ...options] = args;
    const result = await runNtrace([verb, '-p', String(target.pid), '--duration', '600ms', ...options]);
    assert.equal(result.code, 0, result.stderr);
    assert.match(result.stderr, /^restored (\d+) of \1$/m);
    return result.stdout;
  };

  test('the graph has its signals, in every format', async () => {
    assert.match(
      await run('graph'),
      /^(?:.*[├└]─ .*)?signal \d+ controller .* keeps-losing\.mjs|^signal \d+ controller/m,
    );
    const { schema, graphs } = JSON.parse(await run('graph', '--format', 'json'));
    assert.equal(schema, 'ntrace.graph/1');
    assert.equal(graphs[0].pid, target.pid);
    assert.ok(graphs[0].nodes.some(({ node }: { node: string }) => node === 'signal'));
    assert.match(
      await run('graph', '--format', 'dot'),
      /^digraph cancel \{\n[\s\S]*shape=ellipse[\s\S]*\n\}\n$/,
    );
    assert.match(await run('graph', '--format', 'mermaid'), /^flowchart LR\n/);
  });

  test('the dump groups its timers by where they were made', async () => {
    const text = await run('dump');
    assert.match(text, /^node keeps-losing\.mjs \(pid \d+\), node v.*: \d+ live operations in \d+ groups?$/m);
    assert.match(text, /^ *\d+ {2}timer {2}pending {2}oldest .* {2}setTimeout 60000 ms$/m);
    assert.match(text, /^ +at .*keeps-losing\.mjs:3:\d+\)/m);
    const lines = (await run('dump', '--format', 'json', '--since-abort')).trimEnd().split('\n');
    const parsed = lines.map((line) => JSON.parse(line) as { type: string; schema?: string });
    assert.equal(parsed[0]?.schema, 'ntrace.dump/1');
    assert.equal(parsed.at(-1)?.type, 'end');
  });
});

test('nobody to ask is a usage error', async () => {
  for (const verb of ['graph', 'dump']) {
    const { code, stderr } = await runNtrace([verb]);
    assert.equal(code, 2);
    assert.match(stderr, new RegExp(`ntrace ${verb}: which process\\?`));
  }
});

test('--snapshot: signals of before the attach, and what follows what', async () => {
  const code = `
    const app = new AbortController();
    const all = [app];
    for (let i = 0; i < 3; i++) {
      const own = new AbortController();
      all.push(own, AbortSignal.any([app.signal, own.signal]));
    }
    setInterval(() => all.length, 1000);
    console.log('READY');`;
  const target = startTarget(null, { args: ['-e', code] });
  try {
    await target.ready;
    const graph = async (...options: string[]) => {
      const { stdout, stderr } = await runNtrace([
        'graph',
        '-p',
        String(target.pid),
        '--format',
        'json',
        ...options,
      ]);
      const { graphs } = JSON.parse(stdout) as {
        graphs: { nodes: { kind: string }[]; edges: { kind: string }[] }[];
      };
      return { stderr, nodes: graphs[0]?.nodes ?? [], edges: graphs[0]?.edges ?? [] };
    };
    assert.equal((await graph()).nodes.length, 0, 'nobody has touched them since');
    const { stderr, nodes, edges } = await graph('--snapshot');
    assert.match(stderr, /--snapshot stops process \d+ while its heap is searched for signals: up to /);
    assert.equal(nodes.filter(({ kind }) => kind === 'controller').length, 4);
    assert.equal(edges.filter(({ kind }) => kind === 'follows').length, 6);
  } finally {
    await target.stop();
  }
});
