import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileText, evaluate, run } from './memory-runtime.js';

test('arithmetic has 64 bits and C widths', () => {
  assert.deepEqual(
    evaluate('trace(1 + 2 * 3); trace(7 / 2); trace(-7 / 2); trace(-7 % 3); trace(7 % -3);'),
    [7, 3, -3, -1, -1],
  );
  assert.deepEqual(
    evaluate('x = 19; y = 5; trace(x / -y); trace(-x % y); trace(x * -0); trace(0 * -x);'),
    [-3, -4, 0, 0],
  );
  assert.deepEqual(evaluate('i = 0; i = 1 << 31; trace(i);'), [-2147483648]);
  assert.deepEqual(evaluate('trace(1ll << 62); trace(0x7fffffffffffffff + 1ll);'), [2n ** 62n, -(2n ** 63n)]);
  assert.deepEqual(evaluate('x = 0ul; x--; trace(x); trace(x / 2); trace(-1 / 2ul);'), [
    2n ** 64n - 1n,
    2n ** 63n - 1n,
    2n ** 63n - 1n,
  ]);
  assert.deepEqual(
    evaluate(
      'trace((char)0x1234567890abcdef); trace((unsigned char)-1); trace((short)0x8000); trace((uint32_t)-1);',
    ),
    [-17, 255, -32768, 4294967295],
  );
  assert.deepEqual(evaluate('c = (char)100; trace(c + c); trace((int)(c + c));'), [-56, 200]);
  assert.deepEqual(
    evaluate('x = -1; trace(x >> 1); y = 0xfffffffful; trace(y >> 4); trace(1 << 65);'),
    [-1, 0xfffffff, 2],
  );
  assert.deepEqual(
    evaluate('x = 5; trace(~x); trace(!x); trace(-x); trace(+x); trace(x ^ 3); trace(x | 8); trace(x & 4);'),
    [-6, 0, -5, 5, 6, 13, 4],
  );
  assert.deepEqual(
    evaluate("trace('a'); trace('ab'); trace('\\n'); trace(0777); trace(0xFF);"),
    [97, 0x6162, 10, 511, 255],
  );
});

test('comparisons follow the promoted type', () => {
  assert.deepEqual(
    evaluate(
      'x = -1; y = 1u; trace(x < y); z = 1l; trace(x < z); trace(x == 0xffffffffffffffff); trace(x < 1ul);',
    ),
    [0, 1, 1, 0],
  );
  assert.deepEqual(
    evaluate('trace(1 && 0); trace(1 || 0); trace(1 ^^ 1); trace(2 ^^ 0); trace(1 < 2 == 1);'),
    [0, 1, 0, 1, 1],
  );
});

test('strings are bytes, compare as bytes, and are cut at strsize', () => {
  assert.deepEqual(
    evaluate('trace("a" < "b"); trace("a" == "a"); s = "z"; trace(s > "\\x80"); trace("ä");'),
    [1, 1, 0, '\u00c3\u00a4'],
  );
  assert.deepEqual(
    evaluate('trace("123456789"); trace(strlen("123456789")); x = strjoin("abc", "def"); trace(x);', {
      options: { strsize: '5' },
    }),
    ['12345', 5, 'abcde'],
  );
  assert.deepEqual(
    evaluate('s = strchr("abc", 120); trace(s == NULL); trace(s < ""); trace(s == "");'),
    [1, 1, 0],
  );
  assert.deepEqual(
    evaluate(
      's = "hello"; trace(s[1]); trace(s[99]); trace(substr(s, 1, 3)); trace(index(s, "l")); trace(rindex(s, "l"));',
    ),
    [101, 0, 'ell', 2, 3],
  );
  assert.deepEqual(
    evaluate(
      'trace(strtok("a,b,c", ",")); trace(strtok(NULL, ",")); trace(strtok(NULL, ",")); trace(strtok(NULL, ",") == NULL);',
    ),
    ['a', 'b', 'c', 1],
  );
  assert.deepEqual(
    evaluate(
      'trace(lltostr(-5)); trace(strtoll("42")); trace(toupper("aB")); trace(basename("/a/b")); trace(dirname("/a/b"));',
    ),
    ['-5', 42, 'AB', 'b', '/a'],
  );
  assert.deepEqual(
    evaluate('trace(htons(0x1234)); trace(htonl(1)); trace(stringof("x")); trace((string)"y");'),
    [0x3412, 0x1000000, 'x', 'y'],
  );
  assert.deepEqual(evaluate('x = "1"; x = 0; trace(x == NULL);'), [1]);
});

