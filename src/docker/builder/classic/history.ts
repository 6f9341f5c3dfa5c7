import type { Instruction } from '../interpret/instruction.ts';
import type { StageState } from '../lower/stage.ts';
import { sha256Hex } from '../../../core/digest.ts';

/** What `docker history` shows of a step: `/bin/sh -c #(nop)  ENV A=b`. `committed` is what BuildKit would show. */
export function classicHistory(state: StageState, instruction: Instruction, committed: string): string {
  const shell = (state.image.shell.length > 0 ? state.image.shell : ['/bin/sh', '-c']).join(' ');
  const text = committed.replace(/ # buildkit$/, '');
  switch (instruction.kind) {
    case 'run':
      return text.slice('RUN '.length);
    case 'copy':
    case 'add':
      return `${shell} #(nop) ${instruction.kind.toUpperCase()} ${source(instruction.sources)} in ${text.slice(text.lastIndexOf(' ') + 1)} `;
    case 'workdir':
      return `${shell} #(nop) ${text}`;
    case 'expose':
      return `${shell} #(nop)  EXPOSE ${instruction.ports.join(' ')}`;
    case 'onbuild':
      return `${shell} #(nop)  ONBUILD ${instruction.expression}`;
    default:
      return `${shell} #(nop)  ${text}`;
  }
}

/** Names the files by a digest, as in `COPY file:5d1f… in /w/`. */
function source(sources: readonly string[]): string {
  return `${sources.length > 1 ? 'multi' : 'file'}:${sha256Hex(sources.join(' '))}`;
}
