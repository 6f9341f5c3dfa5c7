import type { Program } from '../system.ts';

const VERSIONS: Readonly<Record<string, string>> = { '18': '10.8.2', '20': '10.8.2', '22': '10.9.2', '24': '11.3.0' };

/** npm says its version, and refuses the rest by name. */
export const program: Program = {
  name: 'npm',
  *main(system) {
    const [first] = system.argv.slice(1);
    if (first === '--version' || first === '-v') {
      yield* system.print(`${VERSIONS[(system.env.get('NODE_VERSION') ?? '22').split('.')[0]!] ?? '10.9.2'}\n`);
      return 0;
    }
    if ((first === 'ci' || first === 'install' || first === 'i' || first === 'start' || first === 'run') && !system.files.exists('package.json')) {
      const path = `${system.cwd === '/' ? '' : system.cwd}/package.json`;
      yield* system.complain(`npm error code ENOENT\nnpm error syscall open\nnpm error path ${path}\nnpm error errno -2\nnpm error enoent Could not read package.json: Error: ENOENT: no such file or directory, open '${path}'\nnpm error enoent This is related to npm not being able to find a file.\nnpm error enoent\n`);
      return 254;
    }
    yield* system.complain(`drydock: npm ${first ?? ''} is not simulated\n`);
    return 1;
  },
};
