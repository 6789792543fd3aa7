// Timers that are late, left behind, or slower than their own interval: timers.mjs late|leak|interval
import { setTimeout as sleep } from 'node:timers/promises';

function block(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** Every fourth one waits for a loop that is busy. */
async function late() {
  for (let i = 0; i < 12; i++) {
    const due = sleep(10);
    if (i % 4 === 0) block(60);
    await due;
  }
}

function forget() {
  setTimeout(() => {}, 60_000).unref();
}
function tidy() {
  clearTimeout(setTimeout(() => {}, 60_000));
}
async function leak() {
  for (let i = 0; i < 25; i++) {
    forget();
    tidy();
    await sleep(1);
  }
}

/** Each run takes longer than the interval. */
async function interval() {
  const poll = setInterval(async () => {
    block(2);
    await sleep(35);
  }, 20);
  const beat = setInterval(() => {}, 50);
  await sleep(320);
  clearInterval(poll);
  clearInterval(beat);
}

await { late, leak, interval }[process.argv[2]]();
