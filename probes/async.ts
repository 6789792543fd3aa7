/**
 * async: the life of asynchronous resources, by type (the probe's module). One async hook with only the
 * callbacks that the enabled clauses need. before, after, destroy and resolve learn their type from a ring
 * indexed by asyncId; resources older than the attach are not in it and stay silent.
 */
import type { RecordType } from '../wire/probe.js';
import { AsyncEnabling } from './async/enabling.js';
import type { Provider } from './provider.js';
import { probesOf, record } from './support/define.js';

const RESOURCE: RecordType = {
  name: 'resource',
  doc: 'The asynchronous resource.',
  integer: 'id',
  members: [
    { name: 'id', type: 'int64', doc: 'Its asyncId.' },
    {
      name: 'trigger',
      type: 'int64',
      doc: 'asyncId of what caused it; in before and after 0 when it is older than the attach.',
    },
    { name: 'type', type: 'string', doc: 'Its type, as in the module of the probe.' },
  ],
};
const ARG = record('resource', RESOURCE);
const PROBES = [
  { name: 'init', args: [ARG], doc: 'It was made.' },
  { name: 'before', args: [ARG], doc: 'A callback of it is about to run.' },
  { name: 'after', args: [ARG], doc: 'The callback has ended.' },
  {
    name: 'destroy',
    args: [ARG],
    doc: 'It is gone. For PROMISE only when a description names that module: it makes every await dear.',
  },
] as const;
const RESOLVE = { name: 'resolve', args: [ARG], doc: 'The promise was resolved or rejected.' } as const;

/**
 * Types that every supported Node has or may have; a target's own list (hello.modules) and those its
 * libraries make up (AsyncResource) come on top.
 */
const TYPES = [
  'Timeout',
  'Immediate',
  'TickObject',
  'Microtask',
  'TCPWRAP',
  'TCPSERVERWRAP',
  'TCPCONNECTWRAP',
  'PIPEWRAP',
  'PIPESERVERWRAP',
  'PIPECONNECTWRAP',
  'UDPWRAP',
  'UDPSENDWRAP',
  'TLSWRAP',
  'WRITEWRAP',
  'SHUTDOWNWRAP',
  'GETADDRINFOREQWRAP',
  'GETNAMEINFOREQWRAP',
  'QUERYWRAP',
  'DNSCHANNEL',
  'FSREQCALLBACK',
  'FSREQPROMISE',
  'FILEHANDLE',
  'FILEHANDLECLOSEREQ',
  'FSEVENTWRAP',
  'STATWATCHER',
  'DIRHANDLE',
  'HTTPINCOMINGMESSAGE',
  'HTTPCLIENTREQUEST',
  'HTTP2SESSION',
  'HTTP2STREAM',
  'HTTP2PING',
  'HTTP2SETTINGS',
  'PROCESSWRAP',
  'SIGNALWRAP',
  'TTYWRAP',
  'JSSTREAM',
  'STREAMPIPE',
  'MESSAGEPORT',
  'WORKER',
  'WORKERHEAPSNAPSHOT',
  'ZLIB',
  'ELDHISTOGRAM',
  'BLOBREADER',
  'INSPECTORJSBINDING',
  'HASHREQUEST',
  'PBKDF2REQUEST',
  'SCRYPTREQUEST',
  'RANDOMBYTESREQUEST',
  'RANDOMPRIMEREQUEST',
  'CHECKPRIMEREQUEST',
  'SIGNREQUEST',
  'VERIFYREQUEST',
  'CIPHERREQUEST',
  'DERIVEBITSREQUEST',
  'KEYPAIRGENREQUEST',
  'KEYGENREQUEST',
  'KEYEXPORTREQUEST',
];

export const async: Provider = {
  name: 'async',
  doc: 'Asynchronous resources: made, run, gone; the module is the type.',
  stability: 'evolving',
  openness: 'modules',
  notes: [
    'before, after, destroy and resolve are silent for resources that are older than the attach, and for those that outlived 65,536 younger ones (of sockets and parsers 4,096 more are kept); the latter count as drops.',
    'Each enabled name switches one callback of `async_hooks` on. The dearest is `destroy` of promises: only `async:PROMISE::destroy` matches it. About 6 ns per await stay behind until the process ends.',
    'On Node below 20.20, 22.22, 24.13 and 25.3 a stack overflow is fatal while these hooks are on; there they are refused unless `-x unsafehooks`.',
  ],
  example: 'async:::init { @[probemod] = count(); }',
  types: [RESOURCE],
  probes: [
    ...probesOf('async', TYPES, '', PROBES),
    ...probesOf('async', ['PROMISE'], '', [...PROBES, RESOLVE]).map((probe) =>
      probe.name === 'destroy' ? ({ ...probe, explicit: true } as const) : probe,
    ),
  ],
  enable: (host, sites) => new AsyncEnabling(host, sites),
};
