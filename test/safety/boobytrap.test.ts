/**
 * Nothing that a clause does runs code of the application, whatever a probe passes. code.ts shows that an argument
 * of a probe goes only into readers and the functions that take anything; here these get values that would tell.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRuntime, type RuntimeParts } from '../../agent/runtime.js';
import { FUNCTIONS } from '../../lang/builtins.js';
import { compile } from '../../lang/compile.js';
import { PROVIDERS } from '../../probes/index.js';
import type { Provider } from '../../probes/provider.js';
import { ArgRecord } from '../../probes/support/record.js';
import type { ArgDef, RecordType } from '../../wire/probe.js';
import { AgentRun } from '../oracle/agent-run.js';
import { inputFor } from '../oracle/compare.js';
import { RT_FUNCTIONS, RT_SETUP, RT_TAKES_ANYTHING, RT_VALUES } from './allowed.js';
import { checkCode } from './code.js';
import { RUNTIME_NAMES } from './tables.js';
import { sprungBy, traps } from './traps.js';

const idle = { update() {} };
const SIGNAL = PROVIDERS.flatMap(({ types }) => types).find(({ name }) => name === 'signal') as RecordType;
const arg = (name: string, type: string): ArgDef => ({ name, type: type as ArgDef['type'], doc: '' });
/** A probe whose arguments have every type there is. */
const TRAP: Provider = {
  name: 'trap',
  doc: '',
  stability: 'unstable',
  openness: 'listed',
  types: [SIGNAL],
  probes: [
    {
      provider: 'trap',
      module: 'm',
      function: 'f',
      name: 'go',
      doc: '',
      args: [
        arg('js', 'js'),
        arg('text', 'string'),
        arg('number', 'int64'),
        arg('record', 'signal'),
        arg('place', 'location'),
        arg('small', 'int32'),
      ],
    },
  ],
  enable: () => idle,
};
const providers = [...PROVIDERS.filter(({ name }) => name === 'dtrace'), TRAP];
const agent = new AgentRun(providers);

/** A record of ours whose members hold what they should never hold. */
class Hostile extends ArgRecord {
  readonly id = 7;
  constructor(value: unknown) {
    super();
    for (const { name } of SIGNAL.members) if (name !== 'id') Object.defineProperty(this, name, { value });
  }
}

function compileBody(body: string, before = '') {
  const text = `${before} trap:m:f:go { ${body} }`;
  return { text, ...compile(inputFor(text, { probes: { providers, complete: true } })) };
}

/** Fires a probe with each value in every argument; gives what was set off, by value. */
function fireWithAll(body: string): readonly string[] {
  const { program, diagnostics, text } = compileBody(body);
  assert.ok(program, `${text}: ${diagnostics[0]?.message}`);
  checkCode(program.code);
  const values = [...traps()];
  const fire = (some: typeof values): void => {
    const firings = some.map(([, value]) => ({
      probe: 'trap:m:f:go',
      args: [value, value, value, new Hostile(value), value, value],
      frame: 0,
    }));
    const events = agent.runRaw(program, firings);
    const trouble = events.find((event) => event.kind === 'drop');
    assert.equal(trouble, undefined, `${text}: ${JSON.stringify(trouble)}`);
  };
  if (sprungBy(() => fire(values)).length === 0) return [];
  return values.flatMap((each) => sprungBy(() => fire([each])).map((what) => `${each[0]}: ${what}`));
}

const TEXTS = [
  'stringof(args[0].message)',
  'stringof(args[0].constructor.name)',
  'stringof(args[0]["length"][0].size)',
  'args[1]',
  'stringof(args[0])',
  'args[3]->origin',
  'args[3]->reason',
  '(string)args[0]',
];
const NUMBERS = [
  '(int64_t)args[0]',
  '(int64_t)args[0].a.b',
  'args[0][1] + 1',
  'arg0',
  'arg1',
  'arg2',
  'arg3',
  'args[2]',
  'args[5]',
  'args[3]->id',
  'args[3]->ageMs',
  'arg4',
];