test('increments, compound assignment, the comma, and the order of evaluation', () => {
  const complex = `i = 0; i = i++ + ++i; trace(i); i = i-- - --i; trace(i); i = i-- + ++i; trace(i);
    i += i++ + --i + ++i - ++i * i; trace(i); i -= i++ * 3; trace(i); i = i++/i--+i++-++i-++i; trace(i);`;
  assert.deepEqual(evaluate(complex), [2, 2, 4, -19, 38, -43]);
  assert.deepEqual(
    evaluate(
      'x = (y = 3, y + 1); trace(x); a[1] = 5; a[1] *= 2; trace(a[1]); trace(a[1]++); trace(++a[1]); trace(a[2]);',
    ),
    [4, 10, 10, 12, 0],
  );
  assert.deepEqual(
    evaluate(
      'n = 0; a[n++] += 7; trace(n); trace(a[0]); self->s["k", 1] = 4; trace(self->s["k", 1]--); trace(self->s["k", 1]);',
    ),
    [1, 7, 4, 3],
  );
  assert.deepEqual(evaluate('a["x", 1, 2ul] = "v"; trace(a["x", 1, 2]); trace(a["x", 1, 3] == NULL);'), [
    'v',
    1,
  ]);
  assert.deepEqual(evaluate('x = 1; trace(x ? x == 1 ? "one" : "more" : "none");'), ['one']);
});

test('a string with a place of its own is empty at first, one that takes room only when stored is NULL', () => {
  assert.deepEqual(
    run(
      'string g; this string l; BEGIN { trace(g); trace(this->l); trace(g == NULL); trace(strlen(g)); }',
    ).values(),
    ['', '', 0, 0],
  );
  assert.deepEqual(
    evaluate('self->s = "a"; self->s = NULL; trace(self->s == NULL); a[1] = "b"; trace(a[2] == NULL);'),
    [1, 1],
  );
});

test('variables: this-> per firing, self-> kept, zero deletes', () => {
  const memory = run(
    'BEGIN { this->n++; self->n++; g++; } BEGIN { trace(this->n); trace(self->n); trace(g); }',
  );
  memory.fire('dtrace:::BEGIN');
  assert.deepEqual(memory.values(), [1, 1, 1, 1, 2, 2]);
  const deleted = run('BEGIN { self->x = 5; self->x = 0; self->s = "a"; self->s = NULL; }');
  assert.equal(deleted.self.size, 0);
});

test('declarations hold for the clauses before them too: a source is read to its end first', () => {
  assert.deepEqual(evaluate('trace(n++); trace(sizeof (n)); } char n; BEGIN { trace(n);'), [0, 1, 1]);
  assert.match(
    compileText('BEGIN { trace(KIB); } inline int KIB = x; BEGIN { x = 1; }').text,
    /D_IDENT_UNDEF.*x:/,
  );
});

test('predicates, if and else, default action, records', () => {
  const memory =
    run(`BEGIN /0/ { trace(1); } BEGIN { if (1 > 2) { trace(2); } else if (1) trace(3); else { trace(4); } x = 1; }
    BEGIN {} BEGIN { x = 2; } BEGIN { trace("a"); printf("%d %s\\n", x, "b"); }`);
  assert.deepEqual(
    memory.records.map((record) => record.actions.map((action) => [action.kind, ...action.values])),
    [
      [['trace', 3]],
      [['default']],
      [
        ['trace', 'a'],
        ['printf', 2, 'b'],
      ],
    ],
  );
});

test('a fault ends its clause, discards the record, keeps the stores, knows its place', () => {
  const memory = run(
    'BEGIN { x = 3; trace(x); y = x / z; trace(2); } BEGIN { trace(x); trace(strlen(self->s)); } BEGIN { s = "a"; z = 0; trace(x); }'.replace(
      'BEGIN {',
      'int z; self string s; BEGIN {',
    ),
  );
  assert.deepEqual(memory.values(), [3]);
  const [division, pointer] = memory.faults;
  const place = (index: number) => memory.program.spans[index];
  const text = memory.program.sources[0]?.text ?? '';
  assert.equal(division?.code, 4);
  assert.equal(text.slice(place(division?.span ?? -1)?.start, place(division?.span ?? -1)?.end), 'x / z');
  assert.equal(place(division?.span ?? -1)?.action, 3);
  assert.equal(pointer?.code, 1);
  assert.equal(
    text.slice(place(pointer?.span ?? -1)?.start, place(pointer?.span ?? -1)?.end),
    'strlen(self->s)',
  );
});

