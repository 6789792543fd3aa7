import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderDiagnostics, renderExcerpt } from '../../../lang/render.js';
import { renderFirst } from '../../../lang/render-first.js';
import { compileText, TEST_INDEX } from './memory-runtime.js';

/** The whole text of what the compiler says. */
function says(script: string, want: string, extra: Parameters<typeof compileText>[1] = {}): void {
  assert.equal(compileText(script, extra).text, want);
}

test('a probe that does not exist: what was meant, what is near, how to list', () => {
  says(
    'job:::strat { @[ustack(3)] = count(); }\n',
    `test.d:1:1-11: ERROR: D_PDESC_ZERO: probe description job:::strat does not match any probes
job:::strat { @[ustack(3)] = count(); }
~~~~~~~~~~~
HINT: did you mean job:::start?  See: ntrace -l -n 'job:::'
HINT: nearest: job:queue:run:start, job:pool:run:start
`,
  );
  says(
    'tick-1x { }\n',
    `test.d:1:1-7: ERROR: D_PDESC_ZERO: probe description :::tick-1x does not match any probes
tick-1x { }
~~~~~~~
HINT: tick-N and profile-N take N in hertz or with ns us ms s m h d, at least 200us: tick-1s, profile-97
`,
  );
  says(
    'zzz:::qqqqqqqq { }\n',
    `test.d:1:1-14: ERROR: D_PDESC_ZERO: probe description zzz:::qqqqqqqq does not match any probes
zzz:::qqqqqqqq { }
~~~~~~~~~~~~~~
HINT: there is no provider zzz: ntrace has dtrace, profile, job, async.  See: ntrace -l
`,
  );
});

test('unknown names, with what was meant', () => {
  says(
    'BEGIN\n{\n\ttrace(timestmp);\n\tprntf("x");\n\tself->start = 1;\n\ttrace(self->strat);\n}\n',
    `test.d:3:8-15: ERROR: D_IDENT_UNDEF: failed to resolve timestmp: Unknown variable name
        trace(timestmp);
              ~~~~~~~~
HINT: did you mean timestamp?

test.d:4:2-6: ERROR: D_FUNC_UNDEF: undefined function name: prntf
        prntf("x");
        ~~~~~
HINT: did you mean printf?

test.d:6:8-18: ERROR: D_IDENT_UNDEF: failed to resolve self->strat: Unknown variable name
        trace(self->strat);
              ~~~~~~~~~~~
HINT: did you mean self->start?
`,
  );
  says(
    'job:queue:run:start { trace(args[0]->knid); }\n',
    `test.d:1:38-41: ERROR: D_TYPE_MEMBER: knid is not a member of job
job:queue:run:start { trace(args[0]->knid); }
                                     ~~~~
HINT: did you mean kind?
HINT: members of job: id, kind, ageMs
`,
  );
  says(
    '#pragma D option queit\nBEGIN {}\n',
    `test.d:1:18-22: ERROR: D_PRAGMA_OPTSET: failed to set option 'queit': Invalid option name
#pragma D option queit
                 ~~~~~
HINT: did you mean quiet?
`,
  );
});

test('both places of a conflict', () => {
  says(
    'BEGIN { @a = count(); }\nEND { @a = sum(1); }\n',
    `test.d:2:7-17: ERROR: D_AGG_REDEF: aggregation redefined: @a
	 current: @a = sum( )
	previous: @a = count( ) : line 1
END { @a = sum(1); }
      ~~~~~~~~~~~
test.d:1:9: first used here
BEGIN { @a = count(); }
        ~~~~~~~~~~~~
HINT: an aggregation has one function; use another name
`,
  );
  says(
    'BEGIN { x = 1; }\nEND { x = "a"; }\n',
    `test.d:2:7-13: ERROR: D_OP_INCOMPAT: operands have incompatible types: "int" = "string"
END { x = "a"; }
      ~~~~~~~
test.d:1:9: x gets its type here
BEGIN { x = 1; }
        ~
HINT: x is an integer since its first assignment
`,
  );
});

