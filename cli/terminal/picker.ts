/** With no PID on a terminal: a numbered list of what can be traced, and one question. */
import { createInterface } from 'node:readline/promises';
import { CliError } from '../error.js';

export type Choice = { readonly pid: number; readonly label: string };

/** @throws CliError when nothing is there, or nothing was chosen. */
export async function pickPid(
  choices: readonly Choice[],
  terminal: { input: NodeJS.ReadableStream; output: NodeJS.WritableStream },
): Promise<number> {
  if (choices.length === 0)
    throw new CliError('no-process', 'no Node.js process that could be traced is running', {
      hint: 'ntrace … -- node app.js starts one',
      exitCode: 2,
    });
  choices.forEach(({ pid, label }, index) => {
    terminal.output.write(`${String(index + 1).padStart(3)}  ${String(pid).padStart(8)}  ${label}\n`);
  });
  const questions = createInterface({ input: terminal.input, output: terminal.output });
  try {
    const answer = await questions.question('Which process (number or PID, empty for none)? ');
    const number = Number(answer.trim());
    const choice = choices[number - 1] ?? choices.find(({ pid }) => pid === number);
    if (choice === undefined || answer.trim() === '')
      throw new CliError(
        'usage',
        answer.trim() === '' ? 'no process chosen' : `not in the list: ${answer.trim()}`,
        {
          hint: '-p PID names a process directly',
          exitCode: 2,
        },
      );
    return choice.pid;
  } finally {
    questions.close();
  }
}
