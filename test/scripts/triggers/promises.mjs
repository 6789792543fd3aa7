// Promises that wait: losers of races, some that nobody ever settles. promises.mjs race|stuck
import { setTimeout as sleep } from 'node:timers/promises';

function answer(ms) {
  return sleep(ms);
}

function fastest() {
  return Promise.race([answer(5), answer(80), answer(80)]);
}

async function race() {
  for (let i = 0; i < 5; i++) await fastest();
}

const waiting = [];
/** Nobody calls these. */
function locked() {
  return new Promise((resolve) => waiting.push(resolve));
}

async function stuck() {
  for (let i = 0; i < 6; i++) locked();
  for (let i = 0; i < 20; i++) await answer(30);
}

await { race, stuck }[process.argv[2]]();