test('arguments of probes', () => {
  says(
    'job:::start { trace(args[0]); } BEGIN { trace(args[0]); }\n',
    `test.d:1:21-27: ERROR: D_ARGS_TYPE: args[0] differs in type between the probes of this clause
job:::start { trace(args[0]); } BEGIN { trace(args[0]); }
                    ~~~~~~~
HINT: write one clause per kind of probe, or use its integer view argN

test.d:1:47-53: ERROR: D_ARGS_IDX: index 0 is out of range for dtrace:::BEGIN args[ ]
job:::start { trace(args[0]); } BEGIN { trace(args[0]); }
                                              ~~~~~~~
HINT: this probe has no arguments
`,
  );
  says(
    'job:queue:run:start { @[args[0]] = count(); }\n',
    `test.d:1:25-31: ERROR: D_ARGS_RECORD: args[0] is a record of type job and cannot be used as a whole
job:queue:run:start { @[args[0]] = count(); }
                        ~~~~~~~
HINT: name a member: args[0]->id (id, kind, ageMs)
`,
  );
});

test('every mistake of a script is reported, in text order, and recovery causes none of its own', () => {
  const script = `BEGIN / 1 == / { x = ; y = 1; trace(y) trace(2); z = (3; trace(nope); }
profile-1 exit(0);
tick-1s { if (y { trace(1); } else trace("ä" * 1); while (1) { trace(3); } printf("%d"); }
int int x;
END { trace(z); }
job:::nosuch, END { @a[1][2] = count(); @b = nosum(1); 0128; 'toolongchars'; 1.5; }
END { trace("end`;
  const { diagnostics } = compileText(script);
  assert.deepEqual(
    diagnostics.map((found) => `${found.line}:${found.column} ${found.tag}`),
    [
      '1:14 D_SYNTAX',
      '1:22 D_SYNTAX',
      '1:39 D_SYNTAX',
      '1:56 D_SYNTAX',
      '1:64 D_IDENT_UNDEF',
      '2:1 D_SYNTAX',
      '3:16 D_SYNTAX',
      '3:42 D_OP_ARITH',
      '3:52 D_SYNTAX',
      '3:76 D_PRINTF_ARG_PROTO',
      '4:1 D_DECL_COMBO',
      '6:1 D_PDESC_ZERO',
      '6:21 D_AGG_MDIM',
      '6:46 D_FUNC_UNDEF',
      '6:56 D_INT_DIGIT',
      '6:62 D_CHR_OFLOW',
      '6:78 D_SYNTAX',
      '7:13 D_SYNTAX',
    ],
  );
});

test('nothing about arguments of a probe that does not exist, nothing about a variable whose value was wrong', () => {
  const { diagnostics } = compileText(
    'nosuch:::probe { trace(args[3]->member); x = nope; trace(x + 1); y = x; }',
  );
  assert.deepEqual(
    diagnostics.map((found) => found.tag),
    ['D_PDESC_ZERO', 'D_IDENT_UNDEF'],
  );
});

test("dtrace's form: the first error, one line", () => {
  const file = compileText('\nBEGIN { nope(); }\nEND { nope2(); }');
  const sources = [{ name: 'a.d', text: '\nBEGIN { nope(); }\nEND { nope2(); }', kind: 'file' as const }];
  assert.equal(
    renderFirst(file.diagnostics, sources, true),
    'failed to compile script a.d: [D_FUNC_UNDEF] line 2: undefined function name: nope',
  );
  assert.equal(
    renderFirst(file.diagnostics, sources, false),
    'failed to compile script a.d: line 2: undefined function name: nope',
  );
  const line = compileText('BEGN', { kind: '-n' });
  assert.equal(
    renderFirst(line.diagnostics, [{ name: 'BEGN', text: 'BEGN', kind: '-n' }], false),
    'invalid probe specifier BEGN: probe description :::BEGN does not match any probes',
  );
  assert.equal(renderFirst([], sources, true), '');
});

