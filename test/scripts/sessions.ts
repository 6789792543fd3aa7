/**
 * The session of each script: what its page shows, and what the test runs. `shows` is what must be in the output: the
 * fact that the trigger was written for.
 */
export type Session = {
  /** Options of the script. */
  readonly options?: string;
  /** File of test/scripts/triggers/ and its arguments. */
  readonly trigger: string;
  readonly shows: readonly RegExp[];
  /** Async hooks are refused on some old Nodes. */
  readonly asyncHooks?: true;
};

export const SESSIONS: Readonly<Record<string, Session>> = {
  abortfan: {
    trigger: 'aborts.mjs 2',
    shows: [/ controller +userLeaves \(.*:19:14\)\s+value [^\n]+\n[^\n]+\n +3 \|@+ 2 *\n/],
  },
  abortlat: {
    trigger: 'jobs.mjs',
    shows: [/ {2}Timeout\.job \(.*jobs\.mjs:7:11\) +(?:[3-9]\d|\d{3,})$/m],
    asyncHooks: true,
  },
  abortlost: {
    trigger: 'jobs.mjs download',
    shows: [/^dropped-signal +controller +fetch +download \(.*jobs\.mjs:20:26\) .* 1 +\d+ ms$/m],
    asyncHooks: true,
  },
  abortsnoop: {
    trigger: 'aborts.mjs 2',
    shows: [/ controller +\d+ ms +3 +0 {2}Error: user left$/m, / timeout +\d+ ms +1 +0 {2}TimeoutError/],
  },
  aborttop: {
    options: '--most 3',
    trigger: 'signals.mjs',
    shows: [/ {3}\d+ +1 controller +20$/m],
  },
  abortwho: {
    trigger: 'aborts.mjs 2',
    shows: [
      /^any +either \(.*aborts\.mjs:35:14\) +wait \(.*aborts\.mjs:7:10\) +4$/m,
      /^controller +userLeaves \(.*aborts\.mjs:19:14\) +wait \(.*aborts\.mjs:7:10\) +6$/m,
    ],
  },
  sigany: {
    trigger: 'signals.mjs',
    shows: [/ {2}request \(.*signals\.mjs:\d+:\d+\) +21 +[1-9]\d* +\d+$/m],
  },
  sigleak: {
    trigger: 'signals.mjs',
    shows: [/ {2}watch \(.*signals\.mjs:\d+:\d+\) +20 +20$/m, / {2}guarded \(.*\) +0 +20$/m],
  },
};

export function commandOf(script: string): string {
  const { options = '', trigger } = SESSIONS[script] as Session;
  return `ntrace run ${[script, options].join(' ').trim()} -- node test/scripts/triggers/${trigger}`;
}
