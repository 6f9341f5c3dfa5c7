import type { Process } from '../../core/process.ts';
import type { Input } from '../../core/stream.ts';
import type { Client, RequestOptions } from './client.ts';

/** Starts a build. The answer is JSON lines (`api/types/build.ts`). */
export function buildImage(client: Client, query: NonNullable<RequestOptions['query']>, context: Input): Process<Input> {
  return client.stream('POST', '/build', { query, body: context });
}
