/**
 * proc: what happens to the process as a whole: its end, warnings, errors that nobody caught and rejections that nobody
 * handled. From `process.emit`, which Node calls whether somebody listens or not.
 */
import type { ArgDef } from '../wire/probe.js';
import { ProcessEnabling } from './proc/events.js';
import type { Provider } from './provider.js';
import { probesOf, record } from './support/define.js';
import { FAILURE } from './support/process-events.js';

const FAILED = record('failure', FAILURE);
const value = (doc: string): ArgDef => ({ name: 'value', type: 'js', doc });

export const proc: Provider = {
  name: 'proc',
  doc: 'The process as a whole: exit, warnings, uncaught errors, unhandled rejections; of a worker, its own.',
  stability: 'evolving',
  openness: 'listed',
  notes: [
    'A process that a signal ends, or process.abort(), tells no exit. Signals that the application handles are not seen.',
    'No listener is added: what becomes of an error or a rejection, and what process.listenerCount() says, stays as it is. Under `--unhandled-rejections=strict` a rejection shows as `uncaught` first.',
    '`unhandled` and `rejection-handled` have no stack: Node tells them when the code has returned.',
  ],
  example: 'proc:::uncaught, proc:::unhandled { @[probename, args[0]->name, args[0]->message] = count(); }',
  types: [FAILURE],
  probes: probesOf('proc', [''], '', [
    {
      name: 'exit',
      args: [{ name: 'code', type: 'int32', doc: 'The exit code.' }],
      doc: 'The process, or the worker, is about to end by itself: process.exit(), nothing left to do, an error.',
    },
    {
      name: 'warning',
      args: [FAILED, value('The warning.')],
      doc: 'process.emitWarning() was called, by Node or by the application.',
    },
    { name: 'uncaught', args: [FAILED, value('What was thrown.')], doc: 'An error was caught by nobody.' },
    {
      name: 'unhandled',
      args: [FAILED, value('The reason.')],
      doc: 'A promise was rejected, and nobody has handled it in that turn.',
    },
    {
      name: 'rejection-handled',
      args: [FAILED, value('The reason.')],
      doc: 'One that was told as unhandled is handled after all.',
    },
  ]),
  enable: (host, sites) => new ProcessEnabling(host, sites),
};
