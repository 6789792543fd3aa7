import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strftime } from '../../../agent/strftime.js';

const local = new Date(2024, 1, 5, 15, 4, 9, 7);
const ns = BigInt(local.getTime()) * 1_000_000n + 123_456n;

test('conversions of C, and the fractions of bpftrace and GNU date', () => {
  const cases: Record<string, string> = {
    '%Y-%m-%d %H:%M:%S': '2024-02-05 15:04:09',
    '%F %T': '2024-02-05 15:04:09',
    '%y %C %e %j': '24 20  5 036',
    '%a %A %b %B %h': 'Mon Monday Feb February Feb',
    '%I:%M %p %l|%k %R %r': '03:04 PM  3|15 15:04 03:04:09 PM',
    '%u%w': '11',
    '%f %N': '007123 007123456',
    '100%% %n%t|': '100% \n\t|',
    '%Q %': '%Q %',
    '%D %x %X': '02/05/24 02/05/24 15:04:09',
    '%c': 'Mon Feb  5 15:04:09 2024',
  };
  for (const [format, text] of Object.entries(cases)) assert.equal(strftime(format, ns), text, format);
  assert.equal(strftime('%s', 1_700_000_000_999_999_999n), '1700000000');
  assert.match(strftime('%z', ns), /^[+-]\d{4}$/);
});

test('midnight, the last day of the year, the epoch', () => {
  const at = (date: Date) => BigInt(date.getTime()) * 1_000_000n;
  assert.equal(strftime('%I %p', at(new Date(2024, 0, 1, 0, 30))), '12 AM');
  assert.equal(strftime('%I %p', at(new Date(2024, 0, 1, 12, 30))), '12 PM');
  assert.equal(strftime('%j %u', at(new Date(2024, 11, 31, 23, 59))), '366 2');
  assert.equal(strftime('%s.%N', 0), '0.000000000');
});
