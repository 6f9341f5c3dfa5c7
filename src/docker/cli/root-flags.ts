import type { Flag } from './flags/flag.ts';
import { bool, list, string, withInitial } from './flags/kinds.ts';

/** The flags before the command. Their defaults name the folder of the configuration. */
export function rootFlags(folder: string): readonly Flag[] {
  return [
    string('config', 'Folder that holds the client\'s configuration', { shownDefault: `"${folder}"` }),
    string('c,context', 'The context to use: it says where the daemon is (goes before DOCKER_HOST and before what "docker context use" set)'),
    bool('D,debug', 'Debug mode'),
    list('H,host', 'Socket of the daemon to talk to'),
    withInitial(string('l,log-level', 'What to log ("debug", "info", "warn", "error", "fatal")', { shownDefault: '"info"' }), 'info'),
    bool('tls', 'Use TLS; --tlsverify implies it'),
    string('tlscacert', 'Trust only certificates that this CA signed', { shownDefault: `"${folder}/ca.pem"` }),
    string('tlscert', 'File with the TLS certificate', { shownDefault: `"${folder}/cert.pem"` }),
    string('tlskey', 'File with the TLS key', { shownDefault: `"${folder}/key.pem"` }),
    bool('tlsverify', 'Use TLS and check who the daemon is'),
    bool('v,version', 'Print the version and stop'),
  ];
}
