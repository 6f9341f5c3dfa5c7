import { beforeEach, expect, test } from 'vitest';
import { toBytes, toText } from '../../core/bytes.ts';
import { VirtualClock } from '../../core/clock.ts';
import { Scheduler } from '../../core/process.ts';
import type { Outcome, Process } from '../../core/process.ts';
import { readAll } from '../../core/stream.ts';
import { isSystemError } from '../errno.ts';
import { createNetworkFabric } from './create-fabric.ts';
import type { Bridge, NetworkFabric, NetworkNamespace } from './fabric.ts';
import { HeaderList } from './http-message.ts';
import { fetchHttp, serveHttp } from './http.ts';
import { createInternet } from './internet.ts';
import type { Internet } from './internet.ts';

let scheduler: Scheduler;
let internet: Internet;
let fabric: NetworkFabric;
let docker0: Bridge;

beforeEach(() => {
  scheduler = new Scheduler(new VirtualClock());
  internet = createInternet(scheduler);
  fabric = createNetworkFabric({ scheduler, name: 'host', internet });
  docker0 = fabric.createBridge({ name: 'docker0', subnet: '172.17.0.0/16', gateway: '172.17.0.1' });
});

/** What a process gave, or the error's code, and how many µs it took. */
function run<Result>(process: Process<Result>): { value: Result | string; took: number } {
  const start = scheduler.clock.now();
  let took = 0;
  let outcome: Outcome<Result> | undefined;
  scheduler.start(process, (ended) => {
    outcome = ended;
    took = scheduler.clock.now() - start;
  });
  scheduler.run({ isOver: () => outcome !== undefined });
  if (outcome?.kind === 'returned') return { value: outcome.value, took };
  if (outcome?.kind === 'threw' && isSystemError(outcome.error)) return { value: outcome.error.code, took };
  if (outcome?.kind === 'threw') throw outcome.error;
  throw new Error(`never ended`);
}

function container(bridge: Bridge, address: string): NetworkNamespace {
  const namespace = fabric.createNamespace(address);
  fabric.attach(namespace, bridge, { interface: 'eth0', address });
  return namespace;
}

/** Answers each connection with who called, and closes. */
function serve(namespace: NetworkNamespace, host: string, port: number) {
  const listener = namespace.stack.listen({ host, port });
  scheduler.start((function* () {
    for (;;) {
      const socket = yield* listener.accept();
      yield* socket.output.write(toBytes(`hello ${socket.remote.host}`));
      socket.close();
    }
  })(), () => {});
  return listener;
}

function* call(namespace: NetworkNamespace, host: string, port: number): Process<string> {
  const socket = yield* namespace.stack.connect({ host, port });
  return toText(yield* readAll(socket.input));
}

test('containers on one bridge reach each other, and the host reaches them', () => {
  const a = container(docker0, '172.17.0.2');
  const b = container(docker0, '172.17.0.3');
  serve(b, '0.0.0.0', 80);
  expect(run(call(a, '172.17.0.3', 80))).toEqual({ value: 'hello 172.17.0.2', took: 80 });
  expect(run(call(fabric.host, '172.17.0.3', 80)).value).toBe('hello 172.17.0.1');
  expect(run(call(a, '172.17.0.3', 81))).toEqual({ value: 'ECONNREFUSED', took: 80 });
  expect(run(call(a, '172.17.0.9', 80))).toEqual({ value: 'EHOSTUNREACH', took: 3_000_000 });
  expect(run(b.stack.ping('172.17.0.2')).took).toBeLessThan(200);
});

test('a container reaches a program on its host at the gateway address', () => {
  const a = container(docker0, '172.17.0.2');
  serve(fabric.host, '0.0.0.0', 8080);
  serve(fabric.host, '127.0.0.1', 9090);
  expect(run(call(a, '172.17.0.1', 8080)).value).toBe('hello 172.17.0.2');
  expect(run(call(a, '172.17.0.1', 9090)).value).toBe('ECONNREFUSED');
});

