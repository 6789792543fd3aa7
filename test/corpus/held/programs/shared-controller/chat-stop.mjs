// rule: shared-controller
// A client of a package has one controller for all its streams: stopping one answer cuts the others.
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const { Chat } = await import(`../../vendor/chat-client/${guilty ? '0.5.1' : '0.5.2'}.mjs`);
const api = await backend();
const chat = new Chat(api.url);

async function print(answer, window) {
  for await (const chunk of answer.body) window.bytes += chunk.length;
}

const windows = ['why', 'how', 'when'].map((prompt) => ({ prompt, bytes: 0, error: null }));
const answers = await Promise.all(windows.map(({ prompt }) => chat.ask(prompt)));
for (const [index, window] of windows.entries())
  print(answers[index], window).catch((error) => {
    window.error = error.name;
  });
await pause(400);
answers[0].stop();
await pause(1300);
const cut = windows.filter(({ error }, index) => index > 0 && error).map(({ prompt }) => prompt);
verdict(cut.length > 0, `stopped "why"; cut with it: ${cut.join(', ') || 'nothing'}`);
api.close();
