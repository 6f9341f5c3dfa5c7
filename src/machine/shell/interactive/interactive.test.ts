import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../core/clock.ts';
import { programs } from '../../programs/index.ts';
import { Session } from '../testing/session.ts';
import type { SessionOptions } from '../testing/session.ts';
import { completers } from './completers.ts';

const start = (options: Partial<SessionOptions> = {}) =>
  new Session({ programs: programs.values(), ...options, files: { '/etc/passwd': 'root:x:0:0:root:/root:/bin/bash\n', ...options.files } });

const lines = (...text: string[]) => text.join('\n');

describe('history expansion', () => {
  it('leaves comments and here-documents as they are', () => {
    const shell = start().type('cat <<E{Enter}#!/bin/sh{Enter}echo !x{Enter}E{Enter}echo a #!b{Enter}');
    expect(shell.text).toBe(lines('$ cat <<E', '> #!/bin/sh', '> echo !x', '> E', '#!/bin/sh', 'echo !x', '$ echo a #!b', 'a', '$'));
  });
});

describe('editing', () => {
  it('moves by characters, words and to the ends', () => {
    const shell = start().type('echo one two{C-a}{C-Right}{C-f}X{M-f}{M-b}Y{C-e}Z{Left}{Left}W{Enter}');
    expect(shell.text).toBe(lines('$ echo YXone twWoZ', 'YXone twWoZ', '$'));
  });

  it('kills and yanks, and joins kills that follow one another', () => {
    const shell = start().type('echo a b c{C-w}{C-w}{C-y}{C-u}{C-y}!{C-a}{C-k}{C-y}{Enter}');
    expect(shell.text).toBe(lines('$ echo a b c!', 'a b c!', '$'));
  });

  it('erases, swaps and undoes', () => {
    const shell = start().type('echo abcd{Backspace}x{C-t}{Left}{Delete}{Enter}').type('echo ab{C-_}{C-_}hi{Enter}');
    expect(shell.text).toBe(lines('$ echo abx', 'abx', '$ hi', 'bash: hi: command not found', '$'));
  });

  it('wraps long lines and wide characters', () => {
    const shell = start({ columns: 20 }).type('echo 0123456789012345678901234567890{Home}{End}{Left}{Left}-{Enter}');
    expect(shell.text).toBe(lines('$ echo 0123456789012', '3456789012345678-90', '01234567890123456789', '012345678-90', '$'));
    expect(shell.type('{C-l}echo 漢字漢字漢字漢字x{Left}{Left}y').text).toBe(lines('$ echo 漢字漢字漢字', '漢y字x'));
  });

  it('redraws when the window changes', () => {
    const shell = start().type('echo hello');
    shell.terminal.resize({ columns: 40, rows: 10 });
    shell.wait(SECOND);
    expect(shell.type('{Enter}').text).toContain('hello\n$');
  });

  it('keeps a pasted text whole', () => {
    const shell = start().type('{PasteStart}echo a\necho b{PasteEnd}').type('{Enter}');
    expect(shell.text).toBe(lines('$ echo a', 'echo b', 'a', 'b', '$'));
  });

  it('shows control characters that are quoted', () => {
    expect(start().type('echo {C-v}{C-a}x').text).toBe('$ echo ^Ax');
  });
});

