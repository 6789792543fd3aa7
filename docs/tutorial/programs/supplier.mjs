// The supplier of shop.mjs, a process of its own: tells its address, then what it was asked, when it is asked for that.
import { startPeer } from './peers.mjs';

const peer = await startPeer();
process.on('message', () => process.send(peer.counts));
process.on('disconnect', peer.stop);
process.send(peer.url);
