// Runs until it is ended, and leaves a timer behind every few ms.
function forget() {
  setTimeout(() => {}, 60_000).unref();
}
setInterval(forget, 5);
console.log('READY');
