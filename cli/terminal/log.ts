/** ntrace's own log: pino on stderr, loaded only when --log-level or NTRACE_LOG asks for it. */
export type Log = (message: string, details?: Readonly<Record<string, unknown>>) => void;

const silent: Log = () => {};

export async function openLog(level: string | undefined): Promise<Log> {
  if (level === undefined || level === 'silent') return silent;
  const { pino } = await import('pino');
  const logger = pino({ name: 'ntrace', level }, pino.destination({ dest: 2, sync: true }));
  return (message, details) => logger.debug(details ?? {}, message);
}
