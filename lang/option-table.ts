/**
 * The options of -x, `#pragma D option`, DTRACE_OPT_* and setopt(): one row each, with type, default and range.
 * All of Oracle's are known, so that scripts and habits carry over; rows marked `unused` have no meaning here.
 */

/**
 * `bare` takes no value; `boolean` and `count` take a number or a word such as yes; `number` a number only;
 * `text` any value, `word` one of `words`, `any` a value or none.
 */
export type OptionType =
  | 'bare'
  | 'boolean'
  | 'count'
  | 'number'
  | 'size'
  | 'rate'
  | 'text'
  | 'word'
  | 'any'
  | 'attributes'
  | 'version';

export type OptionRow = {
  readonly name: string;
  readonly type: OptionType;
  /** As it would be written. */
  readonly default: string;
  readonly min?: number;
  readonly max?: number;
  /** For `word`: what it takes. */
  readonly words?: readonly string[];
  /** setopt() may change it while tracing. */
  readonly dynamic?: true;
  /** Only on the command line, not in a program. */
  readonly commandLine?: true;
  /** Checked as Oracle checks it, and nothing more: it concerns kernels, ELF or BPF. */
  readonly unused?: true;
  readonly doc: string;
};

const KIB = 1024;
const MAX_SIZE = Number.MAX_SAFE_INTEGER;

type Extra = Partial<OptionRow>;

function bare(name: string, doc: string, extra: Extra = {}): OptionRow {
  return { name, type: 'bare', default: 'no', doc, ...extra };
}
function flag(name: string, doc: string, extra: Extra = {}): OptionRow {
  return { name, type: 'boolean', default: 'no', doc, ...extra };
}
function count(name: string, standard: number, doc: string, extra: Extra = {}): OptionRow {
  return { name, type: 'count', default: String(standard), min: 0, max: 2 ** 31 - 1, doc, ...extra };
}
function size(name: string, standard: string, min: number, doc: string, extra: Extra = {}): OptionRow {
  return { name, type: 'size', default: standard, min, max: MAX_SIZE, doc, ...extra };
}
function rate(name: string, standard: string, doc: string, extra: Extra = {}): OptionRow {
  return { name, type: 'rate', default: standard, min: 0, max: MAX_SIZE, doc, ...extra };
}
function word(name: string, words: readonly string[], doc: string, extra: Extra = {}): OptionRow {
  return { name, type: 'word', default: words[0] as string, words, doc, ...extra };
}
function text(name: string, doc: string, extra: Extra = {}): OptionRow {
  return { name, type: 'text', default: '', doc, ...extra };
}
const dynamic = { dynamic: true } as const;
const commandLine = { commandLine: true } as const;

/** Oracle's that mean nothing to Node; those of the command line first. */
const UNUSED: readonly Omit<OptionRow, 'unused'>[] = [
  text('ctfpath', 'type data of the kernel', commandLine),
  text('ldpath', 'linker of -G', commandLine),
  size('lockmem', '0', 0, 'memory that the kernel may lock', { ...commandLine, words: ['unlimited'] }),
  text('modpath', 'modules of the kernel', commandLine),
  text('procfspath', 'where /proc is', commandLine),
  { name: 'amin', type: 'attributes', default: '', doc: 'least stability of what a program uses' },
  flag('bpflog', 'log of the BPF verifier'),
  size('bpflogsize', '0', 0, 'size of that log'),
  word('bufresize', ['auto', 'manual'], 'buffers that do not fit are made smaller'),
  bare('core', 'core dump at the end'),
  count('cpu', 0, 'CPU that is traced'),
  text('ctypes', 'file for the C types of a program'),
  word('debugassert', ['mutexes'], 'assertions of libdtrace'),
  { name: 'disasm', type: 'number', default: '1', min: 0, doc: 'stage of the disassembly' },
  text('dofstashpath', 'where static probes are kept'),
  text('dtypes', 'file for the D types of a program'),
  word('evaltime', ['exec', 'preinit', 'postinit', 'main'], 'where a started command is first stopped'),
  flag('grabanon', 'claim anonymous tracing'),
  { name: 'iregs', type: 'number', default: '8', min: 1, max: 8, doc: 'registers of generated code' },
  bare('kdefs', 'symbols of the kernel must be defined'),
  bare('knodefs', 'symbols of the kernel may be undefined'),
  word('late', ['dynamic', 'static'], 'when translators are compiled'),
  { name: 'lazyload', type: 'any', default: '', doc: 'load DOF late' },
  word('linkmode', ['kernel', 'dynamic', 'static'], 'how symbols are bound'),
  word('linktype', ['elf', 'dof', 'ELF', 'DOF'], 'output of -G'),
  { name: 'linknommap', type: 'any', default: '', doc: 'link without mapping' },
  flag('noresolve', 'print addresses of processes as they are'),
  { name: 'pgmax', type: 'number', default: '8', min: 0, doc: 'processes that are kept open' },
  size('preallocate', '0', 0, 'memory taken beforehand'),
  bare('strip', 'generated code without names'),
  text('sysslice', 'slice of system processes'),
  { name: 'tree', type: 'number', default: '1', min: 1, doc: 'print the syntax tree' },
  bare('udefs', 'symbols of processes must be defined'),
  bare('unodefs', 'symbols of processes may be undefined'),
  { name: 'useruid', type: 'number', default: '1000', min: 0, doc: 'first user id that is no system user' },
];

