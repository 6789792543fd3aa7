/**
 * Starts a command with the preload in it (`-c 'CMD'`, `-- CMD ARGS…`): every Node process and worker below
 * it installs the program before its first line, then joins our socket. The command owns the terminal.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { JOIN_VARIABLE, type Start } from '../wire/bootstrap.js';
import { WIRE_VERSION } from '../wire/version.js';
import { CliError } from './error.js';
import type { ConsumerSocket } from './link/consumer-socket.js';
import { quoteNodeOption } from './node-options.js';
import { distFile } from './paths.js';

export type LaunchEnd = {
  /** 0 … 255; 128 + n when signal n ended it. */
  readonly status: number;
  readonly signal: NodeJS.Signals | null;
  /** For stderr: no Node process of it ever joined, and why that may be. */
  readonly note: string | undefined;
};

export type Launched = {
  readonly pid: number;
  readonly command: readonly string[];
  readonly ended: Promise<LaunchEnd>;
  /** Passes on a signal that ntrace got. A terminal has sent SIGINT to the command already. */
  forward(signal: NodeJS.Signals): void;
};

const SETTLE_MS = 500;

/**
 * @param output descriptor that it writes to while the terminal is ours; it reads nothing then
 * @throws CliError when there is no such command.
 */
export async function launch(
  command: readonly string[],
  socket: ConsumerSocket,
  start: Start,
  children: boolean,
  output?: number,
): Promise<Launched> {
  const [file, ...args] = command;
  if (file === undefined || file === '') {
    throw new CliError('usage', 'no command to run', {
      hint: "ntrace -c 'node app.js', or ntrace … -- node app.js",
      exitCode: 2,
    });
  }
  const invitation = await socket.invite();
  const { path, token } = invitation;
  const joinFile = socket.writeJoinFile({ wireVersion: WIRE_VERSION, path, token, start, children });
  const child = spawn(file, args, {
    stdio: output === undefined ? 'inherit' : ['ignore', output, output],
    env: {
      ...process.env,
      NODE_OPTIONS: preloadOptions(process.env['NODE_OPTIONS']),
      [JOIN_VARIABLE]: joinFile,
    },
  });
  await started(child, file);
  const ended = new Promise<LaunchEnd>((resolve) => {
    child.on('exit', async (code, signal) => {
      const status = signal === null ? (code ?? 0) : 128 + constants.signals[signal];
      // A short-lived process has connected, and perhaps ended, before we came to accept it.
      await socket.settle(SETTLE_MS);
      resolve({ status, signal, note: invitation.agents.length === 0 ? noAgent(command) : undefined });
    });
  });
  return {
    pid: child.pid as number,
    command,
    ended,
    forward(signal) {
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    },
  };
}

function started(child: ChildProcess, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error: NodeJS.ErrnoException) => reject(cannotRun(file, error)));
  });
}

function cannotRun(file: string, error: NodeJS.ErrnoException): CliError {
  const script = /\.[cm]?[jt]s$/.test(file) && existsSync(file);
  // A name is looked up along PATH: EACCES then only says that some directory there could not be searched.
  const missing = error.code === 'ENOENT' || (error.code === 'EACCES' && !file.includes('/'));
  const reason = missing ? 'command not found' : error.code === 'EACCES' ? 'not executable' : error.message;
  return new CliError('command', `cannot run ${file}: ${reason}`, {
    hint: script
      ? `node ${file}`
      : 'there is no shell: give the program and its arguments, without pipes or variables',
    exitCode: 1,
  });
}

function noAgent(command: readonly string[]): string {
  return `no Node.js process joined from ${command.join(' ')}: it ran no Node.js, or one that drops NODE_OPTIONS or is older than 20.18`;
}

/** Ours first, so that it sees what the user's own preloads do. */
export function preloadOptions(users: string | undefined): string {
  const { option } = preload();
  return users === undefined || users.trim() === '' ? option : `${option} ${users}`;
}

/** The file of the preload, and what loads it in NODE_OPTIONS. */
export function preload(): { readonly preload: string; readonly option: string } {
  const file = distFile('agent/preload.cjs');
  // Tools that split NODE_OPTIONS themselves stumble over quotes: none where none are needed.
  const word = /[\s"\\]/.test(file) ? quoteNodeOption(file) : file;
  return { preload: file, option: `--require ${word}` };
}

/**
 * Words of a command as a shell would see them, without its expansions: blanks separate, '…' is literal, "…"
 * groups, a backslash takes the next character as it is (inside "…" only before " and \).
 * @throws CliError for a quote that does not end.
 */
export function splitCommand(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: { readonly mark: string; readonly at: number } | undefined;
  for (let i = 0; i < text.length; i++) {
    let c = text[i] as string;
    if (quote !== undefined && c === quote.mark) {
      quote = undefined;
      continue;
    }
    if (quote === undefined) {
      if (/\s/.test(c)) {
        if (word !== undefined) words.push(word);
        word = undefined;
        continue;
      }
      if (c === '"' || c === "'") {
        quote = { mark: c, at: i };
        word ??= '';
        continue;
      }
    }
    const next = text[i + 1];
    const escapes =
      quote === undefined ? next !== undefined : quote.mark === '"' && (next === '"' || next === '\\');
    if (c === '\\' && escapes) c = text[++i] as string;
    word = (word ?? '') + c;
  }
  if (quote !== undefined) {
    throw new CliError(
      'usage',
      `-c: unbalanced ${quote.mark} at column ${quote.at + 1}\n  ${text}\n  ${' '.repeat(quote.at)}^`,
      {
        hint: 'close the quote, or give the command after --',
        exitCode: 2,
      },
    );
  }
  if (word !== undefined) words.push(word);
  return words;
}
