/** `--snapshot`: signals of before the attach are read from the heap, which stops the target. Said beforehand. */
import { readProc, readStatus } from '../proc/status.js';

/** Measured with Runtime.queryObjects on Node 20 to 24: it collects twice and walks the heap. */
const MS_PER_MB = 20;
/** What a Node process holds beside its heap. */
const BASE_MB = 40;

/** For stderr; undefined when there is no such process. */
export function snapshotCost(pid: number): string | undefined {
  if (readStatus(pid) === undefined) return undefined;
  const kb = /^VmRSS:\s+(\d+) kB/m.exec(readProc(pid, 'status') ?? '')?.[1];
  const mb = Math.max(4, Number(kb ?? 0) / 1024 - BASE_MB);
  const seconds = (mb * MS_PER_MB) / 1000;
  return (
    `--snapshot stops process ${pid} while its heap is searched for signals: ` +
    `up to ${seconds < 1 ? `${Math.ceil(seconds * 10) * 100} ms` : `${seconds.toFixed(0)} s`} for about ${mb.toFixed(0)} MB of it`
  );
}
