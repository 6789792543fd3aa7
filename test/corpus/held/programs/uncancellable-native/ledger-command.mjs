// rule: uncancellable-native
// or: never-cancelled dropped-signal
// A driver rejects at the abort and tells the server nothing: the statement runs to its end.
import { ledger } from '../../lib/ledger.mjs';
import { guilty, pause, track, verdict } from '../../lib/observe.mjs';
import { LedgerClient } from '../../vendor/wire-db/client.mjs';

const database = await ledger(2200);
const db = new LedgerClient(database.port, { stopOnAbort: !guilty });

async function yearlyTotals(year, signal) {
  await db.query('quick set search_path', { signal });
  return db.query(`select sum(amount) from bookings where year = ${year}`, { signal });
}

const report = new AbortController();
const state = track(yearlyTotals(2024, report.signal));
await pause(300);
report.abort();
await pause(1500);
const job = database.jobs[1];
verdict(
  job.state === 'running',
  `statement is ${job.state} 1.5 s after the abort; caller settled: ${state.at !== 0}`,
);
await pause(600);
db.end();
database.close();
