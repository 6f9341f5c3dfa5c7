import type { ProbeOrder } from './probe.worker.ts';
import type { Order } from './protocol.ts';
import { COPY, WorldServer } from './world-server.ts';

/** One file for the world that the learner types in and for the copies in which things are tried: they have their code in common. */
if (self.name === COPY) {
  onmessage = async (event: MessageEvent<ProbeOrder>) => {
    const { answerOrder } = await import('./probe.worker.ts');
    postMessage(await answerOrder(event.data));
  };
} else {
  const server = new WorldServer((news, transfer = []) => postMessage(news, { transfer }));
  onmessage = (event: MessageEvent<Order>) => server.take(event.data);
}
