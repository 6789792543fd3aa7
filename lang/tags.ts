/**
 * Every diagnostic of the compiler: tag, wording, standing hints. Tags and wording are those of Oracle's DTrace
 * where it has them, so that its scripts and its users' habits carry over; hints are ours. One row per tag: one file,
 * hence longer than other files. Rows marked `ours` exist in ntrace only.
 */

type Row<Args extends readonly unknown[]> = {
  readonly severity: 'error' | 'warning';
  readonly message: (...args: Args) => string;
  readonly hints: readonly string[];
};

function error<Args extends readonly unknown[]>(
  message: (...args: Args) => string,
  ...hints: string[]
): Row<Args> {
  return { severity: 'error', message, hints };
}

const plural = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
const mismatch = (prototype: string, argument: string, label = 'argument') =>
  `\n\tprototype: ${prototype}\n\t${label.padStart(9)}: ${argument}`;
const quantizeArg = (fn: string, what: string) => () => `${fn}( ) ${what}`;

export const TAGS = {
  // Syntax, tokens
  D_SYNTAX: error((what: string) => what),
  D_UNSUPPORTED: error((what: string) => `${what} not supported in ntrace`), // ours
  D_STR_NL: error(
    () => 'newline encountered in string literal',
    'write \\n for a line break, and close the string on its own line',
  ),
  D_CHR_NL: error(
    () => 'newline encountered in character constant',
    "close the constant with ' on the same line",
  ),
  D_CHR_NULL: error(() => 'empty character constant', 'an empty string is ""'),
  D_CHR_OFLOW: error(
    () => 'character constant is too long',
    'a character constant holds at most 8 bytes; a string has double quotes',
  ),
  D_INT_OFLOW: error(
    (text: string) => `constant ${text} results in integer overflow`,
    'integers have 64 bits',
  ),
  D_INT_DIGIT: error(
    (text: string, digit: string) => `constant ${text} contains invalid digit ${digit}`,
    'a number that begins with 0 is octal',
  ),
  D_EMPTY: error(
    () => 'empty D program translation unit',
    'a program needs a clause, such as BEGIN { trace("hello"); }',
  ),
  D_MACRO_UNDEF: error((name: string) => `macro argument ${name} is not defined`),
  D_MACRO_UNUSED: error(
    (text: string, index: number) => `extraneous argument '${text}' ($${index} is not referenced)`,
    'use it in the script, drop it, or set -x argref',
  ),
  D_MACRO_OFLOW: error(
    (macro: string, text: string) => `macro argument ${macro} constant ${text} results in integer overflow`,
    'integers have 64 bits; $$1 takes an argument as a string',
  ),
  // Control lines
  D_PRAGCTL_INVAL: error(
    (what: string) => what,
    '-C runs the C preprocessor first; without it only #pragma, #line and a leading #! are known',
  ),
  D_PRAGERR: error((text: string) => `#error: ${text}`),
  D_PRAGMA_INVAL: error((what: string) => what),
  D_PRAGMA_MALFORM: error((what: string) => what),
  D_PRAGMA_DEPEND: error((what: string) => what),
  D_PRAGMA_SCOPE: error(
    (pragma: string) => `#pragma ${pragma} cannot modify entity defined outside program scope`,
  ),
  D_PRAGMA_UNUSED: error((pragma: string) => `unused #pragma ${pragma}`),
  D_PRAGMA_OPTSET: error(
    (name: string, value: string, why: string) =>
      `failed to set option '${name}'${value === '' ? '' : ` to '${value}'`}: ${why}`,
  ),
  // Probe descriptions
  D_PDESC_ZERO: error((text: string) => `probe description ${text} does not match any probes`),
  D_PDESC_INVAL: error((what: string, why: string) => `invalid probe ${what}: ${why}`),
  D_PDESC_ID: error(
    (id: string, parts: string) => `probe identifier ${id} not permitted when specifying ${parts}`,
  ), // ours
  // Names and prototypes
  D_IDENT_UNDEF: error((name: string, what: string) => `failed to resolve ${name}: ${what}`),
  D_IDENT_BADREF: error((what: string) => what),
  D_VAR_UNDEF: error(
    (name: string) => `${name} has not yet been declared or assigned`,
    'assign it first: its type is that of the first value',
  ),
  D_FUNC_UNDEF: error((name: string) => `undefined function name: ${name}`),
  D_FUNC_IDENT: error((what: string) => what),
  D_PROTO_LEN: error(
    (name: string, what: string, given: number, bound: string, expected: number) =>
      `${name} prototype mismatch: ${plural(given, what)} passed, ${bound}${expected} expected`,
  ),
  D_PROTO_ARG: error(
    (name: string, what: string, index: number, prototype: string, argument: string) =>
      `${name} ${what} #${index} is incompatible with prototype:${mismatch(prototype, argument, what === 'key' ? 'key' : 'argument')}`,
  ),
  // Operators and types
  D_OP_INCOMPAT: error(
    (left: string, operator: string, right: string, what = 'operands have') =>
      `${what} incompatible types: "${left}" ${operator} "${right}"`,
  ),
  D_OP_SCALAR: error((operator: string, what: string = 'requires operands of scalar type') =>
    operator === '' ? what : `operator ${operator} ${what}`,
  ),
  D_OP_INT: error(
    (operator: string, one: boolean) =>
      `operator ${operator} requires ${one ? 'an operand' : 'operands'} of integral type`,
  ),
  D_OP_ARITH: error(
    (operator: string, one: boolean) =>
      `operator ${operator} requires ${one ? 'an operand' : 'operands'} of arithmetic type`,
  ),
  D_OP_ACT: error(() => 'action cannot be used in a conditional context', 'use a predicate, or if (…) { … }'),
  D_OP_LVAL: error((operator: string) => `operator ${operator} requires modifiable lvalue as an operand`),
  D_OP_WRITE: error((operator: string) => `operator ${operator} can only be applied to a writable variable`),
  D_OP_SOU: error(
    (operator: string, what: string, suffix: string) =>
      `operator ${operator} cannot be applied to ${what}; must be applied to a struct or union${suffix}`,
  ),
  D_OP_INCOMPLETE: error(
    (operator: string, type: string) =>
      `operator ${operator} cannot be applied to a forward declaration: no ${type} definition is available`,
    'define the type with its members before it is used',
  ),
  D_OP_VFPTR: error(
    (operator: string, what: string) => `operator ${operator} requires ${what} of known size`,
  ),
  D_OP_PTR: error((operator: string) => `operator ${operator} must be applied to a pointer`),
  D_OP_ARRFUN: error(
    (type: string, operator: string) =>
      `operator ${operator} may not be applied to operand of type "${type}"`,
  ),
  D_ARR_BOUNDS: error(
    (index: string, count: number) => `index outside array bounds: ${index}, max is ${count}`,
  ),
  D_TYPE_MEMBER: error((name: string, type: string) => `${name} is not a member of ${type}`),
  D_DEREF_NONPTR: error(() => 'cannot dereference non-pointer type'),
  D_DEREF_VOID: error(
    () => 'cannot dereference pointer to void',
    'cast it to a pointer to what lies there: *(int *)p',
  ),
  D_DEREF_FUNC: error(() => 'cannot dereference pointer to function'),
  D_ADDROF_LVAL: error(
    () => 'unacceptable operand for unary & operator',
    'variables, elements and members have addresses',
  ),
  D_ADDROF_VAR: error(() => 'cannot take address of dynamic variable'),
  D_ADDROF_BITFIELD: error(() => 'cannot take address of bit-field'),
  D_SIZEOF_BITFIELD: error(() => 'cannot apply sizeof to a bit-field'),
  D_OFFSETOF_BITFIELD: error((name: string) => `cannot take offset of a bit-field: ${name}`),
  D_TRACEMEM_ADDR: error(
    (argument: string) =>
      `tracemem( ) argument #1 is incompatible with prototype:${mismatch('pointer or integer', argument)}`,
  ),
  D_TRACEMEM_SIZE: error(
    () => 'tracemem( ) argument #2 must be a non-zero positive integral constant expression',
  ),
  D_PRINT_SIZE: error(
    (type: string) => `print( ) argument #1 reference has type '${type}' with size 0; cannot print( ) it.`,
    'cast it to a pointer to a type that is defined',
  ),
  D_ALLOCA_INCOMPAT: error((what: string) => what, 'what alloca( ) gives is gone when the clause ends'),
  D_ALLOCA_SIZE: error(
    (size: string, limit: number) => `alloca(${size}) size larger than scratchsize ${limit}`,
    '-x scratchsize=N gives a clause more memory',
  ),
  D_XLATE_REDECL: error(
    (from: string, to: string) => `translator from ${from} to ${to} has already been declared`,
  ),
  D_XLATE_SOU: error((what: string) => what),
  D_XLATE_MEMB: error((name: string, type: string) => `translator member ${name} is not a member of ${type}`),
  D_XLATE_INCOMPAT: error(
    (name: string, to: string, from: string) =>
      `translator member ${name} definition uses incompatible types: "${to}" = "${from}"`,
  ),
  D_XLATE_NONE: error((from: string, to: string) => `cannot translate from "${from}" to "${to}"`),
  D_XLATE_NOCONV: error((name: string) => `translator does not define conversion for member: ${name}`),
  D_CAST_INVAL: error((from: string, to: string) => `invalid cast expression: "${from}" to "${to}"`),
  D_STRINGOF_TYPE: error((type: string) => `cannot apply stringof to a value of type ${type}`),
  D_SIZEOF_TYPE: error(() => 'cannot apply sizeof to an operand of unknown size'),
  D_OFFSETOF_TYPE: error(() => 'offsetof operand must be a struct or union type'),
  D_DIV_ZERO: error(() => 'expression contains division by zero'),
  D_KEY_TYPE: error(
    (type: string, what: string, index: number) =>
      `${type} expression may not be used as ${what} index: key #${index}`,
  ),
  D_TUPLE_SIZE: error(
    () => 'Insufficient tuple registers to generate code',
    'raise -x tregs: with tregs=N there can be N + 1 keys',
  ), // ours: dtrace gives it no tag
  D_PRED_SCALAR: error(() => 'predicate result must be of scalar type'),
  D_ARGS_IDX: error((index: string, probe: string) => `index ${index} is out of range for ${probe} args[ ]`),
  D_ARGS_TYPE: error(
    (index: number) => `args[${index}] differs in type between the probes of this clause`,
    'write one clause per kind of probe, or use its integer view argN',
  ), // ours
  D_ARGS_RECORD: error(
    (what: string, type: string) => `${what} is a record of type ${type} and cannot be used as a whole`,
  ), // ours
  D_ARR_LOCAL: error(
    (name: string) => `cannot declare or use associative array ${name} as a local variable`,
    'this-> holds scalars; use a global or self-> array',
  ),
  D_ARR_BADREF: error((name: string) => `cannot access scalar ${name} as an associative array`),
  // Declarations
  D_DECL_IDRED: error((what: string, current = '', previous = '') =>
    current === '' ? what : `${what}\n\t current: ${current}\n\tprevious: ${previous}`,
  ),
  D_DECL_CLASS: error(() => 'only one storage class allowed in declaration'),
  D_DECL_BADCLASS: error(
    () => 'specified storage class not appropriate in D',
    'a variable is global by itself; self and this are the other classes',
  ),
  D_DECL_COMBO: error(() => 'invalid type combination'),
  D_DECL_CHARATTR: error(() => 'invalid type declaration: short and long may not be used with char type'),
  D_DECL_SIGNINT: error(
    () => 'invalid type declaration: signed and unsigned may only be used with integer type',
  ),
  D_DECL_LONGINT: error(
    () => 'invalid type declaration: long and long long may only be used with integer or floating-point type',
  ),
  D_DECL_VOIDATTR: error(() => 'invalid type declaration: attributes may not be used with void type'),
  D_DECL_VOIDOBJ: error((name: string) => `cannot have void ${name}`),
  D_DECL_USELESS: error(() => 'useless declaration', 'a declaration names something: int x;'),
  D_DECL_LOCASSC: error(
    (name: string) => `associative arrays may not be declared as local variables: ${name}`,
    'this-> holds scalars; use a global or self-> array',
  ),
  D_DECL_ARRNULL: error(
    (name: string) => `array declaration requires array dimension or tuple signature: ${name}`,
    'int a[10]; is an array, int a[string]; an associative one',
  ),
  D_DECL_ARRSUB: error(
    () => 'positive integral constant expression or tuple signature expected as array declaration subscript',
  ),
  D_DECL_ARRBIG: error(() => 'array dimension too big'),
  D_DECL_DYNOBJ: error(
    (what: string) => what,
    'associative arrays are variables of their own: int a[string];',
  ),
  D_DECL_PROTO_TYPE: error(
    (kind: string, type: string, name: string, index: number) =>
      `${kind} prototype may not use parameter of type ${type}: ${name}, parameter #${index}`,
  ),
  D_DECL_PROTO_VARARGS: error(() => 'array prototype may not use a variable-length argument list'),
  D_DECL_PROTO_VOID: error(() => 'void must be sole parameter'),
  D_DECL_PROTO_NAME: error((name: string) =>
    name === '' ? 'parameter declaration requires a name' : `void parameter may not have a name: ${name}`,
  ),
  D_DECL_PROTO_FORM: error(
    (kind: string, name: string, index: number) =>
      `parameter is already declared in ${kind} prototype: ${name}, parameter #${index}`,
  ),
  D_DECL_PARMCLASS: error(() => 'inappropriate storage class for function or associative array parameter'),
  D_DECL_INCOMPLETE: error(
    (type: string, name: string) => `incomplete struct/union/enum ${type}: ${name}`,
    'define the type with its members before it is used; a pointer to it needs no definition',
  ),
  D_DECL_BFCONST: error(() => 'positive integral constant expression expected as bit-field size'),
  D_DECL_BFTYPE: error((name: string) => `invalid type for bit-field: ${name}`, 'bit-fields are integers'),
  D_DECL_BFSIZE: error((name: string) => `bit-field too big for type: ${name}`),
  D_DECL_ENCONST: error(
    (name: string) => `enumerator '${name}' must be assigned to an integral constant expression`,
  ),
  D_DECL_ENOFLOW: error((name: string) => `enumerator '${name}' value overflows INT_MAX (2147483647)`),
  D_DECL_TYPERED: error((name: string) => `type redeclared: ${name}`),
  D_UNKNOWN: error((what: string) => what),
  // Aggregations
  D_AGG_REDEF: error(
    (name: string, current: string, previous: string, line: number) =>
      `aggregation redefined: @${name}\n\t current: @${name} = ${current}( )\n\tprevious: @${name} = ${previous}( ) : line ${line}`,
    'an aggregation has one function; use another name',
  ),
  D_AGG_NULL: error(
    () => 'expression statement of an aggregation has no effect',
    'give it a function: @a[key] = count();',
  ),
  D_AGG_FUNC: error((name: string) => `${name}( ) is not an aggregating function`),
  D_AGG_MDIM: error(
    () => 'improper use of multi-dimensional aggregation',
    'write the keys in one pair of brackets: @a[k1, k2]',
  ),
  D_AGG_SCALAR: error(
    (name: string, index: number) => `${name}( ) argument #${index} must be of scalar type`,
  ),
  D_AGG_SPEC: error(
    () => 'aggregating actions may not follow speculate( )',
    'aggregate in a clause of its own',
  ),
  D_AGG_COMM: error(() => 'aggregating actions may not follow commit( )', 'aggregate in a clause of its own'),
  D_CG_EXPR: error(
    (name: string) => `aggregating function ${name}( ) may not be called from a D expression`,
    'store its result in an aggregation: @a = count();',
  ),
  D_AGG_KEYED: error(
    (name: string) => `@${name} stands for the whole aggregation here and takes no keys`,
    'leave the brackets out',
  ), // ours
  D_CLEAR_AGGARG: error(
    (argument: string) =>
      `clear( ) argument #1 is incompatible with prototype:${mismatch('aggregation', argument)}`,
  ),
  D_TRUNC_AGGARG: error(
    (argument: string) =>
      `trunc( ) argument #1 is incompatible with prototype:${mismatch('aggregation', argument)}`,
  ),
  D_NORMALIZE_AGGARG: error(
    (name: string, argument: string) =>
      `${name}( ) argument #1 is incompatible with prototype:${mismatch('aggregation', argument)}`,
  ),
  D_LQUANT_BASETYPE: error(
    quantizeArg('lquantize', 'argument #2 must be an integer constant'),
    'write the number itself, or a name that inline int gives to it',
  ),
  D_LQUANT_BASEVAL: error(quantizeArg('lquantize', 'argument #2 must be a 32-bit quantity')),
  D_LQUANT_LIMTYPE: error(
    quantizeArg('lquantize', 'argument #3 must be an integer constant'),
    'write the number itself, or a name that inline int gives to it',
  ),
  D_LQUANT_LIMVAL: error(quantizeArg('lquantize', 'argument #3 must be a 32-bit quantity')),
  D_LQUANT_STEPTYPE: error(
    quantizeArg('lquantize', 'argument #4 must be a non-zero positive integer constant'),
    'write the number itself, or a name that inline int gives to it',
  ),
  D_LQUANT_STEPVAL: error(quantizeArg('lquantize', 'argument #4 must be a 16-bit quantity')),
  D_LQUANT_STEPLARGE: error(
    quantizeArg(
      'lquantize',
      'step (argument #4) must be less than or equal to the range of the limit and base',
    ),
  ),
  D_LQUANT_STEPSMALL: error(
    (levels: number) =>
      `lquantize( ) step (argument #4) too small: results in ${levels} quantization levels, at most 65535 allowed`,
  ),
  D_LQUANT_MISMATCH: error(
    quantizeArg('lquantize', 'base (argument #2) must be less than limit (argument #3)'),
  ),
  D_LQUANT_MATCHBASE: error(
    (base: number, other: number, line: number) =>
      `lquantize( ) base (argument #2) of ${base} doesn't match previous declaration at line ${line}: expected ${other}`,
  ),
  D_LQUANT_MATCHLIM: error(
    (limit: number, other: number, line: number) =>
      `lquantize( ) limit (argument #3) of ${limit} doesn't match previous declaration at line ${line}: expected ${other}`,
  ),
  D_LQUANT_MATCHSTEP: error(
    (step: number, other: number, line: number) =>
      `lquantize( ) step (argument #4) of ${step} doesn't match previous declaration at line ${line}: expected ${other}`,
  ),
  D_LLQUANT_FACTORTYPE: error(
    quantizeArg('llquantize', 'argument #2 must be an integer constant'),
    'write the number itself, or a name that inline int gives to it',
  ),
  D_LLQUANT_FACTORVAL: error((why: string) => `llquantize( ) factor (argument #2) ${why}`),
  D_LLQUANT_LMAGTYPE: error(
    quantizeArg('llquantize', 'argument #3 must be an integer constant'),
    'write the number itself, or a name that inline int gives to it',
  ),
  D_LLQUANT_LMAGVAL: error((why: string) => `llquantize( ) lmag (argument #3) ${why}`),
  D_LLQUANT_HMAGTYPE: error(
    quantizeArg('llquantize', 'argument #4 must be an integer constant'),
    'write the number itself, or a name that inline int gives to it',
  ),
  D_LLQUANT_HMAGVAL: error((why: string) => `llquantize( ) hmag (argument #4) ${why}`),
  D_LLQUANT_STEPTYPE: error(
    quantizeArg('llquantize', 'argument #5 must be a non-zero positive integer constant'),
    'write the number itself, or a name that inline int gives to it',
  ),
  D_LLQUANT_STEPVAL: error((why: string) => `llquantize( ) steps (argument #5) ${why}`),
  D_LLQUANT_MATCHFACTOR: error(
    (value: number, other: number, line: number) =>
      `llquantize( ) factor (argument #2) of ${value} doesn't match previous declaration at line ${line}: expected ${other}`,
  ),
  D_LLQUANT_MATCHLMAG: error(
    (value: number, other: number, line: number) =>
      `llquantize( ) lmag (argument #3) of ${value} doesn't match previous declaration at line ${line}: expected ${other}`,
  ),
  D_LLQUANT_MATCHHMAG: error(
    (value: number, other: number, line: number) =>
      `llquantize( ) hmag (argument #4) of ${value} doesn't match previous declaration at line ${line}: expected ${other}`,
  ),
  D_LLQUANT_MATCHSTEPS: error(
    (value: number, other: number, line: number) =>
      `llquantize( ) steps (argument #5) of ${value} doesn't match previous declaration at line ${line}: expected ${other}`,
  ),
  // Printing
  D_TRACE_VOID: error(() => 'trace( ) may not be applied to a void expression'),
  D_TRACE_DYN: error(
    () => 'trace( ) may not be applied to a dynamic expression',
    'printa(@a) prints an aggregation',
  ),
  D_PRINTF_FMT_EMPTY: error((name: string) => `${name}( ) format string is empty`),
  D_PRINTF_ARG_FMT: error(
    (name: string, argument: string) =>
      `${name}( ) argument #1 is incompatible with prototype:${mismatch('string constant', argument)}`,
  ),
  D_PRINTF_ARG_PROTO: error(
    (name: string, index: number, conversion: string, what: string) =>
      `${name}( ) prototype mismatch: conversion #${index} (%${conversion}) is missing a corresponding ${what} argument`,
  ),
  D_PRINTF_ARG_EXTRA: error(
    (name: string, required: number) =>
      `${name}( ) prototype mismatch: only ${required} arguments required by this format string`,
  ),
  D_PRINTF_ARG_TYPE: error(
    (name: string, what: string, index: number, conversion: string, prototype: string, argument: string) =>
      `${name}( ) ${what} is incompatible with conversion #${index} prototype:\n\tconversion: %${conversion}\n\t prototype: ${prototype}\n\t  argument: ${argument}`,
  ),
  D_PRINTF_DYN_PROTO: error(
    (name: string, index: number, conversion: string, what: string) =>
      `${name}( ) prototype mismatch: conversion #${index} (%${conversion}) is missing a corresponding "${what}" argument`,
  ),
  D_PRINTF_DYN_TYPE: error(
    (name: string, argIndex: number, index: number, conversion: string, argument: string) =>
      `${name}( ) argument #${argIndex} is incompatible with conversion #${index} prototype:\n\tconversion: % ${conversion}\n\t prototype: int\n\t  argument: ${argument}`,
  ),
  D_PRINTF_AGG_CONV: error(
    (name: string) => `%@ conversion requires an aggregation and is not for use with ${name}( )`,
    'printa("%@d\\n", @a) prints values of aggregations',
  ),
  D_PRINTA_PROTO: error(
    (given: number) => `printa( ) prototype mismatch: ${given} args passed, 2 expected`,
    'name the aggregation: printa("%@d\\n", @a)',
  ),
  D_PRINTA_AGGARG: error(
    (index: number, argument: string) =>
      `printa( ) argument #${index} is incompatible with prototype:${mismatch('aggregation', argument)}`,
  ),
  D_PRINTA_AGGKEY: error(
    (first: string, firstKeys: number, second: string, secondKeys: number) =>
      `printa( ): @${first} and @${second} do not have matching key signatures: @${first} has ${plural(firstKeys, 'key')}, @${second} has ${plural(secondKeys, 'key')}`,
    'print them one by one, or give them the same keys',
  ),
  D_PRINTA_AGGPROTO: error(
    (second: string, index: number, first: string, secondKey: string, firstKey: string) =>
      `printa( ): @${second}[ ] key #${index} is incompatible with @${first}:\n${first.padStart(9)} key #${index}: ${firstKey}\n${second.padStart(9)} key #${index}: ${secondKey}`,
    'print them one by one, or give them the same keys',
  ),
  D_PRINTA_BADAGG: error(
    (name: string) => `undefined aggregation: @${name}`,
    'an aggregation exists from its first use on, in the order of the text: @a = count();',
  ),
  D_STACK_SIZE: error(
    (name: string) => `${name}( ) argument #1 must be a non-zero positive integer constant`,
    'write the number itself, or a name that inline int gives to it',
  ),
  D_USTACK_FRAMES: error(
    (name: string) => `${name}( ) argument #1 must be a non-zero positive integer constant`,
    'write the number itself, or a name that inline int gives to it',
  ),
  D_USTACK_STRSIZE: error(
    (name: string) => `${name}( ) argument #2 must be a positive integer constant`,
    'write the number itself, or a name that inline int gives to it',
  ),
  D_FREOPEN_INVALID: error((name: string) => `freopen( ) argument #1 cannot be "${name}"`),
  // Speculation
  D_ACT_SPEC: error(() => 'destructive actions may not follow speculate( )', 'do it in a clause of its own'),
  D_EXIT_SPEC: error(() => 'exit( ) may not follow speculate( )', 'exit in a clause of its own'),
  D_SPEC_SPEC: error(
    () => 'speculate( ) may not follow speculate( )',
    'a clause records into one speculation',
  ),
  D_SPEC_COMM: error(
    () => 'speculate( ) may not follow commit( )',
    'speculate in a clause of its own, before the one that commits',
  ),
  D_SPEC_DREC: error(
    () => 'speculate( ) may not follow data-recording action(s)',
    'speculate first, then record: speculate(id); trace(x);',
  ),
  D_COMM_DREC: error(
    () => 'commit( ) may not follow data-recording action(s)',
    'commit in a clause of its own, or first',
  ),
  D_DREC_COMM: error(
    () => 'data-recording actions may not follow commit( )',
    'commit in a clause of its own',
  ),
} as const;

export type Tag = keyof typeof TAGS;
export type TagArgs<T extends Tag> = Parameters<(typeof TAGS)[T]['message']>;
