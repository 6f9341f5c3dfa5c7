import type { Process } from '../../core/process.ts';
import { HeaderList } from '../network/http-message.ts';
import type { Program } from '../system.ts';
import { formatMoment, momentOf } from './support/calendar.ts';
import { serveHttp } from './support/http-server.ts';
import type { HttpAnswer, ServedRequest } from './support/http-server.ts';

/** The server of traefik/whoami: says who it is and what it was asked. */
export const program: Program = {
  name: 'whoami-server',
  *main(system) {
    const port = Number(system.env.get('WHOAMI_PORT_NUMBER') ?? /--port[= ](\d+)/.exec(system.argv.join(' '))?.[1] ?? 80);
    const listener = system.network.listen({ host: '0.0.0.0', port });
    yield* system.complain(`${formatMoment('%Y/%m/%d %H:%M:%S', momentOf(system.now()))} Starting up on port ${port}\n`);
    const handle = function* ({ head, socket }: ServedRequest): Process<HttpAnswer> {
      yield* system.compute(200);
      const addresses = system.network.interfaces.flatMap(({ addresses: all }) => all.map((address) => `IP: ${address.replace(/\/.*/, '')}\n`)).join('');
      const headers = [...head.headers].filter(([name]) => name.toLowerCase() !== 'host').map(([name, value]) => `${name}: ${value}\n`).sort().join('');
      const name = system.env.get('WHOAMI_NAME');
      const body = `${name ? `Name: ${name}\n` : ''}Hostname: ${system.host.hostname}\n${addresses}RemoteAddr: ${socket.remote.host}:${socket.remote.port}\n${head.method} ${head.target} ${head.version}\nHost: ${head.headers.get('host') ?? ''}\n${headers}\n`;
      return { status: 200, headers: new HeaderList([['Date', formatMoment('%a, %d %b %Y %H:%M:%S GMT', momentOf(system.now()))], ['Content-Type', 'text/plain; charset=utf-8']]), body };
    };
    yield* serveHttp(system, listener, { handle });
    return 0;
  },
};
