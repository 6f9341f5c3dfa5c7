import { Collector, inputOf } from '../../core/stream.ts';
import type { Host } from '../../machine/host.ts';
import type { OpenFile } from '../../machine/files/open-file.ts';
import { InputFile, OutputFile } from './streams.ts';

/** `ann:secret`, as `htpasswd -B` writes it. */
const HTPASSWD = 'ann:$2y$05$e3HPeBIhaRzlaHZChhHqOO0o2co.EWt2g1N5lkpkiJ2mfVlXZwD8G\n';
const FOLDER = '/etc/docker/registry';

/** Runs registries on a host, outside containers: one that anybody may use, and one for those in its htpasswd file. */
export function startLocalRegistries(host: Host): void {
  const files = host.namespaces.mounts.files();
  files.mkdirAll(FOLDER, 0o755);
  files.write(`${FOLDER}/htpasswd`, HTPASSWD, 0o644);
  for (const port of [5000, 5001]) {
    const auth = port === 5000 ? '' : `auth: {htpasswd: {realm: registry, path: ${FOLDER}/htpasswd}}\n`;
    const path = `${FOLDER}/${port}.yml`;
    files.write(path, `version: 0.1\nstorage: {filesystem: {rootdirectory: /var/lib/registry/${port}}, delete: {enabled: true}}\nhttp: {addr: ':${port}'}\n${auth}`, 0o644);
    host.start({
      argv: ['registry', 'serve', path], main: (system) => host.programs.get('registry')!.main(system), env: new Map(), cwd: '/', credentials: { uid: 0, gid: 0, groups: [0] },
      namespaces: host.namespaces, cgroup: '/', descriptors: new Map<number, OpenFile>([[0, new InputFile(inputOf(''))], [1, new OutputFile(new Collector())], [2, new OutputFile(new Collector())]]),
    });
  }
}
