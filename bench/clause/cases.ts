/**
 * What one firing is asked, and the JavaScript that a careful engineer would put at the same place by hand:
 * the same key, the same bound on keys, a cell per key. Results beyond 2^53 are the clause's extra: by hand a
 * number must do.
 */
export type Call = (a0: unknown, a1: unknown) => void;

export type Case = {
  readonly name: string;
  /** The clauses of one or two probes, which are fired in the order of the text. */
  readonly program: string;
  /** The arguments of the i-th call, as expressions of i; `records` are typed arguments (records.ts). */
  readonly args: string;
  /** Fires in a frame of self-> of the operation arg0, not at top level. */
  readonly framed?: true;
  /** Makes a fresh copy, with state of its own. */
  readonly byHand: () => Call;
};

/** Keys that a hand-written store takes before it refuses more. */
const MOST = 100_000;

function counts(): Call {
  const cells = new Map<unknown, { n: number }>();
  return (a0) => {
    const cell = cells.get(a0);
    if (cell !== undefined) cell.n++;
    else if (cells.size < MOST) cells.set(a0, { n: 1 });
  };
}

const COUNT_BY_ARG0 = 'timer::setTimeout:fire { @[arg0] = count(); }';

export const CASES: readonly Case[] = [
  {
    name: '@[arg0] = count()',
    program: COUNT_BY_ARG0,
    args: 'i & 255, i',
    byHand: counts,
  },
  {
    name: '@[arg0] = count(), keys above 65,536',
    program: COUNT_BY_ARG0,
    args: '(i & 255) | 65536, i',
    byHand: counts,
  },
  {
    name: '@[arg0] = count(), 10,000 keys',
    program: COUNT_BY_ARG0,
    args: '(i * 7919) % 10000, i',
    byHand: counts,
  },
  {
    name: '@[arg0] = count(), keys above 2^31',
    program: COUNT_BY_ARG0,
    args: '(i & 255) * 1e9 + 5e9, i',
    byHand: counts,
  },
  {
    name: '@[arg0] = count() of a typed argument',
    program: COUNT_BY_ARG0,
    args: 'records[i & 3], i',
    byHand: () => {
      const count = counts();
      return (a0) => count((a0 as { id: number }).id, 0);
    },
  },
  {
    name: '@ = count()',
    program: 'timer::setTimeout:fire { @ = count(); }',
    args: 'i & 255, i',
    byHand: () => {
      const cell = { n: 0 };
      return () => {
        cell.n++;
      };
    },
  },
  {
    name: '@[args[0]->origin] = count()',
    program: 'abort::signal:fire { @[args[0]->origin] = count(); }',
    args: 'records[i & 3], i',
    byHand: () => {
      const count = counts();
      return (a0) => count((a0 as { origin: string }).origin, 0);
    },
  },
  {
    name: '@[probefunc, probename] = count()',
    program: 'timer::setTimeout:fire { @[probefunc, probename] = count(); }',
    args: 'i & 255, i',
    byHand: () => {
      const cells = new Map<string, Map<string, { n: number }>>();
      const probe = { func: 'setTimeout', name: 'fire' };
      return () => {
        let level = cells.get(probe.func);
        if (level === undefined) cells.set(probe.func, (level = new Map()));
        const cell = level.get(probe.name);
        if (cell !== undefined) cell.n++;
        else if (level.size < MOST) level.set(probe.name, { n: 1 });
      };
    },
  },
  {
    name: '@[arg0, arg1 / 1000] = sum(arg1)',
    program: 'timer::setTimeout:fire { @[arg0, arg1 / 1000] = sum(arg1); }',
    args: 'i & 255, (i * 7919) & 0x3fff',
    byHand: () => {
      const cells = new Map<unknown, Map<number, { sum: number }>>();
      return (a0, a1) => {
        let level = cells.get(a0);
        if (level === undefined) cells.set(a0, (level = new Map()));
        const key = Math.trunc((a1 as number) / 1000);
        const cell = level.get(key);
        if (cell !== undefined) cell.sum += a1 as number;
        else if (level.size < MOST) level.set(key, { sum: a1 as number });
      };
    },
  },
  {
    name: '@ = sum(arg1)',
    program: 'timer::setTimeout:fire { @ = sum(arg1); }',
    args: 'i & 255, (i * 7919) & 0xffff',
    byHand: () => {
      const cell = { sum: 0 };
      return (_a0, a1) => {
        cell.sum += a1 as number;
      };
    },
  },
  {
    name: '@ = avg(arg1)',
    program: 'timer::setTimeout:fire { @ = avg(arg1); }',
    args: 'i & 255, (i * 7919) & 0xffff',
    byHand: () => {
      const cell = { n: 0, sum: 0 };
      return (_a0, a1) => {
        cell.n++;
        cell.sum += a1 as number;
      };
    },
  },
  {
    name: '@[arg0] = max(arg1)',
    program: 'timer::setTimeout:fire { @[arg0] = max(arg1); }',
    args: 'i & 255, (i * 7919) & 0xffff',
    byHand: () => {
      const cells = new Map<unknown, { max: number }>();
      return (a0, a1) => {
        const cell = cells.get(a0);
        if (cell === undefined) {
          if (cells.size < MOST) cells.set(a0, { max: a1 as number });
        } else if ((a1 as number) > cell.max) cell.max = a1 as number;
      };
    },
  },
  {
    name: '@ = quantize(arg1)',
    program: 'timer::setTimeout:fire { @ = quantize(arg1); }',
    args: 'i & 255, (i * 7919) & 0xffff',
    byHand: () => {
      const buckets = powers();
      return (_a0, a1) => add(buckets, a1 as number);
    },
  },
  {
    name: '@[arg0] = quantize(arg1)',
    program: 'timer::setTimeout:fire { @[arg0] = quantize(arg1); }',
    args: 'i & 255, (i * 7919) & 0xffff',
    byHand: () => {
      const cells = new Map<unknown, Float64Array>();
      return (a0, a1) => {
        let buckets = cells.get(a0);
        if (buckets === undefined) {
          if (cells.size >= MOST) return;
          cells.set(a0, (buckets = powers()));
        }
        add(buckets, a1 as number);
      };
    },
  },
  {
    name: '/arg0 % 100 == 0/ { @ = max(arg1) }',
    program: 'timer::setTimeout:fire /arg0 % 100 == 0/ { @ = max(arg1); }',
    args: 'i & 255, (i * 7919) & 0xffff',
    byHand: () => {
      const cell = { max: 0 };
      return (a0, a1) => {
        if ((a0 as number) % 100 === 0 && (a1 as number) > cell.max) cell.max = a1 as number;
      };
    },
  },
  {
    name: '{ n++ } /n % 100 == 0/ { @ = count() }',
    program: 'timer::setTimeout:fire { n++; } timer::setTimeout:fire /n % 100 == 0/ { @ = count(); }',
    args: 'i & 255, i',
    byHand: () => {
      let n = 0;
      const cell = { n: 0 };
      return () => {
        n++;
        if (n % 100 === 0) cell.n++;
      };
    },
  },
  {
    name: '{ this->d = … } /this->d > 9/ { @ = … }',
    program:
      'timer::setTimeout:fire { this->d = arg1 - arg0; } timer::setTimeout:fire /this->d > 9/ { @[arg0] = sum(this->d); }',
    args: 'i & 255, (i * 7919) & 0xffff',
    byHand: () => {
      const cells = new Map<unknown, { sum: number }>();
      return (a0, a1) => {
        const d = (a1 as number) - (a0 as number);
        if (d <= 9) return;
        const cell = cells.get(a0);
        if (cell !== undefined) cell.sum += d;
        else if (cells.size < MOST) cells.set(a0, { sum: d });
      };
    },
  },
  {
    name: 't[arg0] = arg1, then quantize(arg1 - t[arg0])',
    program: `timer::setTimeout:create { t[arg0] = arg1; }
      timer::setTimeout:fire /t[arg0]/ { @ = quantize(arg1 - t[arg0]); t[arg0] = 0; }`,
    args: 'i & 255, i + 1',
    byHand: () => {
      const began = new Map<unknown, number>();
      const buckets = powers();
      return (a0, a1) => {
        if (began.size < MOST) began.set(a0, a1 as number);
        const then = began.get(a0);
        if (then === undefined) return;
        add(buckets, (a1 as number) - then);
        began.delete(a0);
      };
    },
  },
  {
    name: 'self->t = arg1, then quantize(arg1 - self->t)',
    program: `timer::setTimeout:create { self->t = arg1; }
      timer::setTimeout:fire /self->t/ { @ = quantize(arg1 - self->t); self->t = 0; }`,
    args: 'i & 255, i + 1',
    framed: true,
    // By the operation's object, which is the application's: nothing may be written to it.
    byHand: () => {
      const operations = Array.from({ length: 256 }, () => ({}));
      const began = new WeakMap<object, number>();
      const buckets = powers();
      return (a0, a1) => {
        const operation = operations[a0 as number] as object;
        began.set(operation, a1 as number);
        const then = began.get(operation);
        if (then === undefined) return;
        add(buckets, (a1 as number) - then);
        began.delete(operation);
      };
    },
  },
];

/** Buckets by power of two of a number that is not negative. */
function powers(): Float64Array {
  return new Float64Array(64);
}

function add(buckets: Float64Array, value: number): void {
  const bucket =
    value < 0x80000000 ? 32 - Math.clz32(value) : Math.min(63, 64 - Math.clz32(value / 0x100000000));
  buckets[bucket] = (buckets[bucket] as number) + 1;
}
