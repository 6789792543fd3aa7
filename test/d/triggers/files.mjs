// Reads and misses files in every form, one after the other, once.
import fs, { readFile } from 'node:fs';
import { open, readFile as read, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const folder = fs.mkdtempSync(join(tmpdir(), 'ntrace-files-'));
const file = join(folder, 'text');
await writeFile(file, 'hello');
await promisify(readFile)(file);
await read(file, 'utf8');
fs.readFileSync(file);
await stat(join(folder, 'none')).catch(() => {});
await new Promise((resolve) => fs.stat(join(folder, 'none'), resolve));
try {
  fs.statSync(join(folder, 'none'));
} catch {}
const handle = await open(file);
await handle.read(Buffer.alloc(3), 0, 3, 0);
await handle.close();
await new Promise((resolve) => fs.createReadStream(file).on('close', resolve).resume());
try {
  fs.stat(file); // refused at once: no callback
} catch {}
fs.rmSync(folder, { recursive: true });
