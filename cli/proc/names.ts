/** What processes and users are called in messages. */
import { existsSync, readFileSync } from 'node:fs';
import { printable, readCommand, readStatus } from './status.js';

/** `process 4242 (sleep 30)`, short enough for a message. */
export function nameProcess(pid: number | undefined): string {
  if (pid === undefined) return 'a process of another user';
  const command = readCommand(pid).join(' ') || readStatus(pid)?.name || '?';
  return `process ${pid} (${printable(command, 60)})`;
}

/** Login name; `#1000`, which sudo understands, when /etc/passwd has none. */
export function userName(uid: number): string {
  try {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((one) => one.split(':')[2] === String(uid));
    if (line !== undefined) return line.split(':')[0] as string;
  } catch {
    // no such file in small containers
  }
  return `#${uid}`;
}

export function inContainer(): boolean {
  return existsSync('/.dockerenv') || existsSync('/run/.containerenv');
}
