/**
 * A process that attaches to a PID, says how that went as one line of JSON, and leaves: for tests that need
 * another user or another namespace than the test's own.
 */
import { CliError } from '../../cli/error.js';
import { attachPid, ConsumerSocket } from '../../cli/target.js';

const socket = await ConsumerSocket.open();
try {
  const link = await attachPid(Number(process.argv[2]), socket);
  link.send({ type: 'stop', quiet: true });
  link.close();
  console.log(JSON.stringify({ ok: true, pid: link.hello.pid }));
} catch (error) {
  if (!(error instanceof CliError)) throw error;
  const { code, message, hint, exitCode } = error;
  console.log(JSON.stringify({ ok: false, code, message, hint, exitCode }));
}
await socket.close();
