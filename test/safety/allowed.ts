/**
 * What generated code may call, by the names under which it does. Whoever adds a function to the runtime's table
 * adds it here, after making sure that it ends, and never runs code of the application: boobytrap.test.ts then
 * calls it with values that would tell.
 */

/** Functions and constants of `rt` that a clause may use. */
export const RT_VALUES: readonly string[] = ['pid', 'ppid', 'tid', 'uid', 'gid'];

/** They alone take values of the application, as they came. */
export const RT_TAKES_ANYTHING: readonly string[] = [
  'argInt',
  'argString',
  'property',
  'text',
  'truth',
  'describe',
  'printValue',
  'printRecord',
];

export const RT_FUNCTIONS: readonly string[] = [
  ...RT_TAKES_ANYTHING,
  'commit',
  'exit',
  'stack',
  'stackdepth',
  'caller',
  'selfGet',
  'selfSet',
  'selfAssociative',
  'timestamp',
  'walltimestamp',
  'elapsed',
  'strftime',
  'vtimestamp',
  'probeprov',
  'probemod',
  'probefunc',
  'probename',
  'probeid',
  'execname',
  'cwd',
  'errno',
  'asyncid',
  'requestid',
  'signalid',
  'route',
  'traceid',
  'triggerid',
  'asynctype',
  'rand',
  'gather',
  'speculation',
  'speculate',
  'speculated',
  'tooLarge',
  'commitSpeculation',
  'discardSpeculation',
  // Bounded by half a second in each; only with -w.
  'chill',
  'raise',
];

/** Used while the program is set up, outside of its clauses. */
export const RT_SETUP: readonly string[] = ['ops', 'reader', 'aggregation', 'associative', 'memory'];

export const CELL_GETTERS: readonly string[] = ['cell0', 'cell1', 'cell2', 'cell3', 'cellN'];
export const ARRAY_METHODS: readonly string[] = ['get1', 'get2', 'getN', 'set1', 'set2', 'setN'];
