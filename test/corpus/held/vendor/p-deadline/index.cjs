/** p-deadline: a promise that rejects when its work takes too long. `onTimeout` tells the work to stop. */
'use strict';

class DeadlineError extends Error {
  name = 'DeadlineError';
}

function deadline(promise, ms, onTimeout) {
  let timer;
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = new DeadlineError(`not done after ${ms} ms`);
      onTimeout?.(error);
      reject(error);
    }, ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

module.exports = { deadline, DeadlineError };
