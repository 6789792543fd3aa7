/**
 * sdt: what the application, its libraries and Node itself publish on channels of node:diagnostics_channel. The
 * module is the channel. A process has others than those listed here; they may come at any time.
 */
import type { ArgDef, ProbeDef } from '../wire/probe.js';
import type { Provider } from './provider.js';
import { ChannelEnabling, channelNames } from './sdt/enabling.js';
import { EVENTS, type Event, probeOf } from './sdt/names.js';
import { probesOf } from './support/define.js';

const NAME: ArgDef = { name: 'channel', type: 'string', doc: 'Its whole name.' };
const MESSAGE: readonly ArgDef[] = [
  { name: 'message', type: 'js', doc: 'What was published: args[0].request.method reads a member.' },
  NAME,
];
const CONTEXT: readonly ArgDef[] = [
  {
    name: 'context',
    type: 'js',
    doc: 'The object of this one operation; its result and error once it has them.',
  },
  NAME,
];
const DOCS: Readonly<Record<Event, string>> = {
  start: 'The operation is called.',
  end: 'The call has returned or thrown; what it waits for goes on.',
  asyncStart: 'What it waited for is there: its callback or the code behind its await runs next.',
  asyncEnd: 'The callback has returned; of a promise, at once.',
  error: 'It threw, was rejected, or gave its callback an error.',
};
const PLAIN = [{ name: 'message', args: MESSAGE, doc: 'A message was published.' }];
const TRACING = EVENTS.map((name) => ({ name, args: CONTEXT, doc: DOCS[name] }));

/** What Node itself publishes, once the module is loaded that does. */
const OF_NODE: readonly string[] = [
  'child_process',
  'http.client.request.error',
  'http.client.request.start',
  'http.client.response.finish',
  'http.server.request.start',
  'http.server.response.finish',
  'net.client.socket',
  'net.server.socket',
  'udp.socket',
  'undici:client:beforeConnect',
  'undici:client:connectError',
  'undici:client:connected',
  'undici:client:sendHeaders',
  'undici:request:bodySent',
  'undici:request:create',
  'undici:request:error',
  'undici:request:headers',
  'undici:request:trailers',
  'undici:websocket:close',
  'undici:websocket:open',
  'undici:websocket:ping',
  'undici:websocket:pong',
  'undici:websocket:socket_error',
  'worker_threads',
];
const SINCE_22: readonly string[] = [
  'console.debug',
  'console.error',
  'console.info',
  'console.log',
  'console.warn',
  'http.client.request.created',
  'http.server.response.created',
  'http2.client.stream.bodyChunkSent',
  'http2.client.stream.bodySent',
  'http2.client.stream.close',
  'http2.client.stream.created',
  'http2.client.stream.error',
  'http2.client.stream.finish',
  'http2.client.stream.start',
  'http2.server.stream.close',
  'http2.server.stream.created',
  'http2.server.stream.error',
  'http2.server.stream.finish',
  'http2.server.stream.start',
  'process.execve',
];
const TRACED = ['net.server.listen'];
const TRACED_SINCE_22 = ['module.import', 'module.require'];

function since(probes: readonly ProbeDef[], version: string): ProbeDef[] {
  return probes.map((probe) => ({ ...probe, since: version }));
}

export const sdt: Provider = {
  name: 'sdt',
  doc: 'Messages on the channels of node:diagnostics_channel: of the application, its libraries, Node; the module is the channel.',
  stability: 'evolving',
  openness: 'growing',
  notes: [
    'A name with colons is quoted: `sdt:"undici:request:create"::message`. Channels that appear after the enabling are traced too, by exact name and by glob; `-l -p PID` lists those that are there.',
    'A tracing channel NAME has the probes `start end asyncStart asyncEnd error` of the module NAME. `self->` set in `start` is that of the operation until `asyncEnd`, or until an `end` with the result.',
    'A program that publishes only where somebody listens does so while a clause is on: that work is added. A message costs some 30 ns, an operation of a tracing channel 50 to 90 ns for its start, 0.5 to 1 us where the program uses `self->`. At most 4,096 channels are traced.',
    'A glob needs the inspector inside the process (no port is opened): under the permission model only channels that are named are traced. A channel whose name is a symbol is known by its text.',
  ],
  example: 'sdt:"undici:request:create"::message { @[args[0].request.origin] = count(); }',
  types: [],
  probes: [
    ...probesOf('sdt', OF_NODE, '', PLAIN),
    ...since(probesOf('sdt', SINCE_22, '', PLAIN), '22'),
    ...probesOf('sdt', TRACED, '', TRACING),
    ...since(probesOf('sdt', TRACED_SINCE_22, '', TRACING), '22'),
  ],
  present: (host) => channelNames(host).map(probeOf),
  enable: (host, sites) => new ChannelEnabling(host, sites),
};
