// Waits for SIGWINCH and says that it came; its timers of 41, 42 and 43 ms ask for one, for nonsense, for the end.
const alive = setInterval(() => {}, 1000);
process.once('SIGWINCH', () => {
  console.log('the signal came');
  clearInterval(alive);
  setTimeout(() => {}, 42);
  setTimeout(() => {}, 43);
});
setTimeout(() => {}, 41);
