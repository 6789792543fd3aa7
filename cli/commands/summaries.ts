/** All verbs with the line that `ntrace --help` shows. */
export const SUMMARIES = {
  check: 'run a command and report lost cancellations, for CI',
  completion: 'print the completion script of bash, zsh or fish',
  demo: 'attach to a small service of ours and show what can be seen',
  doctor: 'say why a process cannot be attached, and what to do',
  dump: 'show live async operations with their creation stacks',
  graph: 'show which signals reach which operations',
  lost: 'print lost cancellations as they happen',
  ps: 'list the Node.js processes of this machine',
  run: 'run a script of the library, or list them',
  top: 'show a live table of what is going on',
} as const;

export type VerbName = keyof typeof SUMMARIES;
