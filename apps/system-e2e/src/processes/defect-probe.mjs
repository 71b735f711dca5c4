// Loaded into a server before its own code: fails, on request of its parent, as a defect in the server would.
process.on('message', ({ event, how, secret }) => {
  if (event === 'fail') fail(how, new TypeError(secret));
});

/** Twice, as what has broken once breaks again. */
function fail(how, error) {
  for (let i = 0; i < 2; i++) {
    if (how === 'reject') Promise.reject(error);
    else setImmediate(() => raise(error));
  }
}

function raise(error) {
  throw error;
}
