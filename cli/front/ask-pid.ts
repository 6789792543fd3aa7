/** With no PID on a terminal: a numbered list of the processes that can be attached, and one question. */
export async function askForPid(): Promise<string> {
  const [{ listProcesses }, { pickPid }] = await Promise.all([
    import('../commands/ps.js'),
    import('../terminal/picker.js'),
  ]);
  const choices = listProcesses()
    .filter((row) => row.attachable)
    .map((row) => ({ pid: row.pid, label: `${row.version ?? ''}  ${row.command}` }));
  return String(await pickPid(choices, { input: process.stdin, output: process.stderr }));
}

/** There is somebody to ask. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}