test("dtrace's form names the file where it is not the script", () => {
  const text = 'BEGIN { }\n# 7 "part.h"\nEND { nope(); }\n';
  assert.equal(
    renderFirst(compileText(text).diagnostics, [{ name: 'a.d', text, kind: 'file' }], true),
    'failed to compile script a.d: [D_FUNC_UNDEF] "part.h", line 7: undefined function name: nope',
  );
  const sources = [
    { name: 'lib/units.d', text: '\nBEGIN { nope(); }', kind: 'library' as const },
    { name: 'a.d', text: 'BEGIN { }', kind: 'file' as const },
  ];
  const { diagnostics } = compileText('', { sources });
  assert.equal(
    renderFirst(diagnostics, sources, false),
    'failed to compile script a.d: "lib/units.d", line 2: undefined function name: nope',
  );
});

test('a program with a mistake in it can ask for tags all the same', () => {
  assert.equal(compileText('#pragma D option errtags\nBEGIN { nope(); }').errtags, true);
  assert.equal(compileText('BEGIN { nope(); }').errtags, false);
});

test("dtrace's form: a clause is parsed as a whole before its names are looked at, clause by clause", () => {
  const first = (text: string) => {
    const { diagnostics } = compileText(text);
    return renderFirst(diagnostics, [{ name: 'a.d', text, kind: 'file' }], true);
  };
  assert.match(first('BEGIN { trace(nope);\n x = 1\n y = 2; }'), /\[D_SYNTAX\] line 3: /);
  assert.match(first('BEGIN { trace(nope); }\nEND { x = 1\n y = 2; }'), /\[D_IDENT_UNDEF\] line 1: /);
});

test('line ends of Windows: nothing is underlined beyond the line', () => {
  says(
    '#pragma D option queit\r\nBEGIN\r\n{\r\n\tprintf("x);\r\n}\r\n',
    `test.d:1:18-22: ERROR: D_PRAGMA_OPTSET: failed to set option 'queit': Invalid option name
#pragma D option queit
                 ~~~~~
HINT: did you mean quiet?

test.d:4:9-12: ERROR: D_STR_NL: newline encountered in string literal
        printf("x);
               ~~~~
HINT: write \\n for a line break, and close the string on its own line
`,
  );
});

test('what a stretch that was given up might have declared is not complained about', () => {
  for (const script of [
    'BEGIN { let x; } END { trace(x); }',
    'BEGIN { @a[1 = count(); } END { printa(@a); clear(@a); y = @a; }',
    'BEGIN { self->t = = 1; } END { trace(self->t); }',
    'inline int N 4; BEGIN { trace(N); }',
    'BEGIN { for (i = 0; i < 3; i++) trace(i); trace(i); }',
    '#define LIMIT 3\nBEGIN /LIMIT/ { }',
  ]) {
    const { diagnostics } = compileText(script);
    assert.equal(diagnostics.length, 1, `${script}\n${diagnostics.map(({ message }) => message).join('\n')}`);
  }
  const other = compileText('BEGIN { let x; } END { trace(y); }').diagnostics;
  assert.deepEqual(
    other.map(({ tag }) => tag),
    ['D_SYNTAX', 'D_IDENT_UNDEF'],
  );
});

test('#line marks number and name what follows', () => {
  const text = '#line 40 "other.d"\nBEGIN {\n nope(); }\n';
  says(
    text,
    `other.d:41:2-5: ERROR: D_FUNC_UNDEF: undefined function name: nope
 nope(); }
 ~~~~
`,
  );
  assert.match(
    compileText('# 7 "inc.h"\nBEGIN { @a = count(); }\n# 1 "main.d"\nEND { @a = sum(1); }\n').text,
    /^main\.d:1:7-17: .*\n(?:.*\n)+inc\.h:7:9: first used here/,
  );
});

