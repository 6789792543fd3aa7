// A chain of middleware: a deadline of 250 ms, a session, two steps of work. Both share four connections to a database,
// and one request in eight is for an old order, whose lookup takes 1.5 s. Clients wait for as long as it takes.
// node deadlines.mjs guilty|mended
import { ask, mended, percentile, print, serve, sleep, startPeer } from './peers.mjs';

const BUDGET_MS = 250;
const REQUESTS = 120;
const database = await startPeer();
let free = 4;
const waiting = [];
let queries = 0;

async function query(path, signal) {
  signal?.throwIfAborted();
  if (free > 0) free--;
  else await slot(signal);
  try {
    queries++;
    return await (await fetch(`${database.url}${path}`, { signal })).text();
  } finally {
    const next = waiting.shift();
    if (next === undefined) free++;
    else next();
  }
}

function slot(signal) {
  return new Promise((resolve, reject) => {
    waiting.push(resolve);
    signal?.addEventListener('abort', () => {
      if (waiting.includes(resolve)) waiting.splice(waiting.indexOf(resolve), 1);
      reject(signal.reason);
    });
  });
}

async function guiltyDeadline(_context, next) {
  const late = sleep(BUDGET_MS).then(() => 'late'); // answers for the chain, does not end it
  return Promise.race([next(), late]);
}

async function mendedDeadline(context, next) {
  context.signal = AbortSignal.timeout(BUDGET_MS);
  return next().catch((error) => {
    if (context.signal.aborted) return 'late';
    throw error;
  });
}

async function session(context, next) {
  context.user = await query('/session/5', context.signal);
  return next();
}

async function order(context) {
  const found = await query(context.old ? '/old/1500' : '/new/20', context.signal);
  if (context.answered) forNobody++;
  return found;
}

const chain = [mended ? mendedDeadline : guiltyDeadline, session, order];
const run = (context, at = 0) => chain[at](context, () => run(context, at + 1));
let forNobody = 0;

const service = await serve(async (request, response) => {
  const context = { old: request.url === '/old' };
  const answer = await run(context);
  context.answered = true;
  response.statusCode = answer === 'late' ? 503 : 200;
  response.end(answer);
});

const answers = [];
for (let number = 1; number <= REQUESTS; number++) {
  answers.push(ask(`${service.url}/${number % 8 === 0 ? 'old' : 'new'}`));
  await sleep(25);
}
const took = await Promise.all(answers);
await sleep(1600);
print(mended ? 'mended' : 'guilty', {
  'requests answered': took.length,
  P50: percentile(took, 50),
  P99: percentile(took, 99),
  'queries begun': queries,
  'orders found for nobody': forNobody,
  'lookups cancelled': database.counts.spared,
});
service.stop();
database.stop();
