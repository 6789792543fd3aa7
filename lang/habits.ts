/**
 * Words of other languages and tracers that D has not, and what D has for them. Consulted only for names that are
 * not known, so a row does no harm when its name comes to be one of D's.
 */

const PRINTS = 'printf("%s %d\\n", s, n) prints strings and numbers, print(args[0]) a value with its members';

/** Hints, by name of a variable. */
const NAMES: Readonly<Record<string, string>> = {
  null: 'D has NULL for strings and pointers, 0 for numbers',
  undefined: 'D has NULL for strings and pointers, 0 for numbers',
  nil: 'D has NULL for strings and pointers, 0 for numbers',
  None: 'D has NULL for strings and pointers, 0 for numbers',
  true: 'true is 1, or any number but 0',
  false: 'false is 0',
  NaN: 'D computes with 64-bit integers only',
  Infinity: 'D computes with 64-bit integers only',
  process: 'pid, ppid, execname and cwd tell about the process',
  console: PRINTS,
  window: 'pid, ppid, execname and cwd tell about the process',
  global: 'pid, ppid, execname and cwd tell about the process',
  globalThis: 'pid, ppid, execname and cwd tell about the process',
  Date: 'walltimestamp is the time of day in ns, printf("%Y", walltimestamp) prints it',
  now: 'timestamp is the clock in ns, walltimestamp the time of day',
  time: 'timestamp is the clock in ns, walltimestamp the time of day',
  performance: 'timestamp is the clock in ns, vtimestamp the CPU time of the thread',
  Math: 'D computes with 64-bit integers: x > y ? x : y is the larger one, @ = max(x) the largest',
  JSON: 'print(args[0]) prints a value with its members',
  elapsed: 'BEGIN { start = timestamp; } then timestamp - start',
  username: 'uid is the number of the user',
  hostname: 'the output of a trace is of one machine: D has no name for it',
  retval: 'what a probe hands over stands in args[0], args[1], …: ntrace -lv -n PROBE shows them',
  ctx: 'what a probe hands over stands in args[0], args[1], …: ntrace -lv -n PROBE shows them',
  arguments: 'what a probe hands over stands in args[0], args[1], …: ntrace -lv -n PROBE shows them',
  probe: 'probeprov, probemod, probefunc and probename name the probe',
  func: 'probefunc is the function part of the probe',
  cpid: '$target is the process that is traced',
  ncpus: 'an isolate of JavaScript runs on one thread: cpu is 0',
  numaid: 'an isolate of JavaScript runs on one thread: cpu is 0',
  cgroup: 'ntrace reads nothing of the kernel',
  curtask: 'ntrace reads nothing of the kernel',
};

