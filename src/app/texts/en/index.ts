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

/** The texts of the page, by area: one file an area. */
export const en = { changes, common, diagram, home, lesson, resources, settings, terminal, time, workspace };
