import { ROOT, createWorld } from '../../docker/world.ts';
import { toText } from '../../core/bytes.ts';
import type { Lesson } from '../lessons/lesson.ts';
import type { Journal } from './journal.ts';
import { Machine } from './machine.ts';
import { findPreset } from './presets.ts';

/** Where the learner is at home, and where a lesson's files lie. */
export const learnerHome = '/home/learner';
export const learnerFolder = '/home/learner/work';

/** Files of one folder of a lesson's, with paths relative to it. */
export function filesBelow(folder: ReadonlyMap<string, Uint8Array>, path: string): ReadonlyMap<string, Uint8Array> {
  const prefix = path.replace(/^\.?\/*/, '').replace(/\/*$/, '/');
  return new Map([...folder].filter(([name]) => name.startsWith(prefix)).map(([name, bytes]) => [name.slice(prefix.length), bytes]));
}

/** A new world as a lesson (or a preset of the sandbox) wants it, before the learner has done anything. */
export function prepareMachine(lesson: Lesson | undefined, start: Pick<Journal, 'lesson' | 'seed'>): Machine {
  const preset = findPreset(lesson?.world.extends ?? start.lesson.replace(/^sandbox-/, ''));
  const files = new Map(preset.files);
  if (lesson?.world.files) for (const [path, bytes] of filesBelow(lesson.folder, lesson.world.files)) files.set(path, bytes);
  const world = createWorld({
    seed: start.seed,
    user: 'learner',
    preload: [...preset.images, ...(lesson?.world.images ?? [])],
    ...(lesson?.world.cores ? { cores: lesson.world.cores } : {}),
  });
  const machine = new Machine(world);
  machine.makeFolders(learnerFolder);
  for (const [path, bytes] of files) machine.putFile(`${learnerFolder}/${path}`, bytes);
  for (const script of [preset.setup, lesson?.world.setup]) {
    if (script === undefined) continue;
    const { status, stderr } = world.runScript(script, { user: ROOT, cwd: learnerFolder });
    if (status !== 0) throw new Error(`the setup of ${start.lesson} ends with ${status}: ${stderr.trim()}`);
  }
  return machine;
}

/** A file of the learner's folder as text; undefined for bytes that are none. */
export function asText(bytes: Uint8Array): string | undefined {
  const text = toText(bytes);
  return text.includes('\0') || text.includes('\ufffd') ? undefined : text;
}
