// rule: never-cancelled
// A function makes a controller for its requests; one of them fails, the function rejects, nobody aborts the others.
import { backend, guilty, pause, track, verdict } from '../../lib/observe.mjs';

const api = await backend();

async function getJson(path, signal) {
  const response = await fetch(api.url + path, { signal });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

async function loadDashboard() {
  const group = new AbortController();
  try {
    const [user, sales, stock] = await Promise.all([
      getJson('/denied/user', group.signal),
      getJson('/sales', group.signal),
      getJson('/stock', group.signal),
    ]);
    return { user, sales, stock };
  } catch (error) {
    if (!guilty) group.abort(error);
    throw error;
  }
}

const state = track(loadDashboard());
await pause(1700);
const open = api.calls.filter((call) => call.open).length;
verdict(open > 0, `dashboard failed with "${state.error?.message}"; ${open} of its requests still open`);
api.close();
