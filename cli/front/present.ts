/** -l: the probes of a process that no table has, such as its channels. They are numbered behind all others. */
import type { ProbeDef, ProbeDescription, ProbeIndex } from '../../wire/probe.js';
import type { AgentLink } from '../target.js';

/** @throws Error when the process leaves. */
export function presentIn(link: AgentLink, index: ProbeIndex): Promise<readonly ProbeDef[]> {
  return new Promise((resolve, reject) => {
    link.onClose(() => reject(new Error(`process ${link.hello.pid} has left`)));
    link.onMessages((messages) => {
      for (const message of messages) if (message.type === 'present') resolve(defined(message.probes, index));
    });
    link.send({ type: 'present' });
  });
}

/** Each is like one of the table, but for its module. */
function defined(present: readonly ProbeDescription[], { providers }: ProbeIndex): ProbeDef[] {
  return present.flatMap(({ provider, module, name }) => {
    const like = providers
      .find((each) => each.name === provider)
      ?.probes.find((probe) => probe.name === name);
    if (like === undefined) return [];
    const { since, ...probe } = like;
    return [{ ...probe, module }];
  });
}
