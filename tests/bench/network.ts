import type { Benchmark } from './benchmark.ts';
import { elapsed, middle, ms } from './measure.ts';
import { complete, newWorld, script } from './worlds.ts';

const CONTAINERS = 1000;

export const NETWORK: readonly Benchmark[] = [
  {
    name: '1,000 containers on one network: a name resolved and connected to, each',
    target: '≤ 0.2 ms',
    run() {
      const world = newWorld();
      script(world, 'docker network create --subnet 10.9.0.0/16 wide >/dev/null');
      for (let i = 0; i < CONTAINERS; i++) script(world, `docker run -d --network wide --name c${i} busybox httpd -f -p 80 >/dev/null`);
      const { stack } = world.main.engine.daemon.containers.find('c0').run!.namespaces.network;
      const addresses = new Set<string>();
      const reach = function* (name: string) {
        const [host] = yield* stack.resolve(name);
        if (host === undefined) throw new Error(`${name} is not resolved`);
        addresses.add(host);
        (yield* stack.connect({ host, port: 80 })).close();
      };
      const times = Array.from({ length: CONTAINERS }, (_, i) => elapsed(() => complete(world, reach(`c${i}`))));
      if (addresses.size !== CONTAINERS) throw new Error(`${CONTAINERS} names resolve to ${addresses.size} addresses`);
      return ms(middle(times));
    },
  },
];
