/** What every program has: variables, constants and functions of the language. */
export * from './builtin-functions.js';
export * from './builtin-variables.js';
