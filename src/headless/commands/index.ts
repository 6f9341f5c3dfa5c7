import type { HeadlessCommand } from '../command.ts';
import { check } from './check.ts';
import { grade } from './grade.ts';
import { lesson } from './lesson.ts';
import { lessons } from './lessons.ts';
import { run } from './run.ts';
import { serve } from './serve.ts';
import { shell } from './shell.ts';
import { suites } from './suites.ts';
import { transcripts } from './transcripts.ts';

export const COMMANDS: readonly HeadlessCommand[] = [run, shell, transcripts, grade, check, lessons, lesson, serve, suites];
