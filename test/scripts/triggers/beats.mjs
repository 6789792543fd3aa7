// Runs until it is ended; every few ms it leaves a timer behind, clears another, and waits for a third.
function forget() {
  setTimeout(() => {}, 60_000).unref();
}
function tidy() {
  clearTimeout(setTimeout(() => {}, 60_000));
}
function pause() {
  setTimeout(() => {}, 1);
}
setInterval(pause, 5);
setInterval(forget, 5);
setInterval(tidy, 5);
console.log('READY');
