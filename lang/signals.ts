/**
 * Signals by number, for raise() and for what a program compares with: those of Linux on x86 and ARM. DIFFERS: dtrace
 * takes them from the system that it was built on.
 */
const NAMES: readonly (readonly [number: number, ...names: string[]])[] = [
  [1, 'SIGHUP'],
  [2, 'SIGINT'],
  [3, 'SIGQUIT'],
  [4, 'SIGILL'],
  [5, 'SIGTRAP'],
  [6, 'SIGABRT', 'SIGIOT'],
  [7, 'SIGBUS'],
  [8, 'SIGFPE'],
  [9, 'SIGKILL'],
  [10, 'SIGUSR1'],
  [11, 'SIGSEGV'],
  [12, 'SIGUSR2'],
  [13, 'SIGPIPE'],
  [14, 'SIGALRM'],
  [15, 'SIGTERM'],
  [16, 'SIGSTKFLT'],
  [17, 'SIGCHLD', 'SIGCLD'],
  [18, 'SIGCONT'],
  [19, 'SIGSTOP'],
  [20, 'SIGTSTP'],
  [21, 'SIGTTIN'],
  [22, 'SIGTTOU'],
  [23, 'SIGURG'],
  [24, 'SIGXCPU'],
  [25, 'SIGXFSZ'],
  [26, 'SIGVTALRM'],
  [27, 'SIGPROF'],
  [28, 'SIGWINCH'],
  [29, 'SIGIO', 'SIGPOLL'],
  [30, 'SIGPWR'],
  [31, 'SIGSYS'],
];

export const SIGNALS: readonly (readonly [name: string, number: number])[] = NAMES.flatMap(
  ([number, ...names]) => names.map((name) => [name, number] as const),
);
