/** Run-time faults in words: located in the user's script, or as illumos words them for its test suite. */
import { FAULTS } from '../../wire/fault.js';
import type { FaultMessage } from '../../wire/messages.js';
import { type ProbeDescription, probeName } from '../../wire/probe.js';
import type { Program } from '../../wire/program.js';
import type { FiredProbe, Origin, RuntimeFault } from '../export/exporter.js';

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(FAULTS).map(([name, code]) => [code, name]),
);

const WORDING: Readonly<Record<string, string>> = {
  'bad-address': 'invalid address',
  'bad-alignment': 'invalid alignment',
  'illegal-operation': 'illegal operation',
  'divide-by-zero': 'divide-by-zero',
  'no-scratch-space': 'out of scratch space',
  'kernel-privilege': 'invalid kernel access',
  'user-privilege': 'invalid user access',
  'tuple-overflow': 'tuple stack overflow',
  'bad-stack': 'bad stack',
  'bad-size': 'invalid size',
  'out-of-bounds': 'index out of bounds',
};

export function faultName(code: number): string {
  return NAMES.get(code) ?? 'unknown';
}

/** `divide-by-zero`, `invalid address (0x0)`, `index out of bounds (8)`. */
export function faultWords(fault: FaultMessage): string {
  const name = faultName(fault.code);
  const words = WORDING[name] ?? 'unknown fault';
  if (name === 'out-of-bounds') return `${words} (${BigInt.asIntN(64, BigInt(fault.address ?? 0))})`;
  if (name !== 'bad-address' && name !== 'bad-alignment' && name !== 'bad-size') return words;
  return `${words} (0x${BigInt.asUintN(64, BigInt(fault.address ?? 0)).toString(16)})`;
}

/** `error on enabled probe ID 3 (ID 1: dtrace:::BEGIN): divide-by-zero in action #1 at DIF offset 16`. */
export function faultAsIllumos(
  program: Program,
  fault: FaultMessage,
  probe: ProbeDescription & { id: number },
): string {
  const action = program.spans[fault.span]?.action ?? 0;
  const where = action === 0 ? 'predicate' : `action #${action}`;
  return (
    `error on enabled probe ID ${fault.clause + 1} (ID ${probe.id}: ${probeName(probe)}): ` +
    `${faultWords(fault)} in ${where} at DIF offset ${fault.span}`
  );
}

/** For exporters. */
export function runtimeFault(
  program: Program,
  origin: Origin,
  probe: FiredProbe,
  fault: FaultMessage,
): RuntimeFault {
  const span = program.spans[fault.span];
  const file = span === undefined ? '' : (program.sources[span.source]?.name ?? '');
  return {
    origin,
    probe,
    fault: faultName(fault.code),
    file,
    line: span?.line ?? 0,
    column: span?.column ?? 0,
  };
}

/** The head line of the located form; the source line below it is the renderer's. */
export function faultMessage(fault: FaultMessage, probe: ProbeDescription): string {
  return `${faultWords(fault)} in ${probeName(probe)}; the clause ended there`;
}
