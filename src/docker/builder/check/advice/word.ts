import type { Part, Word } from '../../../../machine/shell/ast.ts';

/** A word without its quotes; what would be expanded stays as it is written. */
export function textOf(word: Word): string {
  return word.plain ?? word.parts.map(asText).join('');
}

function asText(part: Part): string {
  switch (part.kind) {
    case 'literal':
    case 'quoted': return part.text;
    case 'double': return part.parts.map(asText).join('');
    case 'parameter':
    case 'bad': return part.source;
    case 'command': return '$(…)';
    case 'arithmetic': return '$((…))';
    case 'process': return `${part.direction}(…)`;
  }
}
