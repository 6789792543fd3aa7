/**
 * ntrace's own log: pino on stderr, loaded only when --log-level or NTRACE_LOG asks for it; lines as libdtrace
 * writes them with -x debug or DTRACE_DEBUG.
 */
import { NAME, writeError } from './say.js';

export type Log = (message: string, details?: Readonly<Record<string, unknown>>) => void;

const silent: Log = () => {};

export async function openLog(level: string | undefined): Promise<Log> {
  if (level === undefined || level === 'silent') return silent;
  const { pino } = await import('pino');
  const logger = pino({ name: 'ntrace', level }, pino.destination({ dest: 2, sync: true }));
  return (message, details) => logger.debug(details ?? {}, message);
}

/** `ntrace DEBUG 1718000000: attached {"pid":42,"ms":31}` */
export const debugLog: Log = (message, details) => {
  const seconds = Math.floor(Date.now() / 1000);
  writeError(
    `${NAME} DEBUG ${seconds}: ${message}${details === undefined ? '' : ` ${JSON.stringify(details)}`}\n`,
  );
};
