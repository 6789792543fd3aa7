// Three aborts of controllers from two places, one timeout, one signal born aborted.
function giveUp() {
  new AbortController().abort();
}
for (let i = 0; i < 2; i++) giveUp();
new AbortController().abort(new Error('by hand'));
AbortSignal.abort();
const timeout = AbortSignal.timeout(5);
const keepAlive = setInterval(() => {
  if (timeout.aborted) clearInterval(keepAlive);
}, 5);
