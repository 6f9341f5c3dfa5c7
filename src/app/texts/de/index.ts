import type { Texts } from '../texts.svelte.ts';
import { changes } from './changes.ts';
import { common } from './common.ts';
import { diagram } from './diagram.ts';
import { home } from './home.ts';
import { keeping } from './keeping.ts';
import { lesson } from './lesson.ts';
import { resources } from './resources.ts';
import { settings } from './settings.ts';
import { terminal } from './terminal.ts';
import { time } from './time.ts';
import { workspace } from './workspace.ts';
import { palette } from './palette.ts';
import { reference } from './reference.ts';
import { tour } from './tour.ts';

export const de: Texts = { changes, common, diagram, home, keeping, lesson, palette, reference, resources, settings, terminal, time, tour, workspace };
