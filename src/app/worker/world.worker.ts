import type { Order } from './protocol.ts';
import { WorldServer } from './world-server.ts';

const server = new WorldServer((news, transfer = []) => postMessage(news, { transfer }));
onmessage = (event: MessageEvent<Order>) => server.take(event.data);
