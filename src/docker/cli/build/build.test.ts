import { describe, expect, test } from 'vitest';
import { BuildDesk } from './testing/docker.ts';

const plain = (text: string) => text.replace(/\d+\.\d{3} /g, '<s> ').replace(/\d+\.\ds/g, '<t>').replace(/[0-9a-f]{64}/g, '<id>').replace(/\d+(?:\.\d+)?k?B/g, '<size>');

describe('docker build', () => {
  test('plain progress', () => {
    const desk = new BuildDesk();
    desk.write({ Dockerfile: 'FROM busybox\nRUN ["echo", "hello"]\nWORKDIR /w\nCOPY file sub ./\nCMD ["sh"]\n', file: 'hi\n', 'sub/x': 'x\n' });
    expect(plain(desk.docker(['build', '-t', 'app', '.']).stderr)).toBe(`#0 building with "default" instance using docker driver

#1 [internal] load build definition from Dockerfile
#1 transferring dockerfile: <size> done
#1 DONE <t>

#2 [internal] load metadata for docker.io/library/busybox:latest
#2 DONE <t>

#3 [internal] load .dockerignore
#3 transferring context: <size> done
#3 DONE <t>

#4 [1/4] FROM docker.io/library/busybox:latest
#4 DONE <t>

#5 [internal] load build context
#5 transferring context: <size> done
#5 DONE <t>

#6 [2/4] RUN ["echo", "hello"]
#6 <s> hello
#6 DONE <t>

#7 [3/4] WORKDIR /w
#7 DONE <t>

#8 [4/4] COPY file sub ./
#8 DONE <t>

#9 exporting to image
#9 exporting layers done
#9 writing image sha256:<id> done
#9 naming to docker.io/library/app done
#9 DONE <t>
`);
  });

  test('a failure, with the lines of the Dockerfile', () => {
    const desk = new BuildDesk();
    desk.write({ Dockerfile: 'FROM busybox\nENV A=1\nRUN ["cat", "/nope"]\nRUN true\n' });
    const { stderr, status } = desk.docker(['build', '.']);
    expect(status).toBe(1);
    expect(plain(stderr).split('\n\n').at(-1)).toBe(`#5 [2/3] RUN ["cat", "/nope"]
#5 <s> cat: can't open '/nope': No such file or directory
#5 ERROR: process "cat /nope" did not complete successfully: exit code: 1
------
 > [2/3] RUN ["cat", "/nope"]:
<s> cat: can't open '/nope': No such file or directory
------
Dockerfile:3
--------------------
   1 |     FROM busybox
   2 |     ENV A=1
   3 | >>> RUN ["cat", "/nope"]
   4 |     RUN true
   5 |     
--------------------
ERROR: failed to build: failed to solve: process "cat /nope" did not complete successfully: exit code: 1
`);
  });

  test('what is wrong before anything is built', () => {
    const desk = new BuildDesk();
    const say = (...args: string[]) => desk.docker(['build', ...args]).stderr.split('\n').at(-2);
    expect(say('.')).toBe('ERROR: failed to build: failed to solve: failed to read dockerfile: open Dockerfile: no such file or directory');
    expect(say('nodir')).toBe('ERROR: failed to build: unable to prepare context: path "nodir" not found');
    expect(say('-f', '/nope/Dockerfile', '.')).toBe('ERROR: failed to build: resolve : lstat /nope: no such file or directory');
    expect(say('-t', 'UPPER', '.')).toBe('ERROR: failed to build: invalid tag "UPPER": repository name must be lowercase');
  });

  test('quiet, a context from standard input, --iidfile', () => {
    const desk = new BuildDesk();
    const { stdout, stderr } = desk.docker(['build', '-q', '--iidfile', 'id', '-'], { stdin: 'FROM busybox\nCMD ["true"]\n' });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^sha256:[0-9a-f]{64}\n$/);
    expect(desk.files.readText('/work/id')).toBe(stdout.trim());
  });

  test('--check', () => {
    const desk = new BuildDesk();
    desk.write({ Dockerfile: 'FROM busybox as x\nCMD echo hi\n' });
    const { stdout, status } = desk.docker(['build', '--check', '.']);
    expect(status).toBe(1);
    expect(stdout).toBe(`Check complete, 2 warnings have been found!

WARNING: FromAsCasing - https://docs.docker.com/go/dockerfile/rule/from-as-casing/
'as' and 'FROM' keywords' casing do not match
Dockerfile:1
--------------------
   1 | >>> FROM busybox as x
   2 |     CMD echo hi
   3 |     
--------------------

WARNING: JSONArgsRecommended - https://docs.docker.com/go/dockerfile/rule/json-args-recommended/
JSON arguments recommended for CMD to prevent unintended behavior related to OS signals
Dockerfile:2
--------------------
   1 |     FROM busybox as x
   2 | >>> CMD echo hi
   3 |     
--------------------
`);
  });

  test('on a terminal the list is drawn anew in its place, and ends FINISHED', () => {
    const desk = new BuildDesk();
    desk.write({ Dockerfile: 'FROM busybox\nRUN ["sleep", "2"]\n' });
    const { stderr } = desk.docker(['build', '.'], { columns: 80 });
    const frames = stderr.split('\u001b[?25l');
    expect(frames.length).toBeGreaterThan(10);
    const last = frames.at(-1)!.replace(/\u001b\[\??\d*[A-Za-z]/g, '').replace(/\r/g, '').replace(/\d\.\ds/g, '<t>').replace(/[0-9a-f]{40,}/g, '<id>').replace(/ +/g, ' ');
    expect(last).toBe([
      '[+] Building <t> (6/6) FINISHED docker:default',
      ' => [internal] load build definition from Dockerfile <t>', ' => => transferring dockerfile: 69B <t>',
      ' => [internal] load metadata for docker.io/library/busybox:latest <t>',
      ' => [internal] load .dockerignore <t>', ' => => transferring context: 2B <t>',
      ' => [1/2] FROM docker.io/library/busybox:latest <t>', ' => [2/2] RUN ["sleep", "2"] <t>',
      ' => exporting to image <t>', ' => => exporting layers <t>', ' => => writing image sha256:<id> <t>', '',
    ].join('\n'));
  });

  test('--output and --secret', () => {
    const desk = new BuildDesk();
    desk.write({ Dockerfile: 'FROM scratch\nCOPY file /a/\n', file: 'hi\n' });
    expect(desk.docker(['build', '-o', 'out', '.']).status).toBe(0);
    expect(desk.files.readText('/work/out/a/file')).toBe('hi\n');
    desk.write({ Dockerfile: 'FROM busybox\nRUN --mount=type=secret,id=token,required ["true"]\n', token: 's3cret' });
    expect(desk.docker(['build', '.']).stderr).toContain('ERROR: failed to build: failed to solve: secret token: not found\n');
    expect(desk.docker(['build', '--secret', 'id=token,src=token', '.']).status).toBe(0);
  });
});
