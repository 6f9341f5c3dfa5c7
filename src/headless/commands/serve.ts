import { parseArgs } from 'node:util';
import { createWorld } from '../../docker/world.ts';
import { prepareMachine } from '../../tutor/session/prepare.ts';
import type { HeadlessCommand } from '../command.ts';
import { findLesson } from '../lesson-folder.ts';
import { parseListen } from '../serve/listen.ts';
import { serveWorld } from '../serve/serve-world.ts';

export const serve: HeadlessCommand = {
  name: 'serve',
  usage: 'serve [--listen unix:///PATH|tcp://127.0.0.1:PORT] [--lesson ID] [--image REF]…',
  about: 'puts the simulated engine on a real socket, for the real docker command',
  help: `Then: DOCKER_HOST=unix:///tmp/drydock.sock docker run --rm alpine echo hello
Virtual time follows real time. A unix socket is for its owner alone; TCP listens on loopback alone, and requests of web
pages are refused. SIGTERM and SIGINT end it.
  --image REF   an image that is there from the start; oracle-busybox is the one of the transcripts`,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        listen: { type: 'string', default: 'unix:///tmp/drydock.sock' },
        lesson: { type: 'string' },
        image: { type: 'string', multiple: true, default: [] },
        seed: { type: 'string', default: 'serve' },
      },
    });
    const address = parseListen(values.listen);
    const lesson = values.lesson === undefined ? undefined : findLesson(values.lesson);
    const world = lesson ? prepareMachine(lesson, { lesson: lesson.id, seed: values.seed }).world : createWorld({ seed: values.seed, user: 'root', preload: values.image, startsAt: Date.now() * 1000 });
    return await new Promise<number>((resolve) => {
      const end = (status: number) => void served.then(({ close }) => close()).then(() => resolve(status), () => {});
      const served = serveWorld(world, address, (error) => {
        console.error(error);
        end(70);
      });
      process.once('SIGTERM', () => end(0));
      process.once('SIGINT', () => end(0));
      served.then(
        () => console.log(`listening on ${values.listen}`),
        (error: unknown) => {
          console.error(`drydock serve: ${error instanceof Error ? error.message : String(error)}`);
          resolve(1);
        },
      );
    });
  },
};