export const OPTIONS: readonly OptionRow[] = [
  rate('aggrate', '1s', 'how often aggregations are read', dynamic),
  size('aggsize', '4m', 0, 'memory for the keys of aggregations, per isolate'),
  count('aggsortkeypos', 0, 'which key aggsortkey sorts by, from 0', dynamic),
  count('aggsortpos', 0, 'which aggregation a printa of several sorts by, from 0', dynamic),
  flag('aggsortkey', 'sort aggregations by key instead of value', dynamic),
  flag('aggsortrev', 'sort aggregations in reverse', dynamic),
  flag('agghist', 'draw a bar beside each count, sum, average and deviation', dynamic),
  flag('aggpack', 'print each quantize and lquantize distribution in one line', dynamic),
  bare('aggpercpu', 'print each value of an aggregation by CPU too: there is one'),
  flag('aggzoom', 'scale bars to the largest value instead of to the sum', dynamic),
  flag('aggpercent', 'print percentiles under each distribution: bounds, as its buckets give them', dynamic),
  bare('argref', 'do not complain about macro arguments that the program does not use'),
  word('bufpolicy', ['switch', 'fill', 'ring'], 'what happens when the record buffer is full'),
  size('bufsize', '4m', 0, 'memory for records that wait for the consumer'),
  rate('cleanrate', '101hz', 'how often speculations are cleaned'),
  bare('cpp', 'run the C preprocessor over the program first', commandLine),
  text('cppargs', 'further arguments of the preprocessor', commandLine),
  bare('cpphdrs', 'print the names of included files, as -H does', commandLine),
  text('cpppath', 'the preprocessor', { ...commandLine, default: 'cpp' }),
  bare('debug', 'messages about what ntrace does, as DTRACE_DEBUG in the environment does'),
  bare('defaultargs', 'read missing macro arguments as 0 and ""'),
  text('define', 'define a name for the preprocessor, as -D does', commandLine),
  flag('destructive', 'allow destructive actions, as -w does'),
  flag('droptags', 'name the cause of drops by tag'),
  size('dynvarsize', '1m', 0, 'memory for associative arrays and self-> variables'),
  bare('empty', 'accept a program without clauses'),
  word(
    'encoding',
    ['auto', 'ascii', 'utf8'],
    'characters of pictures: auto packs in Unicode blocks on a terminal that has them, and draws bars in ASCII',
    dynamic,
  ),
  bare('errtags', 'print compile errors in the form of dtrace, with tag'),
  flag('flowindent', 'indent entry and return', dynamic),
  text('incdir', 'folder of files to include, as -I', commandLine),
  count('jstackframes', 50, 'frames of jstack()', { min: 1, max: 1024 }),
  size('jstackstrsize', '512', 0, 'accepted for compatibility'),
  text('libdir', 'folder of D libraries to load first, as -L'),
  count('maxframes', 127, 'no stack has more frames', { min: 1, max: 1024 }),
  bare('nolibs', 'load no D libraries'),
  count('fnlimit', 1000, 'functions that function probes may match in an isolate'),
  count('fnrate', 500, 'hits of function probes by breakpoint in a second; of returns a tenth'),
  count('nspec', 1, 'speculations that can be active'),
  size('pcapsize', '1600', 0, 'accepted for compatibility'),
  count('printdepth', 4, 'levels that print() goes into a JavaScript value', { max: 100 }),
  size('printsize', '8192', 0, 'bytes that print() shows of a structure or a JavaScript value', dynamic),
  bare('pspec', 'a word that could begin a type or a probe description is a description, as with -n'),
  flag('quiet', 'print only what the program prints', dynamic),
  flag('quietresize', 'do not report that buffers were made smaller', dynamic),
  flag('rawbytes', 'print what trace() is given, and strings that are keys, as bytes', dynamic),
  size('scratchsize', '256', 0, 'memory for what a clause allocates'),
  size('specsize', '4m', 0, 'memory of one speculation'),
  count('stackframes', 20, 'frames of stack()', { min: 1, max: 1024 }),
  count('stackindent', 14, 'blanks before each frame of a stack', dynamic),
  rate('statusrate', '1s', 'how often exit() is looked for; unless set: at once'),
  word('stdc', ['a', 'c', 's', 't'], 'conformance of the preprocessor', commandLine),
  size('strsize', '256', 2, 'bytes that a string keeps', { max: 64 * KIB }),
  rate('switchrate', '1s', 'how often records are read; unless set: at once', dynamic),
  text('syslibdir', 'folder of D libraries to load before those of -L'),
  flag('temporal', 'records of all isolates in the order in which their probes fired'),
  {
    name: 'tregs',
    type: 'number',
    default: '8',
    min: 1,
    doc: 'an array or aggregation has one key more at most',
  },
  text('undef', 'undefine a name for the preprocessor, as -U does', commandLine),
  bare(
    'unsafehooks',
    'run async-hook probes on a Node where a stack overflow is fatal meanwhile',
    commandLine,
  ),
  count('ustackframes', 20, 'frames of ustack()', { min: 1, max: 1024 }),
  bare('verbose', 'print the JavaScript that the program became, as -S does'),
  { name: 'version', type: 'version', default: '2.0', doc: 'version of the D language that is asked for' },
  bare('zdefs', 'accept probe descriptions that match nothing, as -Z does'),
  ...UNUSED.map((row) => ({ ...row, unused: true as const })),
];

export const OPTIONS_BY_NAME: ReadonlyMap<string, OptionRow> = new Map(OPTIONS.map((row) => [row.name, row]));
