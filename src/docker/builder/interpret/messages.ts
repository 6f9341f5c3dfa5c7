import { DockerfileError } from '../parse/node.ts';

export const atLeastOne = (instruction: string) => new DockerfileError(`${instruction} requires at least one argument`);
export const exactlyOne = (instruction: string) => new DockerfileError(`${instruction} requires exactly one argument`);
export const noDestination = (instruction: string) =>
  new DockerfileError(`${instruction} requires at least two arguments, but only one was provided. Destination could not be determined`);
export const blankName = (instruction: string) => new DockerfileError(`${instruction} names can not be blank`);
export const tooMany = (instruction: string) => new DockerfileError(`Bad input to ${instruction}, too many arguments`);
