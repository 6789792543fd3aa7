#!/usr/bin/env node
// Scores `ntrace check` on pairs of real, reported bugs: it should speak on the buggy version of a package and be silent
// on the fixed one.   node score.mjs [--tool "node dist/cli/main.js"] [--case NAME]... [--cache DIR] [--json FILE] [--verbose]
// Without --tool it only proves the pairs: the buggy side loses the cancellation, the fixed side does not.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const arg = (n, d) =>
  process.argv.includes(`--${n}`) ? process.argv[process.argv.indexOf(`--${n}`) + 1] : d;
const names = process.argv.flatMap((a, i) => (a === '--case' ? [process.argv[i + 1]] : []));
const cache = path.resolve(arg('cache', path.join(os.tmpdir(), 'ntrace-real-corpus')));
const tool = arg('tool')?.split(' ');
const node = arg('node', process.execPath);
const cases = JSON.parse(fs.readFileSync(path.join(here, 'index.json'), 'utf8')).filter(
  (c) => !names.length || names.includes(c.name),
);

/** Installs one side into the cache, once per content of its package.json. */
function install(name, side) {
  const dir = path.join(cache, name, side);
  const wanted = fs.readFileSync(path.join(here, name, side, 'package.json'), 'utf8');
  const ok = path.join(dir, '.ok');
  if (fs.existsSync(ok) && fs.readFileSync(ok, 'utf8') === wanted) return dir;
  fs.rmSync(dir, { recursive: true, force: true });
  fs.mkdirSync(dir, { recursive: true });
  fs.writeFileSync(path.join(dir, 'package.json'), wanted);
  fs.writeFileSync(path.join(dir, '_load.mjs'), 'export const load = (s) => import(s);\n');
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps', '--loglevel=error'];
  const r = spawnSync('npm', ['install', ...flags], { cwd: dir, encoding: 'utf8' });
  if (r.status !== 0) throw new Error(`npm: ${r.stderr.split('\n')[0]}`);
  fs.writeFileSync(ok, wanted);
  return dir;
}
const run = (cmd, args) =>
  new Promise((res) => {
    const ch = spawn(cmd, args, { cwd: here, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let out = '';
    let err = '';
    ch.stdout.on('data', (d) => (out += d));
    ch.stderr.on('data', (d) => (err += d));
    const t = setTimeout(() => process.kill(-ch.pid, 'SIGKILL'), 40_000);
    ch.on('close', (code) => {
      clearTimeout(t);
      res({ code, out, err });
    });
  });
function truth(out) {
  for (const line of out.trim().split('\n').reverse()) {
    try {
      const j = JSON.parse(line);
      if ('lost' in j) return j;
    } catch {}
  }
  return { lost: null };
}
async function side(c, which) {
  const dir = install(c.name, which);
  const program = [node, ...(c.flags ?? []), path.join(here, c.name, 'repro.mjs'), dir];
  if (!tool) {
    const r = await run(program[0], program.slice(1));
    return { ...truth(r.out), err: r.err };
  }
  const report = path.join(cache, c.name, `${which}.findings.json`);
  fs.rmSync(report, { force: true });
  const r = await run(tool[0], [
    ...tool.slice(1),
    'check',
    '--format',
    'json',
    '--output',
    report,
    '--',
    ...program,
  ]);
  const findings = fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, 'utf8')).findings : null;
  return {
    ...truth(r.out),
    err: r.err,
    n: findings?.length ?? null,
    rules: [...new Set((findings ?? []).map((f) => f.rule))],
    findings,
  };
}

const rows = [];
for (const c of cases) {
  const row = { name: c.name, rule: c.rule };
  try {
    for (const which of ['buggy', 'fixed']) row[which] = await side(c, which);
  } catch (e) {
    row.error = String(e.message ?? e).slice(0, 300);
  }
  rows.push(row);
  const show = (x) => (x ? `lost=${x.lost}${tool ? ` findings=${x.n} [${x.rules}]` : ''}` : '-');
  console.log(
    `${c.name.padEnd(30)} ${c.rule.padEnd(18)} buggy: ${show(row.buggy)}  fixed: ${show(row.fixed)} ${row.error ?? ''}`,
  );
  if (process.argv.includes('--verbose'))
    for (const w of ['buggy', 'fixed'])
      if (row[w]) console.log(`   ${w}: ${row[w].evidence ?? ''} ${row[w].err.slice(0, 600)}`);
}
const ok = rows.filter((r) => r.buggy?.lost === true && r.fixed?.lost === false);
console.log(`${ok.length}/${rows.length} pairs reproduce (buggy lost, fixed not)`);
if (tool) {
  const count = (f) => `${ok.filter(f).length}/${ok.length}`;
  const found = (r) => r.buggy.n > 0;
  const silent = (r) => r.fixed.n === 0;
  console.log(
    `found on buggy ${count(found)}; right rule ${count((r) => r.buggy.rules.includes(r.rule))}; silent on fixed ${count(silent)}; both ${count((r) => found(r) && silent(r))}`,
  );
}
if (arg('json')) fs.writeFileSync(arg('json'), JSON.stringify(rows, null, 1));