describe('history', () => {
  it('goes up and down, and keeps the line that was begun', () => {
    const shell = start().type('echo 1{Enter}echo 2{Enter}new{Up}{Up}{Down}{Down}er{Enter}');
    expect(shell.text).toBe(lines('$ echo 1', '1', '$ echo 2', '2', '$ newer', 'bash: newer: command not found', '$'));
  });

  it('searches backwards while one types', () => {
    const shell = start().type('echo first{Enter}echo second{Enter}{C-r}fi');
    expect(shell.screen.lastRow).toBe("(reverse-i-search)`fi': echo first");
    expect(shell.type('{Enter}').text).toContain('$ echo first\nfirst');
    expect(shell.type('{C-r}nowhere').screen.lastRow).toBe("(failed reverse-i-search)`nowhere':");
    expect(shell.type('{C-g}').screen.lastRow).toBe('$');
  });

  it('expands events', () => {
    const shell = start().type('echo one two{Enter}!!{Enter}echo !$ !^ "!:0"{Enter}^two^three{Enter}!nope{Enter}');
    expect(shell.text).toBe(
      lines('$ echo one two', 'one two', '$ !!', 'echo one two', 'one two', '$ echo !$ !^ "!:0"', 'echo two one "!:0"', 'two one !:0', '$ ^two^three', 'echo three one "!:0"', 'three one !:0', '$ !nope', 'bash: !nope: event not found', '$'),
    );
  });

  it('puts in the last argument of the line before', () => {
    expect(start().type('echo a b{Enter}echo c d{Enter}echo {M-.}').screen.lastRow).toBe('$ echo d');
    expect(start().type('echo a b{Enter}echo c d{Enter}echo {M-.}{M-.}').screen.lastRow).toBe('$ echo b');
  });

  it('is kept in the home folder when the shell ends', () => {
    const shell = start().type('echo one{Enter} echo two{Enter}{C-d}');
    expect(shell.host.files.readText('/root/.bash_history')).toBe('echo one\n echo two\n');
    expect(start({ files: { '/root/.bash_history': 'echo old\n' } }).type('{Up}').screen.lastRow).toBe('$ echo old');
  });

  it('minds HISTCONTROL, and lists', () => {
    const shell = start({ env: { HISTCONTROL: 'ignoreboth' } }).type('echo a{Enter}echo a{Enter} echo b{Enter}history{Enter}');
    expect(shell.text).toContain('$ history\n    1  echo a\n    2  history\n$');
  });
});

describe('completion', () => {
  const files = { '/root/notes.txt': '', '/root/dir one/file': '', '/root/dir two/file': '', '/root/.hidden': '' };

  it('completes commands, paths and variables', () => {
    const shell = start({ files });
    expect(shell.type('unal{Tab}').screen.lastRow).toBe('$ unalias');
    expect(shell.type('{C-u}cat no{Tab}').screen.lastRow).toBe('$ cat notes.txt');
    expect(shell.type('{C-u}cat "dir o{Tab}f{Tab}').screen.lastRow).toBe('$ cat "dir one/file"');
    expect(shell.type('{C-u}echo $HOM{Tab}').screen.lastRow).toBe('$ echo $HOME');
    expect(shell.type('{C-u}cd {Tab}').screen.lastRow).toBe('$ cd dir\\');
    expect(shell.type('{C-u}echo x >no{Tab}').screen.lastRow).toBe('$ echo x >notes.txt');
  });

  it('lists what there is the second time', () => {
    const shell = start({ files }).type('ls {Tab}{Tab}');
    expect(shell.text).toBe(lines('$ ls', 'dir one/   dir two/   notes.txt', '$ ls'));
  });

  it('asks those who know a command', () => {
    completers.set('fruit', {
      *complete(_system, words, index) {
        return ['apple', 'apricot', '--size='].filter((word) => word.startsWith(words[index]!));
      },
    });
    const shell = start();
    expect(shell.type('fruit eat ap{Tab}').screen.lastRow).toBe('$ fruit eat ap');
    expect(shell.type('r{Tab}x').screen.lastRow).toBe('$ fruit eat apricot x');
    expect(shell.type('{C-u}fruit --{Tab}9').screen.lastRow).toBe('$ fruit --size=9');
    completers.delete('fruit');
  });
});

describe('commands over several lines', () => {
  it('go on with PS2, and are one line of the history', () => {
    const shell = start().type('for i in 1 2{Enter}do echo $i{Enter}done{Enter}{Up}');
    expect(shell.text).toBe(lines('$ for i in 1 2', '> do echo $i', '> done', '1', '2', '$ for i in 1 2; do echo $i; done'));
  });

  it('wait for quotes and here-documents', () => {
    const shell = start().type("echo 'a{Enter}b'{Enter}cat <<E{Enter}x{Enter}E{Enter}");
    expect(shell.text).toBe(lines("$ echo 'a", "> b'", 'a', 'b', '$ cat <<E', '> x', '> E', 'x', '$'));
  });
});

