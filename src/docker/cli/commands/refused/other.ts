import { atLeast, between, exactly, none } from '../../command.ts';
import type { Command } from '../../command.ts';
import { declareRefused } from './declare.ts';

/** What help says of each flag. */
const WORDS: Readonly<Record<string, string>> = {
  alias: 'Name for the plugin here',
  amend: 'Change a manifest list that is there',
  arch: 'Architecture',
  'checkpoint-dir': 'Folder of checkpoints',
  compress: 'Compress with gzip what is sent',
  dir: 'Folder to put the key in, the current one unless told',
  disable: 'Leave the plugin turned off',
  'disable-content-trust': 'Leave signatures unchecked',
  filter: 'Only those that match',
  force: 'Do it all the same',
  format: 'Go template to show each by',
  'grant-all-permissions': 'Give the plugin what it asks for',
  insecure: 'Registries without TLS may be used',
  key: 'File with the public key of the signer',
  'leave-running': 'Let the container run on',
  local: 'Sign the image that is here',
  name: 'Name',
  'no-trunc': 'Cut nothing short',
  os: 'Operating system',
  'os-features': 'Feature of the operating system',
  'os-version': 'Version of the operating system',
  pretty: 'For people to read',
  purge: 'Remove the list here once it is pushed',
  quiet: 'Say no more than needed',
  'skip-remote-check': 'Do not check that it is the same plugin',
  timeout: 'Seconds to wait for the plugin',
  variant: 'Variant of the architecture',
  yes: 'Do not ask',
};

const refused = declareRefused(WORDS);

/** Commands that are parsed as Docker parses them, help, and are refused. */
export const REFUSED_COMMANDS: readonly Command[] = [
  refused('docker checkpoint create', '[OPTIONS] CONTAINER CHECKPOINT', 'Keep the state of a running container as a checkpoint', exactly(2), `checkpoint-dir:string leave-running:bool`),
  refused('docker checkpoint ls', '[OPTIONS] CONTAINER', 'List checkpoints of a container', exactly(1), `checkpoint-dir:string`, ['docker checkpoint ls', 'docker checkpoint list']),
  refused('docker checkpoint rm', '[OPTIONS] CONTAINER CHECKPOINT', 'Remove a checkpoint', exactly(2), `checkpoint-dir:string`, ['docker checkpoint rm', 'docker checkpoint remove']),
  refused('docker manifest annotate', '[OPTIONS] MANIFEST_LIST MANIFEST', 'Add what is known of a manifest to the list here', exactly(2), `arch:string os:string os-features:strings os-version:string variant:string`),
  refused('docker manifest create', 'MANIFEST_LIST MANIFEST [MANIFEST...]', 'Begin a manifest list here', atLeast(2), `a,amend:bool insecure:bool`),
  refused('docker manifest push', '[OPTIONS] MANIFEST_LIST', 'Put a manifest list into a registry', exactly(1), `insecure:bool p,purge:bool`),
  refused('docker manifest rm', 'MANIFEST_LIST [MANIFEST_LIST...]', 'Remove manifest lists from here', atLeast(1)),
  refused('docker plugin create', '[OPTIONS] PLUGIN PLUGIN-DATA-DIR', 'Make a plugin of a folder with config.json and rootfs', atLeast(2), `compress:bool`),
  refused('docker plugin disable', '[OPTIONS] PLUGIN', 'Turn a plugin off', exactly(1), `f,force:bool`),
  refused('docker plugin enable', '[OPTIONS] PLUGIN', 'Turn a plugin on', exactly(1), `timeout:int=30`),
  refused('docker plugin inspect', '[OPTIONS] PLUGIN [PLUGIN...]', 'Show all that is known of plugins', atLeast(1), `f,format:string`),
  refused('docker plugin install', '[OPTIONS] PLUGIN [KEY=VALUE...]', 'Install a plugin', atLeast(1), `alias:string disable:bool disable-content-trust:bool=true grant-all-permissions:bool`),
  refused('docker plugin ls', '[OPTIONS]', 'List plugins', none, `f,filter:filter format:string no-trunc:bool q,quiet:bool`, ['docker plugin ls', 'docker plugin list']),
  refused('docker plugin push', '[OPTIONS] PLUGIN[:TAG]', 'Put a plugin into a registry', exactly(1), `disable-content-trust:bool=true`),
  refused('docker plugin rm', '[OPTIONS] PLUGIN [PLUGIN...]', 'Remove plugins', atLeast(1), `f,force:bool`, ['docker plugin rm', 'docker plugin remove']),
  refused('docker plugin set', 'PLUGIN KEY=VALUE [KEY=VALUE...]', 'Change settings of a plugin', atLeast(2)),
  refused('docker plugin upgrade', '[OPTIONS] PLUGIN [REMOTE]', 'Replace a plugin by a newer one', between(1, 2), `disable-content-trust:bool=true grant-all-permissions:bool skip-remote-check:bool`),
  refused('docker trust key generate', 'NAME', 'Make a pair of keys to sign with', exactly(1), `dir:string`),
  refused('docker trust key load', '[OPTIONS] KEYFILE', 'Load a private key to sign with', exactly(1), `name:string="signer"`),
  refused('docker trust signer add', 'OPTIONS NAME REPOSITORY [REPOSITORY...]', 'Let somebody sign', atLeast(2), `key:list`),
  refused('docker trust signer remove', '[OPTIONS] NAME REPOSITORY [REPOSITORY...]', 'Let somebody sign no more', atLeast(2), `f,force:bool`),
  refused('docker trust inspect', 'IMAGE[:TAG] [IMAGE[:TAG]...]', 'Show keys and signatures', atLeast(1), `pretty:bool`),
  refused('docker trust revoke', '[OPTIONS] IMAGE[:TAG]', 'Take the signature of an image back', exactly(1), `y,yes:bool`),
  refused('docker trust sign', 'IMAGE:TAG', 'Sign an image', exactly(1), `local:bool`),
];
