/** strftime(): nanoseconds since the epoch by a format of C, as local time of the target. */
import type { Int } from '../wire/value.js';
import { HostDate } from './host.js';

const { getDate, getDay, getFullYear, getHours, getMinutes, getMonth, getSeconds, getTimezoneOffset } =
  HostDate.prototype;

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAY_MS = 86_400_000;
const SHORT = 3;

type Moment = { readonly date: Date; readonly ns: bigint };
const digits = (value: number | bigint, width: number, fill = '0'): string =>
  String(value).padStart(width, fill);
const hour12 = (date: Date): number => getHours.call(date) % 12 || 12;

/** A format that stands for others is given as one. */
const CONVERSIONS: Readonly<Record<string, string | ((moment: Moment) => string)>> = {
  '%': () => '%',
  n: () => '\n',
  t: () => '\t',
  Y: ({ date }) => String(getFullYear.call(date)),
  C: ({ date }) => digits(Math.floor(getFullYear.call(date) / 100), 2),
  y: ({ date }) => digits(getFullYear.call(date) % 100, 2),
  m: ({ date }) => digits(getMonth.call(date) + 1, 2),
  B: ({ date }) => MONTHS[getMonth.call(date)] as string,
  b: ({ date }) => (MONTHS[getMonth.call(date)] as string).slice(0, SHORT),
  d: ({ date }) => digits(getDate.call(date), 2),
  e: ({ date }) => digits(getDate.call(date), 2, ' '),
  j: ({ date }) => digits(dayOfYear(date), 3),
  A: ({ date }) => DAYS[getDay.call(date)] as string,
  a: ({ date }) => (DAYS[getDay.call(date)] as string).slice(0, SHORT),
  u: ({ date }) => String(getDay.call(date) || 7),
  w: ({ date }) => String(getDay.call(date)),
  H: ({ date }) => digits(getHours.call(date), 2),
  I: ({ date }) => digits(hour12(date), 2),
  k: ({ date }) => digits(getHours.call(date), 2, ' '),
  l: ({ date }) => digits(hour12(date), 2, ' '),
  p: ({ date }) => (getHours.call(date) < 12 ? 'AM' : 'PM'),
  M: ({ date }) => digits(getMinutes.call(date), 2),
  S: ({ date }) => digits(getSeconds.call(date), 2),
  s: ({ ns }) => String(ns / 1_000_000_000n),
  // bpftrace: microseconds. N is GNU date's.
  f: ({ ns }) => digits((ns % 1_000_000_000n) / 1000n, 6),
  N: ({ ns }) => digits(ns % 1_000_000_000n, 9),
  z: ({ date }) => offset(date),
  Z: ({ date }) => offset(date),
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  R: '%H:%M',
  T: '%H:%M:%S',
  r: '%I:%M:%S %p',
  c: '%a %b %e %H:%M:%S %Y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
  h: '%b',
};

/** What is no conversion stays as it is. */
export function strftime(format: string, time: Int): string {
  const ns = BigInt(time);
  const moment = { date: new HostDate(Number(ns / 1_000_000n)), ns: ns < 0n ? 0n : ns };
  const expand = (text: string): string =>
    text.replace(/%([%A-Za-z])/g, (whole, letter: string) => {
      const found = Object.hasOwn(CONVERSIONS, letter) ? CONVERSIONS[letter] : undefined;
      if (found === undefined) return whole;
      return typeof found === 'string' ? expand(found) : found(moment);
    });
  return expand(format);
}

function dayOfYear(date: Date): number {
  const year = getFullYear.call(date);
  const noon = HostDate.UTC(year, getMonth.call(date), getDate.call(date), 12);
  return Math.floor((noon - HostDate.UTC(year, 0, 1)) / DAY_MS) + 1;
}

/** `+0100`. */
function offset(date: Date): string {
  const minutes = -getTimezoneOffset.call(date);
  const sign = minutes < 0 ? '-' : '+';
  const size = Math.abs(minutes);
  return `${sign}${digits(Math.floor(size / 60), 2)}${digits(size % 60, 2)}`;
}