test('underlines stand below what they mean: tabs, long lines, several lines, colour', () => {
  says(
    'BEGIN\n{\n\ttrace(1 *\n\t\t"a");\n}\n',
    `test.d:3:8-4:5: ERROR: D_OP_ARITH: operator * requires operands of arithmetic type
        trace(1 *
              ~~~
HINT: lltostr(n) makes a string of a number, strtoll(s) a number of a string
`,
  );
  const long = `BEGIN { ${'x = 1; '.repeat(40)} trace(nope); }`;
  const excerpt = compileText(long).text.split('\n');
  const at = (excerpt[2] as string).indexOf('~');
  assert.equal((excerpt[1] as string).slice(at, at + 4), 'nope');
  assert.ok((excerpt[1] as string).length <= 130);
  const { diagnostics } = compileText('BEGIN { nope(); }');
  const sources = [{ name: 'x.d', text: 'BEGIN { nope(); }', kind: 'file' as const }];
  assert.equal(
    renderDiagnostics(diagnostics, sources, { paint: (part, text) => `<${part}>${text}</>` }).split('\n')[0],
    '<place>x.d:1:9-12</>: <error>ERROR</>: <tag>D_FUNC_UNDEF</>: undefined function name: nope',
  );
  assert.equal(
    renderExcerpt(
      { name: 'x.d', text: 'BEGIN { 1/x; }' },
      { line: 1, column: 9, start: 8, end: 11 },
      'ERROR: divide-by-zero',
    ),
    'x.d:1:9-11: ERROR: divide-by-zero\nBEGIN { 1/x; }\n        ~~~\n',
  );
});

test('macro arguments', () => {
  says(
    'BEGIN { trace($2); }\n',
    `test.d:1:15-16: ERROR: D_MACRO_UNDEF: macro argument $2 is not defined
BEGIN { trace($2); }
              ~~
HINT: give it after the script, or set -x defaultargs to read missing ones as 0 and ""
`,
    { macroArgs: ['1'] },
  );
  const { diagnostics } = compileText('BEGIN { trace($1); }', { macroArgs: ['1', '2'] });
  assert.deepEqual(
    diagnostics.map((found) => [found.tag, found.message]),
    [['D_MACRO_UNUSED', "extraneous argument '2' ($2 is not referenced)"]],
  );
  assert.equal(
    compileText('BEGIN { trace($1); }', { macroArgs: ['1', '2'], options: { argref: '' } }).text,
    '',
  );
});

test('what Node lacks is refused with the reason, where it stands', () => {
  for (const [script, reason] of [
    ['BEGIN { trace(curthread); }', 'a kernel structure'],
    ['BEGIN { trace(`max_pfn); }', 'no kernel symbols'],
    ['BEGIN { trace(progenyof(1)); }', 'a kernel object'],
    ['provider p { }; BEGIN {}', 'a provider definition'],
    ['BEGIN { trace(1), trace(2); }', 'an action inside an expression'],
    ['BEGIN { x = (void)trace(1); }', 'an action inside an expression'],
    ['job:::done { x = args[2]; }', 'a JavaScript value cannot be used here'],
    ['job:::done { x = args[2]->member; }', '(int64_t)… its number'],
  ] as const) {
    const { program, text } = compileText(script);
    assert.equal(program, undefined, script);
    assert.ok(text.includes(reason), `${script}\n${text}`);
  }
});

test("open providers: an unknown module is the target's to judge, an unknown name is not", () => {
  assert.equal(compileText('async:TCPWRAP::init { trace(args[0]); }').text, '');
  assert.match(
    compileText('async:TCPWRAP::inti { }').text,
    /D_PDESC_ZERO.*\n.*\n.*\nHINT: did you mean async:TCPWRAP::init\?/,
  );
  const complete = { probes: { ...TEST_INDEX, complete: true } };
  assert.match(compileText('async:TCPWRAP::init { }', complete).text, /D_PDESC_ZERO/);
  assert.equal(compileText('async:TCPWRAP::init { }', { ...complete, allowZeroMatch: true }).text, '');
  assert.match(compileText('jobs:::x { }').text, /D_PDESC_ZERO/);
});
