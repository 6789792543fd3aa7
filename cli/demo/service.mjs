// The order service of `ntrace demo`: an ordinary Node application that knows nothing of ntrace. This process
// is the service; a supplier of prices and the shoppers run as children of it, over loopback. It ends with
// SIGTERM or SIGINT, or, with --with-parent, when its standard input does; its children end with it.
import { fork } from 'node:child_process';
import { startOrders } from './orders.mjs';
import { startPricing } from './pricing.mjs';
import { shop } from './shoppers.mjs';

const [, script, role, ...rest] = process.argv;

/** Runs this file again as another part of the demo. */
function child(...args) {
  return fork(script, args, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}

async function serve() {
  const pricing = child('pricing');
  const children = [pricing];
  const leave = () => {
    for (const each of children) each.kill();
    process.exit(0);
  };
  process.once('SIGTERM', leave);
  process.once('SIGINT', leave);
  if (process.argv.includes('--with-parent')) process.stdin.once('close', leave).resume();

  const { url } = await new Promise((resolve) => pricing.once('message', resolve));
  const orders = await startOrders(url);
  const shoppers = child('shoppers', orders.url, rushOf(process.argv));
  children.push(shoppers);
  shoppers.once('message', () => console.log('WARM'));
  console.log(`READY ${JSON.stringify({ pid: process.pid, url: orders.url })}`);
}

/** `--rush=N`: how many orders warm the service up. */
function rushOf(argv) {
  return argv.find((argument) => argument.startsWith('--rush='))?.slice(7) ?? '0';
}

if (role === 'pricing') {
  process.once('disconnect', () => process.exit(0));
  startPricing().then((url) => process.send({ url }));
} else if (role === 'shoppers') {
  process.once('disconnect', () => process.exit(0));
  shop(rest[0], Number(rest[1]), () => process.send('warm'));
} else serve();