/** Hints, by name of a function or method. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  log: PRINTS,
  info: PRINTS,
  error: PRINTS,
  println: PRINTS,
  puts: PRINTS,
  echo: PRINTS,
  sprintf: 'strjoin(a, b) joins strings, lltostr(n) makes one of a number',
  stringify: 'print(args[0]) prints a value with its members',
  average: 'avg(n) is the mean',
  mean: 'avg(n) is the mean',
  total: 'sum(n) is the total',
  increment: 'count() counts firings, sum(n) adds',
  inc: 'count() counts firings, sum(n) adds',
  histogram: 'quantize(n) is a histogram by powers of two, lquantize(n, from, to, step) by equal steps',
  median: 'quantize(n) shows how values are distributed',
  percentile: 'quantize(n) shows how values are distributed',
  p50: 'quantize(n) shows how values are distributed',
  p90: 'quantize(n) shows how values are distributed',
  p95: 'quantize(n) shows how values are distributed',
  p99: 'quantize(n) shows how values are distributed',
  stats: 'count(), avg(n) and sum(n) go into an aggregation each',
  length: 'strlen(s) is the length of a string',
  size: 'strlen(s) is the length of a string',
  concat: 'strjoin(a, b) joins two strings',
  join: 'strjoin(a, b) joins two strings',
  includes: 'strstr(s, part) != NULL, or index(s, part) >= 0',
  contains: 'strstr(s, part) != NULL, or index(s, part) >= 0',
  strcontains: 'strstr(s, part) != NULL, or index(s, part) >= 0',
  indexOf: 'index(s, part) is the place of a string in another',
  lastIndexOf: 'rindex(s, part) is the last place of a string in another',
  startsWith: 'index(s, part) == 0',
  endsWith: 'compare substr(s, strlen(s) - n) with it',
  strcmp: 'strings are compared with ==, <, >',
  strncmp: 'compare substr(s, 0, n) with it',
  slice: 'substr(s, from, length) is a part of a string',
  substring: 'substr(s, from, length) is a part of a string',
  split: 'strtok(s, ",") is the first part, strtok(NULL, ",") each next one',
  toUpperCase: 'toupper(s)',
  toLowerCase: 'tolower(s)',
  trim: 'strtok(s, " ") leaves blanks out',
  replace: 'D changes no strings: strjoin() and substr() build new ones',
  match: 'D has no patterns: index(), strstr() and == compare strings',
  test: 'D has no patterns: index(), strstr() and == compare strings',
  toString: 'lltostr(n) makes a string of a number',
  String: 'lltostr(n) makes a string of a number',
  itoa: 'lltostr(n) makes a string of a number',
  parseInt: 'strtoll(s) makes a number of a string',
  Number: 'strtoll(s) makes a number of a string',
  atoi: 'strtoll(s) makes a number of a string',
  floor: 'integers divide without remainder: 7 / 2 is 3',
  round: 'integers divide without remainder: 7 / 2 is 3',
  abs: 'x < 0 ? -x : x',
  random: 'rand() is a random number',
  now: 'timestamp is the clock in ns, walltimestamp the time of day',
  hrtime: 'timestamp is the clock in ns, walltimestamp the time of day',
  Date: 'walltimestamp is the time of day in ns, printf("%Y", walltimestamp) prints it',
  time: 'printf("%Y", walltimestamp) prints the time of day',
  strftime: 'printf("%Y", walltimestamp) prints the time of day',
  setTimeout: 'a clause of tick-1s runs each second',
  setInterval: 'a clause of tick-1s runs each second',
  sleep: 'a clause waits for nothing: a clause of tick-1s runs each second',
  str: 'members of args[] are strings already: args[0]->origin',
  buf: 'members of args[] are strings already: args[0]->origin',
  delete: 'x[key] = 0 empties an element of an array, trunc(@a) an aggregation',
  zero: 'clear(@a) sets the values of an aggregation to 0',
  len: 'strlen(s) is the length of a string; D does not count what an array or aggregation holds',
  cat: 'D reads no files; system("cat FILE") runs a command, with -w',
  ksym: 'a frame of a stack names its function: ustack(1)',
  kaddr: 'a frame of a stack names its function: ustack(1)',
  reg: 'JavaScript has no registers to read',
  signal: 'raise(n) sends a signal, with -w',
  override: 'ntrace watches: it changes no results',
  require: 'D has no modules: -I and #include with -C bring other files in',
};

export function nameHint(name: string): string | undefined {
  return Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
}

export function functionHint(name: string): string | undefined {
  return Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
}

const KERNEL =
  /^(?:syscall|fbt|vfs|fsinfo|io|sched|proc|sysinfo|vminfo|mib|ip|tcp|udp|udplite|iscsi|nfsv[34]|smb2?|srp|fc|cpc|lockstat|rawfbt|rawtp|lockmem|dtmalloc|vm|kinst)$/;
const RUNTIMES =
  /^(?:node|javascript|hotspot|python|php|perl|ruby|postgresql|mysql|plockstat|ustack|usdt)[\d*]*$/;
const BPFTRACE =
  /^(?:tracepoint|rawtracepoint|k(?:ret)?probe|kfunc|kretfunc|fentry|fexit|u(?:ret)?probe|usdt|software|hardware|watchpoint|iter|interval|profile)$/;

/** Of a description whose provider ntrace has not. */
export function providerHint(provider: string): string | undefined {
  if (BPFTRACE.test(provider))
    return `${provider} is of bpftrace: ntrace sees JavaScript, and its probes are provider:module:function:name`;
  if (KERNEL.test(provider))
    return `${provider} probes are of the kernel: ntrace sees JavaScript, dtrace and bpftrace see the kernel`;
  if (RUNTIMES.test(provider))
    return 'ntrace has probes of its own in Node, and reads none that are compiled in';
  return undefined;
}
