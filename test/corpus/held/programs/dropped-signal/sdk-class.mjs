// rule: dropped-signal
// A client of a package: version 1.4.0 copies the known options, and the signal is not among them.
import { backend, guilty, pause, track, verdict } from '../../lib/observe.mjs';

const { ParcelClient } = await import(`../../vendor/parcel-sdk/${guilty ? '1.4.0' : '1.4.1'}.mjs`);
const api = await backend();
const parcels = new ParcelClient({ baseUrl: api.url, token: 'secret' });
const screen = new AbortController();
const tracking = track(parcels.track('JD0001', { signal: screen.signal, locale: 'de' }));
await pause(200);
screen.abort();
await pause(1400);
const [call] = api.calls;
verdict(call.open, `1.4 s after the abort the carrier's request is ${call.open ? 'open' : 'closed'}`);
if (tracking.ok) console.error('unexpected answer');
api.close();