test('exit ends the program, and a clause that faults on its way does not', () => {
  const memory = run('BEGIN { exit(3); trace(1); } BEGIN { trace(2); } END { trace(3); }');
  memory.fire('dtrace:::END');
  assert.equal(memory.exited, true);
  assert.deepEqual(memory.values(), [3, 1, 3]);
  const either = run('BEGIN { if (1) exit(4); exit(5); } BEGIN { trace(2); }');
  assert.deepEqual([either.exited, ...either.values()], [true, 4, 5]);
  const maybe = run('BEGIN { if (0) exit(4); x = 1; } BEGIN { if (x) { exit(6); } } BEGIN { trace(2); }');
  assert.deepEqual([maybe.exited, ...maybe.values()], [true, 6]);
  const faulty = run('int z; BEGIN { exit(1); trace(1 / z); } BEGIN { trace(2); }');
  assert.equal(faulty.exited, false);
  assert.deepEqual(faulty.values(), [2]);
});

test('aggregations get keys of their own types and plain values', () => {
  const memory =
    run(`BEGIN { @ = count(); @a[1, "k"] = sum(-5); @q = quantize(7, 2); @l[(char)300] = lquantize(3, 0, 10, 2);
    @n[1, 2, 3, 4] = max(1ull << 63); }`);
  assert.deepEqual(
    [...memory.cells],
    [
      ['[]', [1]],
      ['a[1,k]', [-5]],
      ['q[]', [[7, 2]]],
      ['l[44]', [3]],
      ['n[1,2,3,4]', [2n ** 63n]],
    ],
  );
  assert.deepEqual(
    memory.program.aggregations.map((def) => [def.name, def.function, def.parameters, def.signed]),
    [
      ['', 'count', [], true],
      ['a', 'sum', [], true],
      ['q', 'quantize', [], true],
      ['l', 'lquantize', [0, 10, 2], true],
      ['n', 'max', [], false],
    ],
  );
});

test('probe arguments are read through readers, typed, and needs are honest', () => {
  const memory =
    run(`job:queue:run:start { trace(args[0]->kind); trace(args[0].id + 1); trace(arg0); trace(args[1]); trace(arg5); trace(arg9); }
    job:::done { print(args[2]); printf("%s", args[2]); trace(args[1]); @[args[0]->ageMs] = count(); }`);
  memory.fire('job:queue:run:start', { id: 41, kind: 'mail' }, 12);
  memory.fire('job:queue:run:done', { id: 41, ageMs: 3 }, 9, 'text');
  assert.deepEqual(memory.values(), ['mail', 42, 41, 12, 0, 0, '"text"', 'text', 9]);
  assert.deepEqual(
    memory.program.clauses.map((clause) => clause.needs),
    [
      { clock: false, args: [0, 1, 5], members: ['job.id', 'job.kind'], stack: 0 },
      { clock: true, args: [0, 1, 2], members: ['job.ageMs'], stack: 0 },
    ],
  );
});

test('built-in variables, macros, inline, enum, typedef, sizeof', () => {
  assert.deepEqual(
    evaluate(
      'trace(pid); trace(probename); trace(execname); trace(epid); trace(DTRACEFLT_DIVZERO); trace(asynctype);',
    ),
    [100, 'BEGIN', 'dtrace', 1, 4, 'Timeout'],
  );
  // With a target execname is that of the target; $target is whoever asks where there may be several.
  assert.deepEqual(evaluate('trace(execname); trace(execname == "dtrace");', { target: 77 }), ['node', 0]);
  assert.deepEqual(evaluate('trace($target); trace(execname);', { target: 'each' }), [100, 'node']);
  assert.deepEqual(
    evaluate('trace($1 + 1); trace($$1); trace($2); trace($pid); trace($target); trace($0); trace("$1");', {
      macroArgs: ['-5', 'pid'],
      target: 77,
    }),
    [-4, '-5', 100, 100, 77, 'test.d', '$1'],
  );
  assert.deepEqual(evaluate('trace($1); trace($$1);', { options: { defaultargs: '' } }), [0, '']);
  const memory =
    run(`inline int N = 6 * 7; inline string S = "s"; enum color { RED, GREEN = 5, BLUE }; typedef unsigned char byte; byte b; self int t;
    BEGIN { trace(N); trace(S); trace(RED + GREEN + BLUE); b = 300; trace(b); trace(sizeof(byte)); trace(sizeof (long)); self->t = 1; }`);
  assert.deepEqual(memory.values(), [42, 's', 11, 44, 1, 8]);
});

