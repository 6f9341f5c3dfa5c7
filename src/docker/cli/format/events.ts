import type { EventMessage } from '../../api/types/system.ts';
import { formatSeconds } from '../../api/time.ts';
import { SECOND } from '../../../core/clock.ts';
import type { StringMap } from '../../api/types/common.ts';
import { CommandError } from '../errors.ts';
import { readFormat } from './formatter.ts';
import { TemplateError } from './template/errors.ts';
import { Struct, TypedMap } from './template/values.ts';
import type { Value } from './template/values.ts';

/** One line a message: time, type, action, id and attributes. */
export function formatEvent(event: EventMessage): string {
  const { time, timeNano } = event;
  const seconds = timeNano ? Math.floor(timeNano / 1e9) : time;
  const nanos = timeNano ? String(timeNano % 1e9).padStart(9, '0') : '000000000';
  const attributes = Object.entries(event.Actor.Attributes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}=${value}`);
  const stamp = time === 0 && timeNano === 0 ? '' : `${formatSeconds(seconds * SECOND)}.${nanos}Z `;
  return `${stamp}${event.Type} ${event.Action} ${event.Actor.ID}${attributes.length > 0 ? ` (${attributes.join(', ')})` : ''}\n`;
}

/** A template for messages. Throws CommandError. */
export function eventFormatter(format: string): (event: EventMessage) => string {
  if (format === '') return formatEvent;
  let template: ReturnType<typeof readFormat>['template'];
  try {
    ({ template } = readFormat(format));
  } catch (error) {
    if (error instanceof CommandError) throw new CommandError(`Error parsing format: ${error.message.replace('template parsing error: ', '')}`, 64);
    throw error;
  }
  const show = (event: EventMessage, prefix: string, status: number): string => {
    try {
      return `${template.execute(structOf(event))}\n`;
    } catch (error) {
      if (error instanceof TemplateError) throw new CommandError(prefix + error.message, status);
      throw error;
    }
  };
  show(NOTHING, 'Error parsing format: ', 64);
  return (event) => show(event, '', 1);
}

const NOTHING: EventMessage = { Type: 'container', Action: '', Actor: { ID: '', Attributes: {} }, scope: 'local', time: 0, timeNano: 0 };

function structOf(event: EventMessage): Struct {
  const attributes = (map: StringMap | null): Value => new TypedMap('map[string]string', '', Object.entries(map ?? {}));
  const actor = new Struct('events.Actor', new Map<string, Value>([['ID', event.Actor.ID], ['Attributes', attributes(event.Actor.Attributes)]]), new Map(), event.Actor);
  const fields = new Map<string, Value>([
    ['Status', event.status ?? ''], ['ID', event.id ?? ''], ['From', event.from ?? ''], ['Type', event.Type], ['Action', event.Action],
    ['Actor', actor], ['Scope', event.scope], ['Time', event.time], ['TimeNano', event.timeNano],
  ]);
  return new Struct('events.Message', fields, new Map(), event, true);
}
