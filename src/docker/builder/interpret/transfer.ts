import { chomp, heredocOrWord } from '../parse/heredoc.ts';
import { DockerfileError } from '../parse/node.ts';
import type { Node } from '../parse/node.ts';
import { Flags } from './flags.ts';
import type { FlagTypes } from './flags.ts';
import type { AddInstruction, CopyInstruction, InlineFile, Transfer } from './instruction.ts';
import type { Dialect, Interpreter } from './interpreter.ts';
import { noDestination } from './messages.ts';

const COPY_FLAGS: FlagTypes = { chown: 'text', from: 'text', chmod: 'text', link: 'switch' };
const ADD_FLAGS: FlagTypes = { chown: 'text', chmod: 'text', link: 'switch', 'keep-git-dir': 'switch', checksum: 'text' };

export const copy: Interpreter<CopyInstruction> = (node, args, written, dialect) => {
  if (args.length < 2) throw noDestination('COPY');
  const flags = Flags.read(node.flags, labs(COPY_FLAGS, dialect, { exclude: 'texts', parents: 'switch' }));
  const { sources, contents } = sourcesOf(node, args, 'COPY');
  return {
    kind: 'copy', keyword: written.keyword, code: written.code, lines: written.lines,
    sources, contents, destination: args[args.length - 1]!,
    chown: flags.text('chown'), chmod: flags.text('chmod'), isLinked: flags.isOn('link'), exclude: flags.texts('exclude'),
    from: flags.text('from'), hasParents: flags.isOn('parents'),
  };
};

export const add: Interpreter<AddInstruction> = (node, args, written, dialect) => {
  if (args.length < 2) throw noDestination('ADD');
  const flags = Flags.read(node.flags, labs(ADD_FLAGS, dialect, { exclude: 'texts' }));
  const { sources, contents } = sourcesOf(node, args, 'ADD');
  return {
    kind: 'add', keyword: written.keyword, code: written.code, lines: written.lines,
    sources, contents, destination: args[args.length - 1]!,
    chown: flags.text('chown'), chmod: flags.text('chmod'), isLinked: flags.isOn('link'), exclude: flags.texts('exclude'),
    keepsGitFolder: flags.isOn('keep-git-dir'), checksum: flags.text('checksum'),
  };
};

function labs(flags: FlagTypes, dialect: Dialect, more: FlagTypes): FlagTypes {
  return dialect.hasLabs ? { ...flags, ...more } : flags;
}

function sourcesOf(node: Node, args: readonly string[], instruction: string): Pick<Transfer, 'sources' | 'contents'> {
  if (heredocOrWord(args[args.length - 1]!)) throw new DockerfileError(`${instruction} cannot accept a heredoc as a destination`);
  const sources: string[] = [];
  const contents: InlineFile[] = [];
  for (const source of args.slice(0, -1)) {
    const heredoc = heredocOrWord(source);
    if (!heredoc) {
      sources.push(source);
      continue;
    }
    const data = node.heredocs.findLast(({ name }) => name === heredoc.name)?.content ?? '';
    contents.push({ path: heredoc.name, data: heredoc.isChomped ? chomp(data) : data, isExpanded: heredoc.isExpanded });
  }
  return { sources, contents };
}
