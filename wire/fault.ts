import type { Int } from './value.js';

/** Run-time faults of a clause, with DTrace's numbers (dtrace:::ERROR arg4). */
export const FAULTS = {
  unknown: 0,
  'bad-address': 1,
  'bad-alignment': 2,
  'illegal-operation': 3,
  'divide-by-zero': 4,
  'no-scratch-space': 5,
  'kernel-privilege': 6,
  'user-privilege': 7,
  'tuple-overflow': 8,
  'bad-stack': 9,
  'bad-size': 10,
  'out-of-bounds': 11,
} as const;
export type FaultName = keyof typeof FAULTS;

/**
 * What generated code and the tables it calls throw to end one clause. Not an Error: it captures no stack.
 * `span` indexes Program.spans.
 */
export class Fault {
  readonly code: number;
  readonly span: number;
  readonly address: Int;
  constructor(code: number, span: number, address: Int = 0) {
    this.code = code;
    this.span = span;
    this.address = address;
  }
}

/**
 * What ends one clause because there was no room for what it did: it is counted as a drop, and raises no
 * dtrace:::ERROR. One object for all: it says nothing that its thrower has not counted.
 */
export const NO_ROOM: object = Object.freeze({ reason: 'no room' });

/** Throws; typed as a value so that generated expressions can contain it. */
export function fault(code: number, span: number, address: Int = 0): never {
  throw new Fault(code, span, address);
}
