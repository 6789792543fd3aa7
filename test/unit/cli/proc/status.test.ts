import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTcp } from '../../../../cli/proc/sockets.js';
import {
  fateOfSigusr1,
  listPids,
  parseStatus,
  printable,
  readStatus,
  startTicks,
} from '../../../../cli/proc/status.js';

const STATUS = `Name:	node
State:	T (stopped)
Tgid:	4242
PPid:	17
TracerPid:	0
Uid:	1000	1001	1000	1000
Gid:	100	101	100	100
NSpid:	4242	7
SigBlk:	0000000000000000
SigIgn:	0000000001001000
SigCgt:	0000000100004602
`;

test('parses what the kernel says of a process', () => {
  const status = parseStatus(STATUS);
  assert.deepEqual(
    { ...status, signals: undefined },
    {
      name: 'node',
      state: 'T',
      tgid: 4242,
      ppid: 17,
      uid: 1001,
      gid: 101,
      tracer: 0,
      namespacePids: [4242, 7],
      signals: undefined,
    },
  );
  assert.equal(status.signals.caught, 0x100004602n);
});

test('tells what SIGUSR1 would do', () => {
  const fate = (caught: bigint, blocked: bigint, ignored = 0n) => fateOfSigusr1({ caught, blocked, ignored });
  assert.equal(fate(0x200n, 0n), 'caught');
  assert.equal(fate(0n, 0x200n), 'blocked');
  assert.equal(fate(0x200n, 0x200n), 'blocked', 'a blocked signal only becomes pending');
  assert.equal(fate(0n, 0n), 'deadly');
  assert.equal(fate(~0x200n & 0xffffn, ~0x200n & 0xffffn), 'deadly', 'no other bit counts');
  assert.equal(fate(0n, 0n, 0x200n), 'ignored');
});

test('reads the running process', () => {
  const status = readStatus(process.pid);
  assert.equal(status?.tgid, process.pid);
  assert.equal(status?.uid, process.geteuid?.());
  assert.ok((startTicks(process.pid) ?? 0) > 0);
  assert.ok(listPids().includes(process.pid));
  assert.equal(readStatus(2 ** 31 - 1), undefined);
});

test('a command cannot steer the terminal', () => {
  assert.equal(printable('a\u001b[2Jb\nc\u202e'), 'a?[2Jb?c?');
  assert.equal(printable('abcdef', 4), 'abc…');
});

test('finds listening sockets among all', () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:240D 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 101 1 0 100 0 0 10 0
   1: 0100007F:240E 0100007F:0050 01 00000000:00000000 00:00000000 00000000     0        0 102 1 0 100 0 0 10 0
   2: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 103 1
   3: 0000000000000000FFFF00000100007F:1F91 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 104 1
`;
  assert.deepEqual(parseTcp(table), [
    { address: '127.0.0.1', port: 9229, inode: '101' },
    { address: '::1', port: 8080, inode: '103' },
    { address: '0:0:0:0:0:ffff:7f00:1', port: 8081, inode: '104' },
  ]);
});
