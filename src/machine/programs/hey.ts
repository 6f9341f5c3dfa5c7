import { SECOND } from '../../core/clock.ts';
import type { Micros } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';
import { HeaderList, parseUrl } from '../network/http-message.ts';
import { HttpFailure, exchange } from './support/http-client.ts';
import { Refusal } from './support/endings.ts';
import { parseOptions } from './support/options.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

const OPTIONS = { requests: 'n=', workers: 'c=', duration: 'z=', rate: 'q=', method: 'm=', timeout: 't=', header: 'H=' } as const;

interface Results {
  readonly times: Micros[];
  readonly statuses: Map<number, number>;
  readonly errors: Map<string, number>;
  bytes: number;
  sent: number;
}

/** A load generator, after hey: so many requests by so many workers, and how long they took. */
export const tool: Tool = {
  name: 'hey',
  usage: '[options...] <url>',
  origin: 'hey 0.1.4',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const url = parseUrl(options.operands[0] ?? '');
    if (!url) throw new Refusal('Usage: hey [options...] <url>\n\nOptions:\n  -n  Number of requests to run. Default is 200.\n  -c  Number of workers to run concurrently. Default is 50.\n  -q  Rate limit, in queries per second (QPS) per worker.\n  -z  Duration of application to send requests, like 10s or 3m.\n', 1);
    const workers = Number(options.value('workers') ?? 50);
    const match = /^(\d+(?:\.\d+)?)(s|m)$/.exec(options.value('duration') ?? '');
    const until = match ? call.now() + Math.round(Number(match[1]) * (match[2] === 'm' ? 60 : 1) * SECOND) : Infinity;
    const total = match ? Infinity : Number(options.value('requests') ?? 200);
    const pause = options.has('rate') ? Math.round(SECOND / Number(options.value('rate'))) : 0;
    const headers = new HeaderList([['User-Agent', 'hey/0.0.1'], ...options.values('header').map((line) => [line.replace(/:.*/, ''), line.replace(/^[^:]*:\s*/, '')] as const)]);
    const results: Results = { times: [], statuses: new Map(), errors: new Map(), bytes: 0, sent: 0 };
    const started = call.now();
    const body = function* (): Process<void> {
      while (results.sent < total && call.now() < until) {
        results.sent++;
        const at = call.now();
        try {
          const answer = yield* exchange(call.system, { url, headers, method: options.value('method') ?? 'GET' });
          for (let part = yield* answer.body.read(); part.length > 0; part = yield* answer.body.read()) results.bytes += part.length;
          answer.close();
          results.times.push(call.now() - at);
          results.statuses.set(answer.head.status, (results.statuses.get(answer.head.status) ?? 0) + 1);
        } catch (error) {
          if (!(error instanceof HttpFailure)) throw error;
          const words = `Get "http://${url.host}:${url.port}${url.target}": ${error.problem === 'unresolved' ? `dial tcp: lookup ${url.host}: no such host` : `dial tcp ${error.address?.host}:${url.port}: connect: ${error.message.toLowerCase()}`}`;
          results.errors.set(words, (results.errors.get(words) ?? 0) + 1);
        }
        yield* call.spend(60);
        if (pause > 0 && at + pause > call.now()) yield* call.system.sleep(at + pause - call.now());
      }
    };
    const tasks = Array.from({ length: workers }, () => call.system.startThread(body()));
    for (const task of tasks) while (!task.isDone) yield* task.ended.wait();
    yield* call.print(report(results, call.now() - started));
    return 0;
  },
};

export const program = toProgram(tool);

function report(results: Results, elapsed: Micros): string {
  const times = results.times.toSorted((a, b) => a - b);
  const seconds = (time: Micros) => (time / SECOND).toFixed(4);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const mean = times.reduce((sum, time) => sum + time, 0) / Math.max(1, times.length);
  const fastest = times[0] ?? 0;
  const slowest = times.at(-1) ?? 0;
  const buckets = Array.from({ length: 11 }, (_, i) => fastest + ((slowest - fastest) * i) / 10);
  const counts = buckets.map((limit, i) => times.filter((time) => time <= limit && (i === 0 || time > buckets[i - 1]!)).length);
  const most = Math.max(1, ...counts);
  const histogram = buckets.map((limit, i) => `  ${(limit / SECOND).toFixed(3)} [${counts[i]}]\t|${'■'.repeat(Math.round((counts[i]! * 40) / most))}\n`).join('');
  const statuses = [...results.statuses].sort(([a], [b]) => a - b).map(([status, count]) => `  [${status}]\t${count} responses\n`).join('');
  const errors = [...results.errors].map(([words, count]) => `  [${count}]\t${words}\n`).join('');
  const summary = `\nSummary:\n  Total:\t${seconds(elapsed)} secs\n  Slowest:\t${seconds(slowest)} secs\n  Fastest:\t${seconds(fastest)} secs\n  Average:\t${seconds(mean)} secs\n  Requests/sec:\t${(times.length / (elapsed / SECOND)).toFixed(4)}\n  \n  Total data:\t${results.bytes} bytes\n  Size/request:\t${Math.round(results.bytes / Math.max(1, times.length))} bytes\n`;
  if (times.length === 0) return `${summary}\nError distribution:\n${errors}\n`;
  const latency = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99].map((share) => `  ${Math.round(share * 100)}% in ${seconds(at(share))} secs\n`).join('');
  return `${summary}\nResponse time histogram:\n${histogram}\n\nLatency distribution:\n${latency}\nStatus code distribution:\n${statuses}${errors ? `\nError distribution:\n${errors}` : ''}\n`;
}
