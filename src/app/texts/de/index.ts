import type { Texts } from '../texts.svelte.ts';
import { changes } from './changes.ts';
import { common } from './common.ts';
import { diagram } from './diagram.ts';
import { home } from './home.ts';
import { lesson } from './lesson.ts';
import { resources } from './resources.ts';
import { settings } from './settings.ts';
import { terminal } from './terminal.ts';
import { time } from './time.ts';
import { workspace } from './workspace.ts';

export const de: Texts = { changes, common, diagram, home, lesson, resources, settings, terminal, time, workspace };
