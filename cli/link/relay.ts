/**
 * `doctor` asks an ntrace that is tracing a process how the agent there is: the agent itself listens to its
 * consumers only. The tracer's mark in the socket directory says where, and with which token, to ask.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { encodeFrame, FrameDecoder } from '../../wire/frame.js';
import type { AgentStatus } from '../../wire/messages.js';
import { socketDirectory, tracedMark } from '../socket-dir.js';

/** How the agent of one isolate is; 0 is the main thread. */
export type IsolateStatus = { readonly tid: number; readonly status: AgentStatus };

type Mark = { readonly path: string; readonly token: string };
export type StatusQuestion = { readonly type: 'ask-status'; readonly token: string; readonly pid: number };
type StatusAnswer = { readonly type: 'statuses'; readonly statuses: readonly IsolateStatus[] };

/** Says that this process traces `pid`, and how to ask it. @returns the file. */
export function writeMark(pid: number, mark: Mark): string {
  const file = join(socketDirectory(), tracedMark(pid));
  writeFileSync(file, JSON.stringify(mark), { mode: 0o600 });
  return file;
}

export function isStatusQuestion(message: unknown): message is StatusQuestion {
  const question = message as Partial<StatusQuestion> | null;
  return (
    question?.type === 'ask-status' && typeof question.token === 'string' && typeof question.pid === 'number'
  );
}

export function answerFrame(statuses: readonly IsolateStatus[]): Buffer {
  return encodeFrame([{ type: 'statuses', statuses } satisfies StatusAnswer]);
}

/** @throws Error when the tracer is gone or does not answer in time. */
export function askTracer(tracer: number, pid: number, timeoutMs: number): Promise<readonly IsolateStatus[]> {
  return new Promise((resolve, reject) => {
    const mark = JSON.parse(readFileSync(join(socketDirectory(), tracedMark(pid, tracer)), 'utf8')) as Mark;
    const socket = connect(mark.path);
    const decoder = new FrameDecoder();
    const fail = (why: string) => {
      socket.destroy();
      reject(new Error(`ntrace process ${tracer} ${why}`));
    };
    socket.setTimeout(timeoutMs, () => fail('does not answer'));
    socket.on('connect', () => {
      socket.write(encodeFrame([{ type: 'ask-status', token: mark.token, pid } satisfies StatusQuestion]));
    });
    socket.on('error', (error) => fail(`cannot be asked: ${error.message}`));
    socket.on('close', () => fail('hung up')); // no effect once answered
    socket.on('data', (chunk: Buffer) => {
      try {
        const [answer] = decoder.push(chunk) as Partial<StatusAnswer>[];
        if (answer === undefined) return;
        if (!Array.isArray(answer?.statuses)) return fail('answers nonsense');
        resolve(answer.statuses);
        socket.destroy();
      } catch (error) {
        fail(`answers nonsense: ${(error as Error).message}`);
      }
    });
  });
}
