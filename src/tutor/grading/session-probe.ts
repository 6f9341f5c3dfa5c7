import { toText } from '../../core/bytes.ts';
import type { Json, Method } from '../../docker/api/http.ts';
import { isInput } from '../../docker/api/http.ts';
import { inputOf, readAll } from '../../core/stream.ts';
import type { Input } from '../../core/stream.ts';
import type { Process } from '../../core/process.ts';
import type { ApiAnswer, Probe, ShellResult } from '../checks/probe.ts';
import { until } from '../../core/process.ts';
import type { Session } from '../session/session.ts';

/** What a probe may read of one answer, bytes. */
const BODY_LIMIT = 32 << 20;

/** A session's world as checks look at it. */
export function probeOf(session: Session): Probe {
  const { machine } = session;
  return {
    folder: session.folder,
    files: machine.files,
    log: session.log,
    get answers() {
      return new Map([...session.answers].map(([question, given]) => [question, { ...given } as Json]));
    },
    now: () => session.now,
    *sleep(duration) {
      yield until(machine.world.clock, session.now + duration);
    },
    *api(method: Method, path: string, body?: Json): Process<ApiAnswer> {
      const [bare, search = ''] = path.split('?', 2);
      const query = new Map<string, string[]>();
      for (const pair of search.split('&').filter(Boolean)) {
        const [name, value = ''] = pair.split('=', 2).map(decodeURIComponent);
        query.set(name!, [...(query.get(name!) ?? []), value]);
      }
      const response = yield* machine.api.handle({ method, path: bare!, query, headers: new Map(), ...(body === undefined ? {} : { body }) });
      const answered = isInput(response.body) ? toJson(toText(yield* readAll(response.body, BODY_LIMIT))) : (response.body ?? null);
      return { status: response.status, body: answered };
    },
    *download(path: string): Process<Input> {
      const { body } = yield* machine.api.handle({ method: 'GET', path, query: new Map(), headers: new Map() });
      return isInput(body) ? body : inputOf(JSON.stringify(body ?? null));
    },
    *shell(script: string): Process<ShellResult> {
      const started = session.now;
      const { status, stdout, stderr } = yield* machine.script(script, { cwd: session.folder });
      return { status, stdout, stderr, elapsed: session.now - started };
    },
  };
}

/** A stream's text: JSON if it is, otherwise the text itself (JSON lines, logs). */
function toJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
