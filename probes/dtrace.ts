/**
 * dtrace: the probes of the tracer itself. The agent fires them: BEGIN when a program is enabled, END when
 * it is stopped, ERROR when a clause faults. So there is nothing to install.
 */
import type { Provider } from './provider.js';

export const dtrace: Provider = {
  name: 'dtrace',
  doc: 'The tracer itself.',
  stability: 'stable',
  openness: 'listed',
  notes: [
    'Nothing is installed for them, so they cost nothing.',
    'BEGIN and END run in every isolate (main thread or worker); what they record is printed of the first one only. If a target is gone, ntrace runs END itself and says so.',
  ],
  example: 'BEGIN { trace("hello"); exit(0); }',
  types: [],
  probes: [
    { provider: 'dtrace', module: '', function: '', name: 'BEGIN', args: [], doc: 'Before any other probe.' },
    {
      provider: 'dtrace',
      module: '',
      function: '',
      name: 'END',
      args: [],
      doc: 'After all others: exit(), Ctrl-C, end of the target.',
    },
    {
      provider: 'dtrace',
      module: '',
      function: '',
      name: 'ERROR',
      args: [
        { name: 'unused', type: 'int64', doc: 'Always 0.' },
        { name: 'probe', type: 'int64', doc: 'Id of the probe whose clause faulted.' },
        { name: 'action', type: 'int64', doc: 'Index of the clause that faulted, from 0.' },
        { name: 'offset', type: 'int64', doc: 'Offset of the faulting expression in the program text.' },
        { name: 'fault', type: 'int64', doc: 'Kind of fault, a DTRACEFLT_ constant.' },
        { name: 'address', type: 'int64', doc: 'Faulting address, where there is one.' },
      ],
      doc: 'A clause faulted (division by zero, NULL string, …).',
    },
  ],
  enable: () => ({ update: () => {} }),
};
