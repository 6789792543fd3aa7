// Races with losers that stay pending, and the other combinators.
import { setImmediate } from 'node:timers/promises';

const never = new Promise(() => {});
async function hedges() {
  await Promise.race([never, setImmediate(), new Promise(() => {})]);
}
await hedges();
await hedges();
await Promise.race([never, Promise.reject(new Error('lost')), Promise.resolve(2)]).catch(() => {});
await Promise.any([Promise.reject(new Error('lost')), 5, never]);
await Promise.all([1, setImmediate(), Promise.resolve(2)]);
await Promise.all([never, Promise.reject(new Error('lost'))]).catch(() => {});
await Promise.allSettled([Promise.reject(new Error('lost'))]);
Promise.race([]);
