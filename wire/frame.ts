/**
 * Frames: 4 bytes of length, big-endian, then that many bytes of UTF-8 JSON (an array of messages). A peer
 * that sends nonsense is refused with a located error, never a crash.
 */

/** Senders keep their frames below this, so that a write leaves the process at once. */
export const SOFT_FRAME_BYTES = 60_000;
/** Receivers refuse larger ones. */
export const MAX_FRAME_BYTES = 64 * 1024 * 1024;

export function encodeFrame(messages: readonly unknown[]): Buffer {
  return frameOf(JSON.stringify(messages));
}

/** A frame of messages that are already JSON text each. */
export function encodeTexts(texts: readonly string[]): Buffer {
  return frameOf(`[${texts.join(',')}]`);
}

function frameOf(json: string): Buffer {
  const length = Buffer.byteLength(json);
  const frame = Buffer.allocUnsafe(4 + length);
  frame.writeUInt32BE(length, 0);
  frame.write(json, 4);
  return frame;
}

export class FrameError extends Error {}

/** Cuts a byte stream into frames. `push` returns the messages of all frames that became complete. */
export class FrameDecoder {
  #pending: Buffer[] = [];
  #size = 0;

  /** @throws FrameError on a frame that is too long or not a JSON array. */
  push(chunk: Buffer): unknown[] {
    this.#pending.push(chunk);
    this.#size += chunk.length;
    const messages: unknown[] = [];
    while (this.#size >= 4) {
      const all =
        this.#pending.length === 1 ? (this.#pending[0] as Buffer) : Buffer.concat(this.#pending, this.#size);
      this.#pending = [all];
      const length = all.readUInt32BE(0);
      if (length > MAX_FRAME_BYTES)
        throw new FrameError(`frame of ${length} bytes (at most ${MAX_FRAME_BYTES})`);
      if (all.length < 4 + length) break;
      const text = all.toString('utf8', 4, 4 + length);
      this.#pending = [all.subarray(4 + length)];
      this.#size -= 4 + length;
      let parsed: unknown;
      try {
        parsed = JSON.parse(text);
      } catch {
        throw new FrameError(`frame is not JSON: ${JSON.stringify(text.slice(0, 40))}`);
      }
      if (!Array.isArray(parsed)) throw new FrameError('frame is not a JSON array');
      for (const message of parsed) messages.push(message);
    }
    return messages;
  }
}