describe('jobs', () => {
  it('ends what runs in the foreground with Ctrl-C, and goes on', () => {
    const shell = start().type('sleep 100; echo not{Enter}').type('{C-c}').type('echo $?{Enter}');
    expect(shell.text).toBe(lines('$ sleep 100; echo not', '^C', '$ echo $?', '130', '$'));
  });

  it('gives up a loop of its own', () => {
    const shell = start().type('while :; do :; done{Enter}').type('{C-c}').type('echo $?{Enter}');
    expect(shell.text).toBe(lines('$ while :; do :; done', '^C', '$ echo $?', '130', '$'));
  });

  it('drops a line that was begun', () => {
    expect(start().type('echo abc{C-c}').text).toBe(lines('$ echo abc^C', '$'));
  });

  it('stops with Ctrl-Z, and goes on in the background and in the foreground', () => {
    const shell = start().type('sleep 100{Enter}').type('{C-z}').type('bg{Enter}jobs{Enter}').type('fg{Enter}').type('{C-c}');
    expect(shell.text).toBe(
      lines('$ sleep 100', '^Z', '[1]+  Stopped                 sleep 100', '$ bg', '[1]+ sleep 100 &', '$ jobs', '[1]+  Running                 sleep 100 &', '$ fg', 'sleep 100', '^C', '$'),
    );
  });

  it('tells of what has ended before the next prompt', () => {
    const shell = start().type('sleep 1 &{Enter}', 2 * SECOND).type('{Enter}');
    expect(shell.text).toMatch(/^\$ sleep 1 &\n\[1\] \d+\n\$\n\[1\]\+ {2}Done {20}sleep 1\n\$$/);
  });

  it('warns once of stopped jobs', () => {
    const shell = start().type('sleep 100{Enter}').type('{C-z}').type('exit{Enter}').type('exit{Enter}');
    expect(shell.text).toContain(lines('$ exit', 'exit', 'There are stopped jobs.', '$ exit', 'exit'));
    expect(shell.process.status).toEqual({ code: 1 });
  });

  it('runs a shell in a shell', () => {
    const shell = start().type('bash{Enter}').type('echo $SHLVL{Enter}').type('sleep 100{Enter}').type('{C-c}').type('{C-d}').type('echo back{Enter}');
    expect(shell.text).toContain('2\n');
    expect(shell.text).toContain(lines('^C', '$ exit', '$ echo back', 'back'));
  });
});

describe('the end', () => {
  it('says exit, or logout', () => {
    expect(start().type('{C-d}').text).toBe('$ exit');
    expect(start({ argv: ['bash', '-l'] }).type('{C-d}').text).toBe('$ logout');
    expect(start().type('exit 3{Enter}').process.status).toEqual({ code: 3 });
  });

  it('comes when the terminal is hung up', () => {
    const shell = start().type('echo kept{Enter}sleep 100{Enter}');
    shell.terminal.hangUp();
    shell.wait(SECOND);
    expect(shell.process.status).toEqual({ code: 129 });
    expect(shell.host.files.readText('/root/.bash_history')).toBe('echo kept\nsleep 100\n');
  });
});

describe('other shells', () => {
  it("ash has busybox's prompt and an editor", () => {
    const shell = start({ argv: ['busybox', 'sh'], env: {} , cwd: '/' });
    expect(shell.type('echo hi{Enter}{Up}').text).toBe(lines('$ echo hi', 'hi', '$ echo hi'));
    expect(shell.type('{C-u}nosuch{Enter}').text).toContain('sh: nosuch: not found');
  });

  it('dash leaves the editing to the terminal', () => {
    const shell = start({ argv: ['sh'], env: { PS1: '# ' } }).type('echo hX{Backspace}i{Enter}').type('nosuch{Enter}').type('sleep 9{Enter}').type('{C-c}');
    expect(shell.text).toBe(lines('# echo hi', 'hi', '# nosuch', 'sh: 2: nosuch: not found', '# sleep 9', '^C', '#'));
  });
});

describe('prompts', () => {
  it('has escapes, colours and expansions', () => {
    const shell = start({ env: { PS1: '\\[\\e[32m\\]\\u@\\h\\[\\e[0m\\]:\\w ${x:-none} $?\\$ ' } }).type('x=1{Enter}').type('cd /tmp; false{Enter}');
    expect(shell.text).toBe(lines('root@testhost:~ none 0# x=1', 'root@testhost:~ 1 0# cd /tmp; false', 'root@testhost:/tmp 1 1#'));
  });

  it('runs PROMPT_COMMAND before', () => {
    expect(start().type("PROMPT_COMMAND='echo before $?'{Enter}").text).toContain('before 0\n$');
  });

  it('reads ~/.bashrc', () => {
    const shell = start({ files: { '/root/.bashrc': 'PS1="rc> "; alias hi="echo hello"' } }).type('hi{Enter}');
    expect(shell.text).toBe(lines('rc> hi', 'hello', 'rc>'));
  });
});
