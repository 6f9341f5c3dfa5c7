import { quote, trimSpace } from '../parse/go-strings.ts';
import { DockerfileError } from '../parse/node.ts';
import { jsonOrJoined } from './commands.ts';
import { parseDuration } from './duration.ts';
import { Flags, NO_FLAGS } from './flags.ts';
import type { FlagTypes } from './flags.ts';
import type { Argument, InstructionOf, KeyValue } from './instruction.ts';
import type { Interpreter } from './interpreter.ts';
import { atLeastOne, blankName, exactlyOne, tooMany } from './messages.ts';

export const env: Interpreter<InstructionOf<'env'>> = (node, args, written) => {
  Flags.read(node.flags, NO_FLAGS);
  return { ...written, kind: 'env', pairs: keyValues(args, 'ENV') };
};

export const label: Interpreter<InstructionOf<'label'>> = (node, args, written) => {
  Flags.read(node.flags, NO_FLAGS);
  return { ...written, kind: 'label', pairs: keyValues(args, 'LABEL') };
};

function keyValues(args: readonly string[], instruction: string): readonly KeyValue[] {
  if (args.length === 0) throw atLeastOne(instruction);
  if (args.length % 3 !== 0) throw tooMany(instruction);
  const pairs: KeyValue[] = [];
  for (let i = 0; i < args.length; i += 3) {
    if (args[i] === '') throw blankName(instruction);
    pairs.push({ key: args[i]!, value: args[i + 1]!, isLegacy: args[i + 2] === '' });
  }
  return pairs;
}

export const arg: Interpreter<InstructionOf<'arg'>> = (node, args, written) => {
  if (args.length === 0) throw atLeastOne('ARG');
  const parsed = args.map((text): Argument => {
    const equals = text.indexOf('=');
    if (equals === 0) throw blankName('ARG');
    const key = equals < 0 ? text : text.slice(0, equals);
    return { key, value: equals < 0 ? undefined : text.slice(equals + 1), comment: commentOn(node.comments, key) };
  });
  return { ...written, kind: 'arg', args: parsed };
};

/** A comment `# NAME what it is` above the instruction. */
export function commentOn(comments: readonly string[], name: string): string {
  if (name === '') return '';
  return comments.find((comment) => comment.startsWith(`${name} `))?.slice(name.length + 1) ?? '';
}

export const maintainer: Interpreter<InstructionOf<'maintainer'>> = (node, args, written) => {
  if (args.length !== 1) throw exactlyOne('MAINTAINER');
  Flags.read(node.flags, NO_FLAGS);
  return { ...written, kind: 'maintainer', maintainer: args[0]! };
};

export const workdir: Interpreter<InstructionOf<'workdir'>> = (node, args, written) => {
  if (args.length !== 1) throw exactlyOne('WORKDIR');
  Flags.read(node.flags, NO_FLAGS);
  return { ...written, kind: 'workdir', path: args[0]! };
};

export const user: Interpreter<InstructionOf<'user'>> = (node, args, written) => {
  if (args.length !== 1) throw exactlyOne('USER');
  Flags.read(node.flags, NO_FLAGS);
  return { ...written, kind: 'user', user: args[0]! };
};

export const stopsignal: Interpreter<InstructionOf<'stopsignal'>> = (_node, args, written) => {
  if (args.length !== 1) throw exactlyOne('STOPSIGNAL');
  return { ...written, kind: 'stopsignal', signal: args[0]! };
};

export const volume: Interpreter<InstructionOf<'volume'>> = (node, args, written) => {
  if (args.length === 0) throw atLeastOne('VOLUME');
  Flags.read(node.flags, NO_FLAGS);
  const volumes = args.map(trimSpace);
  if (volumes.includes('')) throw new DockerfileError('VOLUME specified can not be an empty string');
  return { ...written, kind: 'volume', volumes };
};

export const expose: Interpreter<InstructionOf<'expose'>> = (node, args, written) => {
  if (args.length === 0) throw atLeastOne('EXPOSE');
  Flags.read(node.flags, NO_FLAGS);
  return { ...written, kind: 'expose', ports: [...args].sort() };
};

const KEYWORD = /^\s*ONBUILD\s*/i;

export const onbuild: Interpreter<InstructionOf<'onbuild'>> = (node, args, written) => {
  if (args.length === 0) throw atLeastOne('ONBUILD');
  Flags.read(node.flags, NO_FLAGS);
  const trigger = trimSpace(args[0]!).toUpperCase();
  if (trigger === 'ONBUILD') throw new DockerfileError("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
  if (trigger === 'FROM' || trigger === 'MAINTAINER') throw new DockerfileError(`${trigger} isn't allowed as an ONBUILD trigger`);
  const documents = node.heredocs.map(({ content, name }) => `\n${content}${name}`).join('');
  return { ...written, kind: 'onbuild', expression: node.original.replace(KEYWORD, '') + documents };
};

const HEALTH_FLAGS: FlagTypes = { interval: 'text', timeout: 'text', 'start-period': 'text', 'start-interval': 'text', retries: 'text' };
const MILLISECOND = 1_000_000;

export const healthcheck: Interpreter<InstructionOf<'healthcheck'>> = (node, args, written) => {
  if (args.length === 0) throw atLeastOne('HEALTHCHECK');
  const type = args[0]!.toUpperCase();
  const rest = args.slice(1);
  if (type === 'NONE') {
    if (rest.length > 0) throw new DockerfileError('HEALTHCHECK NONE takes no arguments');
    return { ...written, kind: 'healthcheck', health: { Test: ['NONE'] } };
  }
  const flags = Flags.read(node.flags, HEALTH_FLAGS);
  if (type !== 'CMD') throw new DockerfileError(`Unknown type ${quote(type)} in HEALTHCHECK (try CMD)`);
  const command = jsonOrJoined(node, rest);
  if (command.length === 0) throw new DockerfileError('Missing command after HEALTHCHECK CMD');
  const Test = [node.isJson ? 'CMD' : 'CMD-SHELL', ...command];
  const Interval = interval(flags, 'interval');
  const Timeout = interval(flags, 'timeout');
  const StartPeriod = interval(flags, 'start-period');
  const StartInterval = interval(flags, 'start-interval');
  const Retries = retries(flags.text('retries'));
  return {
    ...written,
    kind: 'healthcheck',
    health: { Test, ...(Interval && { Interval }), ...(Timeout && { Timeout }), ...(StartPeriod && { StartPeriod }), ...(StartInterval && { StartInterval }), ...(Retries && { Retries }) },
  };
};

function interval(flags: Flags, name: string): number {
  const text = flags.text(name);
  const duration = text === '' ? 0 : parseDuration(text);
  if (duration !== 0 && duration < MILLISECOND) throw new DockerfileError(`Interval ${quote(name)} cannot be less than 1ms`);
  return duration;
}

function retries(text: string): number {
  if (text === '') return 0;
  if (!/^[+-]?\d+$/.test(text)) throw new DockerfileError(`strconv.ParseInt: parsing ${quote(text)}: invalid syntax`);
  const number = Number(text);
  if (Math.abs(number) > 0x7fff_ffff) throw new DockerfileError(`strconv.ParseInt: parsing ${quote(text)}: value out of range`);
  if (number < 0) throw new DockerfileError(`--retries cannot be negative (${number})`);
  return number;
}
