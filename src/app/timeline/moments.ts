import type { Moment } from '../../tutor/session/session.ts';
import { t } from '../texts/texts.svelte.ts';
import type { FileInfo } from '../worker/protocol.ts';

/** A moment as a line of the timeline. */
export function momentText({ kind, text }: Moment): string {
  if (kind === 'edit') return t().time.savedFile(text);
  if (kind === 'answer') return t().time.answered;
  return text.trim() === '' ? t().time.emptyLine : text;
}

/** Which files are new, gone or changed, in words. */
export function fileDifferences(before: readonly FileInfo[], after: readonly FileInfo[]): string[] {
  const old = new Map(before.filter((file) => file.type === 'file').map((file) => [file.path, file]));
  const texts: string[] = [];
  for (const file of after) {
    if (file.type !== 'file') continue;
    const was = old.get(file.path);
    old.delete(file.path);
    if (!was) texts.push(t().time.fileNew(file.path));
    else if (was.size !== file.size || was.text !== file.text) texts.push(t().time.fileChanged(file.path));
  }
  for (const path of old.keys()) texts.push(t().time.fileGone(path));
  return texts;
}
