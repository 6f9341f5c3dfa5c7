import { SECOND } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';
import { HeaderList } from '../network/http-message.ts';
import { sizeOf } from './hog.ts';
import { Refusal } from './support/endings.ts';
import { serveHttp } from './support/http-server.ts';
import type { HttpAnswer } from './support/http-server.ts';
import { parseOptions } from './support/options.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

const OPTIONS = { port: 'p --port=', rate: 'r --rate=', perRequest: '--per-request=', cost: 'c --cost=' } as const;

const MEBIBYTE = 2 ** 20;
/** How often it takes more, µs. */
const PACE = SECOND / 4;

/** A service that answers, and never gives back what it takes: so much a second, and so much for each request. */
export const tool: Tool = {
  name: 'leaky',
  usage: '[--port PORT] [--rate SIZE-PER-SECOND] [--per-request SIZE] [--cost MILLISECONDS]',
  origin: 'drydock leaky 1.0',
  usageStatus: 2,
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const size = (name: 'rate' | 'perRequest', usual: string) => {
      const bytes = sizeOf(options.value(name) ?? usual);
      if (bytes === undefined) throw new Refusal(`leaky: no size: ${options.value(name)}    (for example: 2m)\n`, 2);
      return bytes;
    };
    const [rate, perRequest] = [size('rate', '1m'), size('perRequest', '0')];
    const port = Number(options.value('port') ?? 8080);
    const cost = Math.round(Number(options.value('cost') ?? 1) * 1000);
    const { system } = call;
    let leaked = 0;
    const leak = (bytes: number) => {
      system.allocate(bytes);
      leaked += bytes;
    };
    yield* call.print(`leaky: listening on port ${port}, leaking ${Math.round(rate / 1024)} KiB a second\n`);
    yield* call.flush();
    if (rate > 0) {
      system.startThread((function* (): Process<void> {
        for (;;) {
          yield* system.sleep(PACE);
          leak(Math.round((rate * PACE) / SECOND));
        }
      })());
    }
    const handle = function* (): Process<HttpAnswer> {
      yield* system.compute(cost);
      leak(perRequest);
      return { status: 200, headers: new HeaderList([['Content-Type', 'text/plain']]), body: `leaked ${Math.round(leaked / MEBIBYTE)} MiB so far\n` };
    };
    yield* serveHttp(system, system.network.listen({ host: '0.0.0.0', port }), { handle });
    return 0;
  },
};

export const program = toProgram(tool);
