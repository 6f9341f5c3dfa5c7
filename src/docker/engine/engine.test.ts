import { describe, expect, it } from 'vitest';
import type { ContainerInspect } from '../api/types/containers.ts';
import { TestEngine } from './testing/engine.ts';

describe('a container', () => {
  it('is created, started, waited for, read and removed', () => {
    const engine = new TestEngine();
    expect(engine.ask('POST', '/containers/create?name=job', { Image: 'busybox', Cmd: ['echo', 'hello'] }).status).toBe(201);
    expect(engine.ask('POST', '/containers/job/start').status).toBe(204);
    expect(engine.text(engine.ask('POST', '/containers/job/wait'))).toBe('{"StatusCode":0}\n');
    expect(engine.text(engine.ask('GET', '/containers/job/logs?stdout=1&stderr=1'))).toBe('\u0001\0\0\0\0\0\0\u0006hello\n');
    const { State } = engine.get<ContainerInspect>('/containers/job/json');
    expect([State.Status, State.ExitCode]).toEqual(['exited', 0]);
    expect(engine.get('/containers/json?all=1')).toHaveLength(1);
    expect(engine.ask('DELETE', '/containers/job').status).toBe(204);
    expect(engine.ask('GET', '/containers/job/json')).toMatchObject({ status: 404, body: { message: 'No such container: job' } });
  });

  it('that cannot start says why', () => {
    const engine = new TestEngine();
    engine.ask('POST', '/containers/create?name=job', { Image: 'busybox', Cmd: ['nope'] });
    expect(engine.ask('POST', '/containers/job/start').body).toEqual({
      message: 'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "nope": executable file not found in $PATH: unknown',
    });
  });
});