/** Every way in which a value can get into a clause, and every place that it can get to from there. */
function bodies(): string[] {
  const each = [...TEXTS, ...NUMBERS];
  const calls = FUNCTIONS.filter(
    ({ kind, missing }) => kind === 'subroutine' && missing === undefined,
  ).flatMap(({ name, parameters }) =>
    parameters.map((_, at) => {
      const given = parameters.map(({ type }, index) => {
        if (type === 'symbol') return 'args[4]';
        const isText = type === 'string' || type.includes('char *');
        const isPointer = !isText && type.includes('*');
        // Whether inet_ntoa6() is strict is a constant.
        if (index !== at || (name === 'inet_ntoa6' && at === 1))
          return isText ? '"a,b"' : isPointer ? `(${type})0` : '1';
        return isText ? 'args[1]' : isPointer ? `(${type})arg0` : 'arg0';
      });
      return `x = 1; ${name}(${given.join(', ')});`;
    }),
  );
  return [
    'print(args[0]); print(args[3]); trace(args[0]); printf("%s %S", args[0], args[0]);',
    ...each.map((value) => `trace(${value});`),
    ...each.map((value) => `@[${value}] = count(); @three[${value}, ${value}, ${value}] = count();`),
    ...each.map((value) => `a[${value}] = 1; b[${value}, 1] = ${value}; self->c[${value}] = ${value};`),
    ...each.map((value) => `x = ${value}; self->y = ${value}; this->z = ${value}; trace(x); trace(self->y);`),
    ...NUMBERS.map(
      (value) => `@s = sum(${value}); @q = quantize(${value}, ${value}); @m = stddev(${value});`,
    ),
    ...NUMBERS.map(
      (value) => `trace(${value} + 1 < ${value} * 2 && !${value} || ~${value}); exit(${value});`,
    ),
    ...NUMBERS.map(
      (value) => `trace(${value} / 3); trace(7 << ${value}); printf("%d %x", ${value}, ${value});`,
    ),
    ...TEXTS.map((value) => `trace(${value} < "m"); trace(${value} == ${value}); printf("%s", ${value});`),
    ...TEXTS.map((value) => `trace((${value})[0]); system("%s", ${value}); freopen("%s", ${value});`),
    'trace(args[4]); @[args[4]] = count(); x = args[4]; trace(args[4] == "x");',
    ...calls,
  ];
}

test('no value runs code of the application, wherever it goes', () => {
  for (const body of bodies()) assert.deepEqual(fireWithAll(body), [], body);
});

/** Expressions around an argument as a whole: what a JavaScript value or a record may not be, or only with care. */
const AROUND: readonly string[] = [
  ...[
    'X',
    '(X)',
    '1, X',
    'X, 1',
    '(X, X)',
    'x ? X : X',
    'X ? 1 : 2',
    '1 ? X : "a"',
    '1 ? "a" : X',
    'X = X',
    'x = X',
  ],
  ...[
    'self->x = X',
    'this->x = X',
    'a[X]',
    'a[1] = X',
    'self->a[X] = 1',
    'X[0]',
    'X[X]',
    'X->id',
    'X.id',
    'X->a->b',
  ],
  ...[
    '*X',
    '&X',
    '-X',
    '~X',
    '!X',
    '+X',
    'X++',
    '--X',
    'X + 1',
    '1 + X',
    'X == X',
    'X < 1',
    '"a" == X',
    'X == NULL',
  ],
  ...[
    'X && 1',
    '1 || X',
    'X ^^ X',
    'X << 1',
    '1 % X',
    '(int)X',
    '(string)X',
    '(void *)X',
    '(struct pair *)X',
    '(void)X',
  ],
  ...[
    'sizeof(X)',
    'stringof(X)',
    'stringof (X, X)',
    'strlen(X)',
    'strjoin(X, X)',
    'strtok(X, X)',
    'substr(X, X, X)',
    'lltostr(X)',
  ],
  ...[
    'f[X]',
    'g[X]',
    'f[(1, X)]',
    'g[(X, 1)]',
    'xlate <struct pair>(X)',
    'xlate <struct pair>(X).n',
    'xlate <struct pair *>(X)->n',
  ],
  ...[
    'pair.n = X',
    'pair.s = X',
    'pair = X',
    'alloca(X)',
    'copyinstr(X)',
    'inet_ntoa(X)',
    'str(X)',
    'json(X, X)',
    'htons(X)',
  ],
  ...[
    'speculation() + X',
    '(x = 1, X)',
    '(X, x = 1, X)',
    'x += X',
    'a[1] += X',
    '(x ? (1, X) : X)',
    '((X))',
    '(long)(1, X)',
  ],
];
const STATEMENTS: readonly string[] = [
  ...[
    'Y',
    'trace(Y)',
    'print(Y)',
    'printf("%s", Y)',
    'printf("%d", Y)',
    'printf("%p %x", Y, Y)',
    'printf("%f", Y)',
    'printf("%k", Y)',
  ],
  ...[
    '@ = count(); @k[Y] = count()',
    '@s = sum(Y)',
    '@q = quantize(Y, Y)',
    '@l = lquantize(Y, 0, 10)',
    '@k[Y, Y, Y, Y] = max(Y)',
  ],
  ...[
    'a[Y] = Y',
    'x = Y',
    'if (Y) { x = 1; } else { x = 2; }',
    'exit(Y)',
    'trunc(@t, Y)',
    'normalize(@t, Y)',
    'setopt("quiet", Y)',
  ],
  ...[
    'system("%s", Y)',
    'freopen("%s", Y)',
    'tracemem(Y, 8)',
    'bcopy(Y, Y, Y)',
    'speculate(Y)',
    'commit(Y)',
    'ustack(Y)',
  ],
];
const DECLARED =
  'struct pair { int n; string s; }; struct pair pair; int x; string a[int]; inline int f[int n] = n + n; inline string g[string t] = t; translator struct pair < int i > { n = i; s = "s"; };';

