// How well lost cancellations are found, on the programs of this folder: node test/corpus/score.mjs [--held] [NAME…]
// --held: the programs of held/, which were written by somebody who had not seen the rules.
import { findings, programs } from './run.mjs';

const held = process.argv.includes('--held');
const only = process.argv.slice(2).filter((text) => text !== '--held');
const wanted = ({ name }) => only.length === 0 || only.some((text) => name.includes(text));
const totals = { found: 0, right: 0, guilty: 0, silent: 0, mended: 0, innocentSilent: 0, innocent: 0 };
const show = (list) =>
  list.map(({ rule, confidence, lostAt }) => `${rule}/${confidence}@${lostAt?.line ?? '-'}`);

async function guilty({ name, file, rules }) {
  const [bad, good] = [await findings(file, 'guilty'), await findings(file, 'mended')];
  const right = bad.some(({ rule }) => rules.includes(rule));
  totals.guilty++;
  totals.mended++;
  if (bad.length > 0) totals.found++;
  if (right) totals.right++;
  if (good.length === 0) totals.silent++;
  const verdict = bad.length === 0 ? 'MISSED' : right ? 'ok' : `WRONG RULE, ${rules[0]} expected`;
  console.log(`${verdict.padEnd(8)} ${name.padEnd(40)} ${show(bad).join(' ')}`);
  if (good.length > 0) console.log(`FALSE    ${name.padEnd(40)} mended: ${show(good).join(' ')}`);
}

async function innocent({ name, file }) {
  const found = await findings(file, '');
  totals.innocent++;
  if (found.length === 0) totals.innocentSilent++;
  else console.log(`FALSE    ${name.padEnd(40)} innocent: ${show(found).join(' ')}`);
}

const work = held
  ? programs('held/programs').map((program) => ({ ...program, look: guilty }))
  : [
      ...programs('programs').map((program) => ({ ...program, look: guilty })),
      ...programs('innocent').map((program) => ({ ...program, look: innocent })),
    ];
const left = work.filter(wanted);
const worker = async () => {
  for (let next = left.shift(); next !== undefined; next = left.shift()) await next.look(next);
};
await Promise.all([worker(), worker()]);
console.log(
  `guilty found ${totals.found}/${totals.guilty}; right rule ${totals.right}/${totals.guilty}; mended silent ${totals.silent}/${totals.mended}; innocent silent ${totals.innocentSilent}/${totals.innocent}`,
);
