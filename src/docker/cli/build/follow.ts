import { concat } from '../../../core/bytes.ts';
import { MILLISECOND } from '../../../core/clock.ts';
import { Condition, anyOf } from '../../../core/process.ts';
import type { Process } from '../../../core/process.ts';
import { LineReader } from '../../../core/stream.ts';
import type { Input } from '../../../core/stream.ts';
import { bytesFromBase64 } from '../../api/base64.ts';
import type { BuildMessage, LintResult, SourceExcerpt } from '../../api/types/build.ts';
import type { BuildProgress } from '../progress/progress.ts';
import type { Session } from '../session.ts';

/** How often progress is shown anew while nothing happens. */
const TICK = 150 * MILLISECOND;

/** How a build ended. */
export interface Followed {
  readonly id: string | undefined;
  readonly lint: LintResult | undefined;
  /** A tar, with `--output`. */
  readonly files: Uint8Array;
  readonly error: { readonly message: string; readonly source: SourceExcerpt | undefined } | undefined;
}

/** Shows a build while it goes on, and says how it ended. */
export function* followBuild(session: Session, stream: Input, progress: BuildProgress, ticks: boolean): Process<Followed> {
  const { system } = session;
  const news = new Condition('build');
  const lines: (string | undefined)[] = [];
  const reader = new LineReader(stream);
  system.startThread((function* () {
    for (;;) {
      const line = yield* reader.line();
      lines.push(line);
      news.notify();
      if (line === undefined) return;
    }
  })());
  const parts: Uint8Array[] = [];
  let followed: Followed = { id: undefined, lint: undefined, files: parts[0] ?? concat([]), error: undefined };
  const show = function* (text: string): Process<void> {
    if (text !== '') yield* session.complain(text);
  };
  yield* show(progress.start(session.now()));
  for (;;) {
    if (lines.length === 0) {
      yield ticks ? anyOf(news.asWait(), system.timer(TICK)) : news.asWait();
      if (lines.length === 0) {
        yield* show(progress.tick(session.now()));
        continue;
      }
    }
    const line = lines.shift();
    if (line === undefined) break;
    if (line.trim() === '') continue;
    const message = JSON.parse(line) as BuildMessage;
    if ('errorDetail' in message) followed = { ...followed, error: { message: message.errorDetail.message, source: message.errorDetail.source } };
    else if (!('id' in message)) continue;
    else if (message.id === 'moby.buildkit.trace') yield* show(progress.update(message.aux, session.now()));
    else if (message.id === 'moby.image.id') followed = { ...followed, id: message.aux.ID };
    else if (message.id === 'drydock.lint') followed = { ...followed, lint: message.aux };
    else if (message.id === 'drydock.export') parts.push(bytesFromBase64(message.aux.data) ?? concat([]));
  }
  yield* show(progress.finish(session.now()));
  return { ...followed, files: concat(parts) };
}
