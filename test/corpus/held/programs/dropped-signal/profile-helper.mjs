// rule: dropped-signal
// A helper takes (url, signal) and forgets the signal: it is never touched inside.
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const api = await backend();

async function getJson(url, signal) {
  const headers = { accept: 'application/json', 'x-request-source': 'profile' };
  const response = await fetch(url, guilty ? { headers } : { headers, signal });
  if (!response.ok) throw new Error(`GET ${url}: ${response.status}`);
  return response.json();
}

async function showProfile(userId) {
  const page = new AbortController();
  const profile = getJson(`${api.url}/users/${userId}`, page.signal);
  setTimeout(() => page.abort(new Error('navigated away')), 150);
  try {
    return await profile;
  } catch {
    return null;
  }
}

void showProfile(42);
await pause(150 + 1400);
const [call] = api.calls;
verdict(
  call.open,
  call.open ? 'GET /users/42 still open 1.4 s after the abort' : 'request closed at the abort',
);
api.close();
