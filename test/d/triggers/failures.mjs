// A warning, a rejection that is handled late, errors that the process catches, and an exit code; nothing is printed.
import { setImmediate } from 'node:timers/promises';

process.on('unhandledRejection', () => {});
process.removeAllListeners('warning');
process.on('uncaughtException', () => {});
const late = Promise.reject(Object.assign(new RangeError('too late'), { code: 'E_LATE' }));
await setImmediate();
late.catch(() => {});
process.emitWarning('careful', { type: 'CustomWarning', code: 'W1' });
await setImmediate();
setTimeout(() => {
  throw new TypeError('caught by the process');
});
setTimeout(() => {
  throw 'no error';
});
process.exitCode = 3;
