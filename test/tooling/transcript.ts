/**
 * The console blocks of a page, run as a reader would type them: one bash for a page, in the root of the repository,
 * with `ntrace` and `node` found by their names. test/tooling/transcripts.mjs writes what came out into the page;
 * the tests run it again and compare.
 */
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NTRACE, ROOT, Running, until } from '../support/process.js';

export type Step = { readonly command: string; readonly output: string };

const BLOCK = /^```console\n([\s\S]*?)^```$/gm;
const COMMAND_MS = 60_000;
const SIGUSR1 = 0x200n;

/** Reads commands from its stdin, which they do not get; after each one it prints a mark, its status and `$!`. */
const SHELL = `exec 3<&0 </dev/null 2>&1
trap 'kill $(jobs -p) 2>/dev/null' EXIT
while IFS= read -r -u 3 line; do eval "$line"; printf '\\001%s %s\\001\\n' "$?" "\${!:-}"; done`;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the mark
const MARK = /\u0001(\d+) (\d*)\u0001\n/g;

function steps(block: string): Step[] {
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((text) => {
      const end = text.indexOf('\n');
      return { command: text.slice(0, end), output: text.slice(end + 1) };
    });
}

/** What a page shows, in its order. */
export function stepsOf(page: string): Step[] {
  return [...page.matchAll(BLOCK)].flatMap(([, block]) => steps(block as string));
}

/** The code that it quotes. */
export function codeOf(page: string): string[] {
  return [...page.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code]) => code as string);
}

/** The page with these outputs in place of those it has. */
export function withOutputs(page: string, outputs: readonly string[]): string {
  let next = 0;
  return page.replace(BLOCK, (_, block: string) => {
    const text = steps(block).map(({ command }) => `$ ${command}\n${outputs[next++]}`);
    return `\`\`\`console\n${text.join('')}\`\`\``;
  });
}

/** A signal that would end a process which is just starting: attaching waits for Node's own handler. */
function catchesTheSignal(pid: string): boolean {
  const [, mask] = /^SigCgt:\s*(\w+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return (BigInt(`0x${mask ?? '0'}`) & SIGUSR1) !== 0n;
}

/** Runs the commands; what each of them printed, stdout and stderr together. */
export async function play(commands: readonly string[]): Promise<string[]> {
  const bin = mkdtempSync(join(tmpdir(), 'ntrace-page-'));
  symlinkSync(process.execPath, join(bin, 'node'));
  writeFileSync(join(bin, 'ntrace'), `#!/bin/sh\nexec node '${NTRACE}' "$@"\n`, { mode: 0o755 });
  // Pages are run side by side: the inspectors of what they attach to must not want the same port.
  const env = { PATH: `${bin}:${process.env['PATH']}`, NODE_OPTIONS: '--inspect-port=0' };
  const bash = new Running('bash', ['-c', SHELL], { cwd: ROOT, env });
  try {
    const outputs: string[] = [];
    let seen = 0;
    for (const command of commands) {
      bash.send(command);
      const mark = await until(
        () => {
          MARK.lastIndex = seen;
          return MARK.exec(bash.stdout()) ?? (bash.exit && assertRuns(bash));
        },
        COMMAND_MS,
        `the end of: ${command}`,
      );
      if (command.endsWith('&')) await until(() => catchesTheSignal(mark[2] as string));
      outputs.push(tidy(bash.stdout().slice(seen, mark.index)));
      seen = mark.index + mark[0].length;
    }
    return outputs;
  } finally {
    bash.child.stdin?.end();
    await bash.exited;
    rmSync(bin, { recursive: true, force: true });
  }
}

function assertRuns(bash: Running): never {
  throw new Error(`bash ended: ${bash.stdout()}`);
}

/** Without what bash says of processes that were ended, and ntrace of others that are attaching meanwhile. */
function tidy(output: string): string {
  const text = output
    .replace(/^bash: line \d+: +\d+ (?:Terminated|Killed) .*\n/gm, '')
    .replace(/^ntrace: waiting for ntrace process .*\n/gm, '')
    .trimEnd();
  return text === '' ? '' : `${text}\n`;
}
