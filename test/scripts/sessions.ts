/**
 * The session of each script: what its page shows, and what the test runs. `shows` is what must be in the output: the
 * fact that the trigger was written for.
 */
export type Session = {
  /** The trigger runs already, and the script attaches to it for a while. */
  readonly attached?: true;
  /** Options of the script. */
  readonly options?: string;
  /** File of test/scripts/triggers/ and its arguments. */
  readonly trigger: string;
  readonly shows: readonly RegExp[];
  /** What is not the application's. */
  readonly hides?: RegExp;
  /** Async hooks are refused on some old Nodes. */
  readonly asyncHooks?: true;
  /** Which lines there are depends on Node's version or on chance: the page is not compared line by line. */
  readonly loose?: true;
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
  asynccount: {
    trigger: 'promises.mjs race',
    shows: [/ {2}Timeout +1\d$/m, / {2}PROMISE +\d\d+$/m],
    hides: /PIPE/,
    asyncHooks: true,
    loose: true,
  },
  asynctree: {
    trigger: 'service.mjs items=2 slow=2',
    shows: [/ {2}TCPSERVERWRAP +TCPWRAP +[1-9]\d* +\d+$/m, / {2}TCPWRAP +TCPCONNECTWRAP +[1-9]\d* +\d+$/m],
    asyncHooks: true,
    loose: true,
  },
  ctxloss: {
    trigger: 'service.mjs items=1 pooled=3',
    shows: [/ {2}fetch +quote \(.*service\.mjs:\d+:\d+\) +3 +1$/m, / drain \(|Timeout\.drain \(/],
  },
  deadcalls: {
    trigger: 'service.mjs items=2 gone=3',
    shows: [/ {2}\/gone\/:n +3$/m, / {2}\/gone\/:n +fetch +quote \(.*service\.mjs:\d+:\d+\) +3$/m],
  },
  dnslat: {
    trigger: 'sockets.mjs',
    shows: [/ {2}us +lookup +localhost/, / {2}failed: lookup nowhere\.invalid \w+ 1$/m],
    loose: true,
  },
  errsnoop: {
    trigger: 'work.mjs errors',
    shows: [
      /^warning +1 +DeprecationWarning +SHOP001 +the old way$/m,
      /^unhandled +1 +AbortError /m,
      /^rejection-handled +1 +Error +nobody waits$/m,
    ],
  },
  fetchlat: {
    trigger: 'service.mjs items=2 slow=3',
    shows: [
      / {2}first byte +http:[^\n]+\n[^\n]+\n[\s\S]*? (?:256|512) \|@/,
      / {2}connect +http:/,
      / {2}body +http:/,
    ],
  },
  fslat: {
    trigger: 'loop.mjs files',
    shows: [
      / {2}us +promise +readFile/,
      / {2}us +callback +stat/,
      / {2}sync: readFile +files \(.*loop\.mjs:\d+:\d+\) +\d+ us$/m,
      / {2}failed: readFile ENOENT \/nowhere 1$/m,
    ],
    hides: /preload|mkdir/,
    loose: true,
  },
  gcsnoop: {
    options: '--min 1000',
    trigger: 'loop.mjs garbage',
    shows: [/ scavenge +\d{4,} +\d$/m, / {2}scavenge +\d+ +\d+ +[1-9]\d*$/m],
    loose: true,
  },
  intervalsnoop: {
    trigger: 'timers.mjs interval',
    shows: [/ {2}interval \(.*timers\.mjs:\d+:\d+\) +20 +\d+ +\d+ +\d+ +(?:3[5-9]|[4-9]\d|\d{3,})$/m],
    asyncHooks: true,
  },
  joblat: {
    trigger: 'work.mjs jobs',
    shows: [/ {2}scrypt +.*work\.mjs:\d+:\d+\)? +8 +8$/m, / {2}ms +zlib +gzip/],
  },
  loopstall: {
    trigger: 'loop.mjs block',
    shows: [/ {2}(?:\w+\.)?parseReport \(.*loop\.mjs:\d+:\d+\) +(?:\w+\.)?parseReport \(.*\) +\d{3,}$/m],
    loose: true,
  },
  poolwait: {
    trigger: 'work.mjs pool',
    shows: [/ {2}us +shop:pool\.acquire/, / {2}shop:pool\.acquire +waiting at most 6$/m],
  },
  promisestuck: {
    options: '--window 200',
    trigger: 'promises.mjs stuck',
    shows: [/ +\d+ {2}locked \(.*promises\.mjs:\d+:\d+\) +6$/m],
    asyncHooks: true,
    loose: true,
  },
  promisetop: {
    trigger: 'promises.mjs stuck',
    shows: [/ {2}locked \(.*promises\.mjs:\d+:\d+\) +6$/m],
    asyncHooks: true,
  },
  raceloser: {
    trigger: 'promises.mjs race',
    shows: [/ {2}race +fastest \(.*promises\.mjs:\d+:\d+\) +10 +5 +\d+$/m],
  },
  reqlat: {
    attached: true,
    trigger: 'service.mjs items=5 slow=1 gone=1 again',
    shows: [/ {2}ms +\/items\/:n +2xx/, / {2}ms +\/gone\/:n +left/, / p50 <= \d+ {2}p90 <= \d+/],
  },
  reqlife: {
    trigger: 'service.mjs items=2 gone=1 audited=1 retry=1',
    shows: [
      /^ +\d+ GET +200 +\d+ +0 +0 {2}\/items\/1$/m,
      /^ +\d+ GET +gone +\d+ +1 +1 {2}\/gone\/3$/m,
      /^ +\d+ GET +200 +\d+ +1 +1 {2}\/audited\/4$/m,
      /^ +\d+ GET +200 +\d+ +3 +0 {2}\/retry\/5$/m,
    ],
  },
  reqorphan: {
    trigger: 'service.mjs items=2 audited=3',
    shows: [/ {2}\/audited\/:n +fetch +quote \(.*service\.mjs:\d+:\d+\) +3$/m],
  },
  reqtail: {
    options: '--min 250',
    trigger: 'service.mjs items=3 slow=1 gone=1',
    shows: [
      /\n +0 {2}GET \/slow\/4 from 127[\s\S]*? start +GET http[\s\S]*? done +GET http[\s\S]*?\n +\d{3,} {2}200\n/,
      /\n +0 {2}GET \/gone\/5 from 127[\s\S]*?\n +\d+ {2}gone\n/,
    ],
  },
  retrystorm: {
    trigger: 'service.mjs items=1 retry=3',
    shows: [/ {2}GET +http:.*\/quote +quote \(.*service\.mjs:\d+:\d+\) +6 +3$/m],
  },
  sockleak: {
    trigger: 'sockets.mjs',
    shows: [
      / {2}connect +forget \(.*sockets\.mjs:\d+:\d+\) +4 +4 +4$/m,
      / {2}connect +talk \(.*\) +0 +3 +3$/m,
    ],
  },
  streamlife: {
    trigger: 'work.mjs streams',
    shows: [/ {2}readable +Report +4 +8 +1$/m],
  },
  tcplife: {
    trigger: 'sockets.mjs',
    shows: [
      /^connect +127\.0\.0\.1 +\d+ +\d+ +3000 +3000 +$/m,
      /^connect +127\.0\.0\.1 +1 +\d+ +0 +0 {2}ECONNREFUSED$/m,
    ],
  },
  timeoutlat: {
    trigger: 'timers.mjs late',
    shows: [/ {2}late \(us\), by delay \(ms\) +10\s[\s\S]*? \d{5,} \|@/],
  },
  timeoutwaste: {
    trigger: 'service.mjs items=1 guarded=3',
    shows: [/ {2}setTimeout +600 .*service\.mjs:\d+:\d+\)? +3$/m],
  },
  timerleak: {
    attached: true,
    trigger: 'beats.mjs',
    shows: [
      / {2}setTimeout +60000 +(?:Timeout\.)?forget \(.*beats\.mjs:\d+:\d+\) +([1-9]\d*) +\1$/m,
      / {2}setTimeout +60000 +(?:Timeout\.)?tidy \(.*\) +0 +[1-9]\d*$/m,
    ],
  },
};

/** What a reader would type. */
export function commandsOf(script: string): string[] {
  const { attached, options = '', trigger } = SESSIONS[script] as Session;
  const run = `ntrace run ${[script, options].join(' ').trim()}`;
  const node = `node test/scripts/triggers/${trigger}`;
  return attached === true
    ? [`${node} > /dev/null 2>&1 &`, `${run} -p $! --duration 2s`]
    : [`${run} -- ${node}`];
}
