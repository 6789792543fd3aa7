// Two timeouts that fire, one that is cleared.
setTimeout(() => {}, 7);
setTimeout(() => {}, 7);
clearTimeout(setTimeout(() => {}, 60_000));
