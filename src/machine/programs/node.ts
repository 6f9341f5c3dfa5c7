import type { Program } from '../system.ts';

/** JavaScript is not interpreted here: node says its version, and refuses the rest by name. */
export const program: Program = {
  name: 'node',
  *main(system) {
    const [first] = system.argv.slice(1);
    if (first === '--version' || first === '-v') {
      yield* system.print(`v${system.env.get('NODE_VERSION') ?? '22.16.0'}\n`);
      return 0;
    }
    if (first !== undefined && !first.startsWith('-') && !system.files.exists(first)) {
      const path = first.startsWith('/') ? first : `${system.cwd === '/' ? '' : system.cwd}/${first}`;
      yield* system.complain(
        `node:internal/modules/cjs/loader:1228\n  throw err;\n  ^\n\nError: Cannot find module '${path}'\n    at Function._resolveFilename (node:internal/modules/cjs/loader:1225:15)\n    at Function._load (node:internal/modules/cjs/loader:1055:27) {\n  code: 'MODULE_NOT_FOUND',\n  requireStack: []\n}\n\nNode.js v${system.env.get('NODE_VERSION') ?? '22.16.0'}\n`,
      );
      return 1;
    }
    yield* system.complain(`drydock: running JavaScript with node is not simulated\n`);
    return 1;
  },
};
