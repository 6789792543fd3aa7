// rule: outlived-scope
// or: unlinked-request
// A file is sent by pipe(); a client that leaves in the middle leaves the file open.
import { createReadStream, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { guilty, listen, pause, verdict, visit } from '../../lib/observe.mjs';

const folder = mkdtempSync(join(tmpdir(), 'videos-'));
const video = join(folder, 'video.bin');
writeFileSync(video, Buffer.alloc(24 * 1024 * 1024));

const server = http.createServer((_request, response) => {
  const file = createReadStream(video);
  response.writeHead(200, { 'content-type': 'video/mp4' });
  if (guilty) file.pipe(response);
  else pipeline(file, response, () => {});
});

/** Descriptors of this process that point to the file. */
function openFiles() {
  const links = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return '';
    }
  });
  return links.filter((target) => target === video).length;
}

const url = await listen(server);
const slowly = (request) => {
  request.on('response', (response) => response.pause());
  request.end();
};
for (let visitor = 0; visitor < 2; visitor++)
  await visit(`${url}/video`, { leaveAfter: 200, onStart: slowly });
await pause(1300);
const left = openFiles();
verdict(left > 0, `${left} descriptors of the video are open 1.3 s after the last viewer left`);
server.close();
rmSync(folder, { recursive: true });