test('bridges are isolated from one another: packets are dropped', () => {
  const other = fabric.createBridge({ name: 'br-1', subnet: '172.18.0.0/16', gateway: '172.18.0.1' });
  const a = container(docker0, '172.17.0.2');
  serve(container(other, '172.18.0.2'), '0.0.0.0', 80);
  expect(run(call(a, '172.18.0.2', 80))).toEqual({ value: 'ETIMEDOUT', took: 127_000_000 });
  expect(run(a.stack.connect({ host: '172.18.0.2', port: 80 }, { timeout: 3_000_000 }))).toEqual({ value: 'ETIMEDOUT', took: 3_000_000 });
});

test('a published port is reached from the host, from outside, and from containers through a gateway', () => {
  const other = fabric.createBridge({ name: 'br-1', subnet: '172.18.0.0/16', gateway: '172.18.0.1' });
  const web = container(docker0, '172.17.0.2');
  const client = container(other, '172.18.0.2');
  const neighbour = createNetworkFabric({ scheduler, name: 'neighbour', internet, address: '192.168.65.9' });
  fabric.publish({ protocol: 'tcp', hostAddress: '0.0.0.0', hostPort: 8080, target: web, targetAddress: '172.17.0.2', targetPort: 80 });
  const values = () => [
    run(call(fabric.host, '127.0.0.1', 8080)).value,
    run(call(fabric.host, '172.17.0.1', 8080)).value,
    run(call(client, '172.18.0.1', 8080)).value,
    run(call(neighbour.host, '192.168.65.3', 8080)).value,
  ];
  // Nobody listens in the container: docker-proxy takes the connection and hangs up, rewritten packets are refused.
  expect(values()).toEqual(['ECONNRESET', 'ECONNREFUSED', 'ECONNRESET', 'ECONNREFUSED']);
  const onLoopback = serve(web, '127.0.0.1', 80);
  expect(values()).toEqual(['ECONNRESET', 'ECONNREFUSED', 'ECONNRESET', 'ECONNREFUSED']);
  onLoopback.close();
  serve(web, '0.0.0.0', 80);
  expect(values()).toEqual(['hello 172.17.0.1', 'hello 172.17.0.1', 'hello 172.17.0.1', 'hello 192.168.65.9']);
  expect(() => fabric.publish({ protocol: 'tcp', hostAddress: '127.0.0.1', hostPort: 8080, target: web, targetAddress: '172.17.0.2', targetPort: 80 })).toThrow('Address already in use');
  expect(() => fabric.host.stack.listen({ host: '0.0.0.0', port: 8080 })).toThrow('Address already in use');
});

test('an internal bridge leads nowhere else, and without an interface there is only loopback', () => {
  internet.add({ names: ['example.com'], address: '203.0.113.5', ports: new Map([[80, (socket) => serveHttp(socket, function* () { return { status: 200, body: 'hi\n' }; })]]) });
  const inner = fabric.createBridge({ name: 'br-2', subnet: '172.19.0.0/16', gateway: '172.19.0.1', isInternal: true });
  const closed = container(inner, '172.19.0.2');
  const open = container(docker0, '172.17.0.2');
  const none = fabric.createNamespace('none');
  expect(run(call(closed, '203.0.113.5', 80)).value).toBe('ENETUNREACH');
  expect(run(call(none, '203.0.113.5', 80)).value).toBe('ENETUNREACH');
  expect(none.stack.routes).toEqual([]);
  const get = function* (): Process<string> {
    const socket = yield* open.stack.connect({ host: '203.0.113.5', port: 80 });
    const { status, body } = yield* fetchHttp(socket, { target: '/', headers: new HeaderList([['Host', 'example.com']]) });
    return `${status} ${toText(body)}`;
  };
  expect(run(get())).toEqual({ value: '200 hi\n', took: 12_000 });
  expect(run(call(open, '203.0.113.6', 80)).value).toBe('EHOSTUNREACH');
});

