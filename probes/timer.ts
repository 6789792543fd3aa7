/**
 * timer: setTimeout, setInterval, setImmediate: armed, fired (and how late), cleared, refreshed.
 * Hooks: probes/timer/.
 */
import type { ArgDef, RecordType } from '../wire/probe.js';
import type { Provider } from './provider.js';
import { probesOf, record } from './support/define.js';
import { TimerEnabling } from './timer/enabling.js';

const TIMER: RecordType = {
  name: 'timer',
  doc: 'The timer.',
  integer: 'id',
  members: [
    { name: 'id', type: 'int64', doc: 'Number of the timer, from 1; 0 for one armed before the attach.' },
    { name: 'delayMs', type: 'int64', doc: 'Delay in ms as Node took it; 0 for setImmediate.' },
    { name: 'repeat', type: 'int32', doc: '1: an interval.' },
    { name: 'ref', type: 'int32', doc: '1: it keeps the process alive.' },
  ],
};
const ARG = record('timer', TIMER);
const LATENESS: ArgDef = {
  name: 'lateness',
  type: 'int64',
  doc: 'ns after the time it was due; 0 when it fired within the millisecond that Node rounds down.',
  readsClock: true,
};
const CREATE = { name: 'create', args: [ARG], doc: 'A timer was armed.' };
const FIRE = { name: 'fire', args: [ARG, LATENESS], doc: 'Its callback is about to run.' };
const CLEAR = { name: 'clear', args: [ARG], doc: 'It was cleared while armed.' };
const REFRESH = { name: 'refresh', args: [ARG], doc: 'It was armed again by refresh().' };

export const timer: Provider = {
  name: 'timer',
  doc: 'Timers: when they are armed, fire (and how late), are cleared and refreshed.',
  stability: 'evolving',
  openness: 'listed',
  notes: [
    'Timers of `timers/promises`, of Node itself, and of code that took `setTimeout` before the attach are seen too.',
    'Timers armed before the attach show when they are cleared or refreshed, not when they fire. Timers that Node clears itself do not show as `clear`.',
    'At most 262,144 live timers are followed; the others count as drops.',
  ],
  example: 'timer::setTimeout:fire { @["late (us)"] = quantize(args[1] / 1000); }',
  types: [TIMER],
  probes: [
    ...probesOf('timer', [''], 'setTimeout', [CREATE, FIRE, CLEAR, REFRESH]),
    ...probesOf('timer', [''], 'setInterval', [CREATE, FIRE, CLEAR, REFRESH]),
    ...probesOf('timer', [''], 'setImmediate', [CREATE, FIRE, CLEAR]),
  ],
  enable: (host, sites) => new TimerEnabling(host, sites),
};