test('several sources make one program; -n needs no braces', () => {
  const { program } = compileText('', {
    sources: [
      { name: 'a', text: 'BEGIN', kind: '-n' },
      { name: 'b.d', text: 'END { trace(1); }', kind: 'file' },
    ],
  });
  assert.equal(program?.clauses.length, 2);
  const parts = (text: string, kind: '-P' | '-m' | '-f' | '-i') => {
    const { descriptions } = compileText(text, { kind, allowZeroMatch: true }).program?.clauses[0] ?? {
      descriptions: [],
    };
    return descriptions.map(({ provider, module, function: fn, name }) =>
      [provider, module, fn, name].join(':'),
    );
  };
  assert.deepEqual(parts('job', '-P'), ['job:::']);
  assert.deepEqual(parts('queue', '-m'), [':queue::']);
  assert.deepEqual(parts('job:queue', '-m'), ['job:queue::']);
  assert.deepEqual(parts('run { trace(1) }', '-f'), ['::run:']);
  assert.deepEqual(parts('2', '-i'), ['dtrace:::END']);
  const written = (text: string, target: number) =>
    (
      compileText(text, { target, macroArgs: ['run'], options: { argref: '' }, allowZeroMatch: true }).program
        ?.clauses[0]?.descriptions ?? []
    ).map((probe) => Object.values(probe).join('|'));
  assert.deepEqual(written('pid$target:"src/routes/*.ts":charge:entry, job::$1:st[a-c]rt, x-$$1-y { }', 42), [
    'pid42|src/routes/*.ts|charge|entry',
    'job||run|st[a-c]rt',
    '|||x-run-y',
  ]);
});

test('the usual clause is as direct as it can be', () => {
  const code = (text: string) => compileText(text).program?.code ?? '';
  assert.match(code('job:queue:run:start { @[arg0] = count(); }'), /A0\.cell1\(argInt\(a0\)\)\.add\(1\);/);
  assert.match(code('BEGIN { i++; } END { i += 2; }'), /g_i = add\(g_i, 1\);/);
  assert.match(code('int i; BEGIN { i++; }'), /g_i = \(\(g_i \+ 1\) \| 0\);/);
  assert.match(
    code('int i; BEGIN /i > 3 && i % 2 == 0/ { i = i * 3; }'),
    /if \(!\(\(g_i > 3\) && \(\(g_i % 2 \+ 0\) === 0\)\)\) return;/,
  );
  assert.match(code('BEGIN { trace(1); }'), /commit\(0, \[0, 1\]\);/);
});

test('arithmetic in place of constants gives the same as constants', () => {
  const values = [
    '0',
    '1',
    '-1',
    '7',
    '-7',
    '2147483647',
    '-2147483648ll',
    '4294967295',
    '0x7fffffffffffffff',
    '-1ul',
    '3u',
    '(char)-3',
    '(ushort_t)65535',
  ];
  for (const operator of [
    '+',
    '-',
    '*',
    '/',
    '%',
    '&',
    '|',
    '^',
    '<<',
    '>>',
    '<',
    '<=',
    '==',
    '!=',
    '>',
    '>=',
  ]) {
    for (const a of values) {
      for (const b of values) {
        if ((operator === '/' || operator === '%') && b === '0') continue;
        // The constant is folded; the variables are computed when the clause runs.
        const [folded, mixed, computed] = evaluate(
          `trace((${a}) ${operator} (${b})); y = ${b}; trace((${a}) ${operator} y); x = ${a}; trace(x ${operator} y);`,
        );
        assert.deepEqual([mixed, computed], [folded, folded], `${a} ${operator} ${b}`);
      }
    }
  }
});
