import { SystemError } from '../errno.ts';
import { attempt, failureOf } from './support/call.ts';
import { Copier, targetsOf } from './support/copy.ts';
import { applyMode } from './support/modes.ts';
import { parseOptions } from './support/options.ts';
import { Owners } from './support/owners.ts';
import { quoted } from './support/quoting.ts';
import { directoryName } from './dirname.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { backup: '!b --backup[=]', compare: '!gnu:C --compare', ignored: 'c', directory: 'd --directory', leading: 'D', group: 'g --group=', mode: 'm --mode=', owner: 'o --owner=', preserve: 'p --preserve-timestamps', strip: 's --strip', target: 't --target-directory=', noTarget: 'T --no-target-directory', verbose: 'v --verbose' } as const;

export const tool: Tool = {
  name: 'install',
  usage: '[OPTION]... [-T] SOURCE DEST\n[OPTION]... SOURCE... DIRECTORY\n[OPTION]... -t DIRECTORY SOURCE...\n[OPTION]... -d DIRECTORY...',
  busyboxUsage: '[-cdDsp] [-o USER] [-g GRP] [-m MODE] [-t DIR] [SOURCE]... DEST',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const owners = new Owners(call.files);
    const modeText = options.value('mode') ?? '755';
    const mode = applyMode(modeText, 0, false, 0);
    if (mode === undefined) throw call.refusal(`invalid mode ${quoted(modeText)}`);
    const [owner, group] = [options.value('owner'), options.value('group')];
    const uid = owner === undefined ? undefined : (owners.user(owner)?.uid ?? (/^\d+$/.test(owner) ? Number(owner) : undefined));
    const gid = group === undefined ? undefined : (owners.group(group)?.gid ?? (/^\d+$/.test(group) ? Number(group) : undefined));
    if (owner !== undefined && uid === undefined) throw call.refusal(call.isBusybox ? `unknown user ${owner}` : `invalid user ${quoted(owner)}`);
    if (group !== undefined && gid === undefined) throw call.refusal(call.isBusybox ? `unknown group ${group}` : `invalid group ${quoted(group)}`);
    const finish = (path: string) => failureOf(() => {
      if (uid !== undefined || gid !== undefined) {
        const stat = call.files.stat(path);
        call.files.chown(path, uid ?? stat.uid, gid ?? stat.gid);
      }
      call.files.chmod(path, mode);
    });
    if (options.has('directory')) {
      if (options.operands.length === 0) throw call.missing('missing file operand');
      for (const path of options.operands) {
        const failure = failureOf(() => call.files.mkdirAll(path)) ?? finish(path);
        if (failure) yield* call.fail(`cannot create directory ${quoted(path)}: ${failure.message}`);
        else if (options.has('verbose')) yield* call.print(`${call.name}: creating directory ${quoted(path)}\n`);
      }
      return call.status;
    }
    if (options.has('leading') && options.operands.length === 2 && !options.has('target')) attempt(() => call.files.mkdirAll(directoryName(options.operands[1]!)));
    const targets = targetsOf(call, options.operands, options.value('target'), options.has('noTarget'));
    const copier = new Copier(call, {
      isRecursive: false, follows: 'all', keepsMode: false, keepsOwner: false, keepsTimes: options.has('preserve'), keepsLinks: false, isForced: true,
      overwrites: 'always', isVerbose: options.has('verbose'), makes: 'copy', removesDestination: true, hasDirectoryTarget: targets.isDirectory,
    });
    for (const source of targets.sources) {
      if (!(yield* copier.copy(source, targets.place(source)))) continue;
      const failure = finish(targets.place(source));
      if (failure instanceof SystemError) yield* call.fail(`cannot change ownership of ${quoted(targets.place(source))}: ${failure.message}`);
    }
    return call.status;
  },
};

export const program = toProgram(tool);