test('names come from /etc/hosts, then the resolver, then the name servers', () => {
  internet.add({ names: ['example.com'], address: '203.0.113.5' });
  const a = container(docker0, '172.17.0.2');
  const files = new Map([['/etc/hosts', '127.0.0.1 localhost\n::1 localhost\n172.17.0.2 abc\n'], ['/etc/resolv.conf', 'nameserver 192.168.65.7\n']]);
  a.setFiles((path) => files.get(path));
  expect(run(a.stack.resolve('localhost')).value).toEqual(['127.0.0.1', '::1']);
  expect(run(a.stack.resolve('ABC')).value).toEqual(['172.17.0.2']);
  expect(run(a.stack.resolve('example.com'))).toEqual({ value: ['203.0.113.5'], took: 5_000 });
  expect(run(a.stack.resolve('nowhere.test')).value).toEqual([]);
  files.set('/etc/resolv.conf', '');
  expect(run(a.stack.resolve('example.com')).value).toBe('EAGAIN');
  a.setResolver(function* (name) { return name === 'db' ? ['172.17.0.7'] : undefined; });
  expect(run(a.stack.resolve('db')).value).toEqual(['172.17.0.7']);
  expect(run(a.stack.resolve('web')).value).toEqual([]);
});

test('datagrams keep their bounds and find their way back', () => {
  const a = container(docker0, '172.17.0.2');
  const b = container(docker0, '172.17.0.3');
  const listener = b.stack.listen({ host: '0.0.0.0', port: 53 }, 'udp');
  scheduler.start((function* () {
    const peer = yield* listener.accept();
    for (;;) {
      const asked = yield* peer.input.read();
      if (asked.length === 0) return;
      yield* peer.output.write(toBytes(`re: ${toText(asked)}`));
    }
  })(), () => {});
  const ask = function* (port: number): Process<string[]> {
    const socket = yield* a.stack.connect({ host: '172.17.0.3', port }, { protocol: 'udp' });
    yield* socket.output.write(toBytes('one'));
    yield* socket.output.write(toBytes('two'));
    const first = toText(yield* socket.input.read());
    return [first, toText(yield* socket.input.read())];
  };
  expect(run(ask(53)).value).toEqual(['re: one', 're: two']);
  expect(run(ask(54)).value).toBe('ECONNREFUSED');
});

test('a namespace that is removed takes its connections with it, and a process its own', () => {
  const a = container(docker0, '172.17.0.2');
  const b = container(docker0, '172.17.0.3');
  b.stack.listen({ host: '0.0.0.0', port: 80 });
  const wait = function* (): Process<string> {
    const socket = yield* a.stack.connect({ host: '172.17.0.3', port: 80 });
    return toText(yield* socket.input.read());
  };
  scheduler.clock.at(scheduler.clock.now() + 1_000_000, () => fabric.removeNamespace(b));
  expect(run(wait()).value).toBe('ECONNRESET');

  const process = a.openStack();
  process.stack.listen({ host: '0.0.0.0', port: 80 });
  expect(a.stack.listeners.length).toBe(1);
  process.close();
  expect(a.stack.listeners.length).toBe(0);
});

test('interfaces and routes are what `ip` shows', () => {
  const a = container(docker0, '172.17.0.2');
  expect(a.stack.interfaces.map(({ name, mac, addresses }) => [name, mac, ...addresses])).toEqual([
    ['lo', '00:00:00:00:00:00', '127.0.0.1/8', '::1/128'],
    ['eth0', '02:42:ac:11:00:02', '172.17.0.2/16'],
  ]);
  expect(a.stack.routes).toEqual([
    { destination: 'default', gateway: '172.17.0.1', interface: 'eth0' },
    { destination: '172.17.0.0/16', interface: 'eth0' },
  ]);
  expect(fabric.host.stack.routes).toEqual([
    { destination: 'default', gateway: '192.168.65.1', interface: 'eth0' },
    { destination: '192.168.65.0/24', interface: 'eth0' },
    { destination: '172.17.0.0/16', interface: 'docker0' },
  ]);
});

test('connecting takes no longer among a thousand containers', () => {
  const all = Array.from({ length: 1000 }, (_, i) => container(docker0, `172.17.${1 + Math.floor(i / 250)}.${1 + (i % 250)}`));
  const last = all.at(-1)!;
  serve(last, '0.0.0.0', 80);
  const start = performance.now();
  for (let i = 0; i < 200; i++) run(call(all[i]!, '172.17.4.250', 80));
  expect((performance.now() - start) / 200).toBeLessThan(1);
});
