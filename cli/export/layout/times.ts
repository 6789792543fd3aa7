/** %Y and %T: nanoseconds since the epoch as local time. */
import type { Int } from '../../../wire/value.js';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY_MS = 86_400_000;
const two = (value: number): string => String(value).padStart(2, '0');

function dateOf(ns: Int): Date {
  return new Date(Number(BigInt(ns) / 1_000_000n));
}

function clock(date: Date): string {
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
}

/** `2004 Jan 25 13:00:00`. */
export function calendarTime(ns: Int): string {
  const date = dateOf(ns);
  return `${date.getFullYear()} ${MONTHS[date.getMonth()]} ${String(date.getDate()).padStart(2)} ${clock(date)}`;
}

/** `Sun, 25 Jan 2004 13:00:00 PST`; the year is that of the ISO week, as in DTrace: 2026 on Friday, 1 Jan 2027. */
export function mailTime(ns: Int): string {
  const date = dateOf(ns);
  const zone = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' })
    .formatToParts(date)
    .find((part) => part.type === 'timeZoneName')?.value;
  const day = `${DAYS[date.getDay()]}, ${two(date.getDate())} ${MONTHS[date.getMonth()]} ${isoYear(date)}`;
  return `${day} ${clock(date)} ${zone ?? 'UTC'}`;
}

/** The year that the week's Thursday is in. */
function isoYear(date: Date): number {
  const noon = Date.UTC(date.getFullYear(), date.getMonth(), date.getDate(), 12);
  return new Date(noon + (4 - (date.getDay() || 7)) * DAY_MS).getUTCFullYear();
}
