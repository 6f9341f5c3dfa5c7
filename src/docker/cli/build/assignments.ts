import type { Session } from '../session.ts';

/** `--build-arg NAME=value`, or NAME alone for what the environment has of it. */
export function buildArguments(session: Session): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const text of session.flags.texts('build-arg')) {
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    const value = equals < 0 ? session.system.env.get(name) : text.slice(equals + 1);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

/** `--label key=value`; a key alone has an empty value. */
export function labels(session: Session): Readonly<Record<string, string>> {
  return Object.fromEntries(session.flags.texts('label').map((text) => {
    const equals = text.indexOf('=');
    return equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
  }));
}