test('an argument as a whole is refused, or safe, wherever it stands', () => {
  let [compiled, refused] = [0, 0];
  for (const argument of ['args[0]', 'args[3]', 'args[4]']) {
    for (const around of AROUND) {
      for (const statement of STATEMENTS) {
        const body = `@t = count(); ${statement.replaceAll('Y', around.replaceAll('X', argument))};`;
        const { program } = compileBody(body, DECLARED);
        if (program === undefined) refused++;
        else {
          compiled++;
          assert.doesNotThrow(() => checkCode(program.code), body);
        }
      }
    }
  }
  assert.ok(compiled > 100 && refused > 100, `${compiled} compiled, ${refused} refused`);
});

test('the functions that take anything take it from hands of their own', () => {
  const printing = { depth: 3, size: 1000 };
  const parts = { strsize: 256, printing, aggregations: [], memory: null };
  const runtime = createRuntime(parts as unknown as RuntimeParts);
  for (const name of RT_TAKES_ANYTHING) {
    for (const [what, value] of traps()) {
      const call = () => {
        const table = runtime as unknown as Record<string, (value: unknown, key?: unknown) => unknown>;
        const plain = ['number', 'bigint', 'string', 'boolean'];
        // What a member is goes on into another of these.
        if (name !== 'property') assert.ok(plain.includes(typeof table[name]?.(value)), `${name} of ${what}`);
        else
          for (const key of ['length', 'size', 'byteLength', 'message', 'name', 'then', 0])
            table[name]?.(value, key);
      };
      assert.deepEqual(sprungBy(call), [], `${name} of ${what}`);
    }
  }
});

test('the traps work', () => {
  const caught = (work: () => unknown) =>
    sprungBy(() => {
      try {
        work();
      } catch {
        // That is what they do.
      }
    }).length > 0;
  const ways: readonly ((value: never) => unknown)[] = [
    (value) => `${value as string}`,
    (value) => (value as { id: unknown }).id,
    (value) => JSON.stringify(value),
    (value) => (value as number) + 1,
  ];
  for (const what of ['object', 'instance', 'proxy of object', 'array', 'error', 'date'])
    assert.ok(
      ways.some((way) => caught(() => way(traps().get(what) as never))),
      what,
    );
});

test("everything of the runtime's table is known to the proof", () => {
  const known = new Set([...RT_VALUES, ...RT_FUNCTIONS, ...RT_SETUP]);
  assert.deepEqual(
    RUNTIME_NAMES.filter((name) => !known.has(name)),
    [],
    'add it to test/safety/allowed.ts, and a use of it here',
  );
});
