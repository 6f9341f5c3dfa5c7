import { any, atLeast, between, exactly, none } from '../../command.ts';
import type { Command } from '../../command.ts';
import { declareRefused } from './declare.ts';

/** What help says of each flag. */
const WORDS: Readonly<Record<string, string>> = {
  'advertise-addr': 'Address that the other nodes are told (<ip|interface>[:port])',
  args: 'Arguments of the command',
  autolock: 'Lock managers: they need a key after a restart',
  availability: 'Whether tasks go to the node ("active", "pause", "drain")',
  'ca-cert': 'PEM file with the certificate of the root CA',
  'ca-key': 'PEM file with the key of the root CA',
  'cap-add': 'Linux capability to add',
  'cap-drop': 'Linux capability to take away',
  'cert-expiry': 'How long certificates of nodes are valid (ns|us|ms|s|m|h)',
  'compose-file': 'Compose file, or "-" for stdin',
  config: 'Config to give to the service',
  'config-add': 'Config to give to the service, or to change',
  'config-rm': 'Config to take away',
  constraint: 'Rule for the nodes that tasks may go to',
  'constraint-add': 'Rule for nodes to add or change',
  'constraint-rm': 'Rule for nodes to take away',
  'container-label': 'Label of the containers',
  'container-label-add': 'Label of the containers to add or change',
  'container-label-rm': 'Label of the containers to take away',
  'credential-spec': 'Credentials of a managed account (Windows only)',
  'data-path-addr': 'Address or interface for the traffic of containers (<ip|interface>)',
  'data-path-port': 'Port for the traffic of containers (1024 to 49151); 0 is 4789',
  'default-addr-pool': 'Subnets to take networks from (CIDR)',
  'default-addr-pool-mask-length': 'Size of each such network',
  detach: 'Do not wait until it is done',
  details: 'What the logging driver notes besides',
  'dispatcher-heartbeat': 'How often nodes report (ns|us|ms|s|m|h)',
  dns: 'Name server',
  'dns-add': 'Name server to add or change',
  'dns-option': 'Option for /etc/resolv.conf',
  'dns-option-add': 'Option for /etc/resolv.conf to add or change',
  'dns-option-rm': 'Option for /etc/resolv.conf to take away',
  'dns-rm': 'Name server to take away',
  'dns-search': 'Domain to search for names in',
  'dns-search-add': 'Domain to search to add or change',
  'dns-search-rm': 'Domain to search to take away',
  driver: 'Driver that keeps it',
  'endpoint-mode': 'How the service is reached (vip or dnsrr)',
  entrypoint: 'Command to run instead of the image\'s ENTRYPOINT',
  env: 'Environment variable',
  'env-add': 'Environment variable to add or change',
  'env-file': 'File with environment variables, one a line',
  'env-rm': 'Environment variable to take away',
  'external-ca': 'Service that signs certificates instead',
  filter: 'Only those that match',
  follow: 'Go on with what is printed from now on',
  force: 'Do it all the same',
  'force-new-cluster': 'Make a new cluster of the state that is there',
  format: 'Go template to show each by',
  'generic-resource': 'Resource of your own kind',
  'generic-resource-add': 'Resource of your own kind to add',
  'generic-resource-rm': 'Resource of your own kind to take away',
  group: 'One more group for the process',
  'group-add': 'Group for the process to add',
  'group-rm': 'Group for the process to take away',
  'health-cmd': 'Command that tells whether the container is healthy',
  'health-interval': 'Time from one check to the next (ms|s|m|h)',
  'health-retries': 'How many checks in a row must fail to make it unhealthy',
  'health-start-interval': 'Time between checks while the container starts (ms|s|m|h)',
  'health-start-period': 'How long failing checks do not count after the start (ms|s|m|h)',
  'health-timeout': 'How long a check may take (ms|s|m|h)',
  host: 'One more name in /etc/hosts (host:ip)',
  'host-add': 'Name in /etc/hosts to add (host:ip)',
  'host-rm': 'Name in /etc/hosts to take away (host:ip)',
  hostname: 'Host name inside the containers',
  image: 'Image of the service',
  init: 'Run a small init as PID 1',
  isolation: 'Way of isolating containers',
  label: 'Label (key=value)',
  'label-add': 'Label to add or change',
  'label-rm': 'Label to take away',
  'limit-cpu': 'Limit on CPUs',
  'limit-memory': 'Limit on memory',
  'limit-pids': 'Limit on processes',
  'listen-addr': 'Address to listen on (<ip|interface>[:port])',
  'log-driver': 'Logging driver',
  'log-opt': 'Option for the logging driver',
  'max-concurrent': 'How many tasks of a job run at once',
  'max-snapshots': 'How many old Raft snapshots to keep',
  mode: 'Kind of service ("replicated", "global", "replicated-job", "global-job")',
  mount: 'Mount a volume, a folder of the host or a tmpfs',
  'mount-add': 'Mount to add or change',
  'mount-rm': 'Mount to take away',
  name: 'Name',
  network: 'Network to join',
  'network-add': 'Network to join',
  'network-rm': 'Network to leave',
  'no-healthcheck': 'Turn the image\'s HEALTHCHECK off',
  'no-resolve': 'Show ids instead of names',
  'no-resolve-image': 'Do not ask the registry for the image\'s digest and platforms',
  'no-task-ids': 'Leave ids of tasks out',
  'no-trunc': 'Cut nothing short',
  'oom-score-adj': 'How readily the host kills it when memory runs out (-1000 to 1000)',
  'placement-pref': 'How tasks are best spread',
  'placement-pref-add': 'Preference for placing tasks to add',
  'placement-pref-rm': 'Preference for placing tasks to take away',
  pretty: 'For people to read',
  prune: 'Remove services that are not named any more',
  publish: 'Publish a port on the nodes',
  'publish-add': 'Port to publish',
  'publish-rm': 'Port to publish no more',
  quiet: 'Say no more than needed',
  raw: 'Do not lay it out',
  'read-only': 'Make the root file system read-only',
  replicas: 'How many tasks',
  'replicas-max-per-node': 'How many tasks on a node at most',
  'reserve-cpu': 'CPUs to keep for it',
  'reserve-memory': 'Memory to keep for it',
  'resolve-image': 'When to ask the registry for digests and platforms ("always", "changed", "never")',
  'restart-condition': 'When to start a task again ("none", "on-failure", "any")',
  'restart-delay': 'Time from one attempt to the next (ns|us|ms|s|m|h)',
  'restart-max-attempts': 'How often to try',
  'restart-window': 'Time over which attempts are counted (ns|us|ms|s|m|h)',
  role: 'Role of the node ("worker", "manager")',
  rollback: 'Go back to how it was',
  'rollback-delay': 'Time from one task to the next when going back (ns|us|ms|s|m|h)',
  'rollback-failure-action': 'What to do when going back fails ("pause", "continue")',
  'rollback-max-failure-ratio': 'Share of tasks that may fail when going back',
  'rollback-monitor': 'How long to watch each task after going back (ns|us|ms|s|m|h)',
  'rollback-order': 'What comes first when going back ("start-first", "stop-first")',
  'rollback-parallelism': 'How many tasks go back at once; 0 is all',
  rotate: 'Replace it by a new one',
  secret: 'Secret to give to the service',
  'secret-add': 'Secret to give to the service, or to change',
  'secret-rm': 'Secret to take away',
  since: 'From a moment, or for so long (such as "42m")',
  'skip-interpolation': 'Leave variables as they are',
  'snapshot-interval': 'How many log entries to a Raft snapshot',
  'stop-grace-period': 'Time to wait before a container is killed (ns|us|ms|s|m|h)',
  'stop-signal': 'Signal that stops the containers',
  sysctl: 'Kernel parameter',
  'sysctl-add': 'Kernel parameter to add or change',
  'sysctl-rm': 'Kernel parameter to take away',
  tail: 'So many lines from the end',
  'task-history-limit': 'How many old tasks to keep',
  'template-driver': 'Driver that fills in templates',
  timestamps: 'When each line was printed',
  token: 'Token of the swarm',
  tty: 'Give it a terminal',
  ulimit: 'Limit of processes',
  'ulimit-add': 'Limit of processes to add or change',
  'ulimit-rm': 'Limit of processes to take away',
  'update-delay': 'Time from one task to the next (ns|us|ms|s|m|h)',
  'update-failure-action': 'What to do when an update fails ("pause", "continue", "rollback")',
  'update-max-failure-ratio': 'Share of tasks that may fail',
  'update-monitor': 'How long to watch each task after its update (ns|us|ms|s|m|h)',
  'update-order': 'What comes first in an update ("start-first", "stop-first")',
  'update-parallelism': 'How many tasks are updated at once; 0 is all',
  user: 'User, by name or number (name|uid[:group|gid])',
  'with-registry-auth': 'Give the nodes your login of the registry',
  workdir: 'Folder inside the containers to start in',
};

const refused = declareRefused(WORDS);

/** What needs a swarm, which is not simulated yet: it is parsed as Docker parses it, helps, and is refused. */
export const SWARM_COMMANDS: readonly Command[] = [
  refused('docker config create', '[OPTIONS] CONFIG file|-', 'Make a config of a file or of STDIN', exactly(2), `l,label:list template-driver:string`),
  refused('docker config inspect', '[OPTIONS] CONFIG [CONFIG...]', 'Show all that is known of configs', atLeast(1), `f,format:string pretty:bool`),
  refused('docker config ls', '[OPTIONS]', 'List configs', none, `f,filter:filter format:string q,quiet:bool`, ['docker config ls', 'docker config list']),
  refused('docker config rm', 'CONFIG [CONFIG...]', 'Remove configs', atLeast(1), '', ['docker config rm', 'docker config remove']),
  refused('docker node demote', 'NODE [NODE...]', 'Make managers workers', atLeast(1)),
  refused('docker node inspect', '[OPTIONS] self|NODE [NODE...]', 'Show all that is known of nodes', atLeast(1), `f,format:string pretty:bool`),
  refused('docker node ls', '[OPTIONS]', 'List the nodes of the swarm', none, `f,filter:filter format:string q,quiet:bool`, ['docker node ls', 'docker node list']),
  refused('docker node promote', 'NODE [NODE...]', 'Make workers managers', atLeast(1)),
  refused('docker node ps', '[OPTIONS] [NODE...]', 'List the tasks on nodes, this one unless told', any, `f,filter:filter format:string no-resolve:bool no-trunc:bool q,quiet:bool`),
  refused('docker node rm', '[OPTIONS] NODE [NODE...]', 'Remove nodes from the swarm', atLeast(1), `f,force:bool`, ['docker node rm', 'docker node remove']),
  refused('docker node update', '[OPTIONS] NODE', 'Change a node', exactly(1), `availability:string label-add:list label-rm:list role:string`),
  refused('docker secret create', '[OPTIONS] SECRET [file|-]', 'Make a secret of a file or of STDIN', between(1, 2), `d,driver:string l,label:list template-driver:string`),
  refused('docker secret inspect', '[OPTIONS] SECRET [SECRET...]', 'Show all that is known of secrets', atLeast(1), `f,format:string pretty:bool`),
  refused('docker secret ls', '[OPTIONS]', 'List secrets', none, `f,filter:filter format:string q,quiet:bool`, ['docker secret ls', 'docker secret list']),
  refused('docker secret rm', 'SECRET [SECRET...]', 'Remove secrets', atLeast(1), '', ['docker secret rm', 'docker secret remove']),
  refused('docker service create', '[OPTIONS] IMAGE [COMMAND] [ARG...]', 'Make a service', atLeast(1), `cap-add:list cap-drop:list config:config constraint:list container-label:list credential-spec:credential-spec
    d,detach:bool dns:list dns-option:list dns-search:list endpoint-mode:string="vip" entrypoint:command e,env:list
    env-file:list generic-resource:list group:list health-cmd:string health-interval:duration health-retries:int
    health-start-interval:duration health-start-period:duration health-timeout:duration host:list hostname:string init:bool
    isolation:string l,label:list limit-cpu:decimal limit-memory:bytes limit-pids:int log-driver:string log-opt:list
    max-concurrent:uint mode:string="replicated" mount:mount name:string network:network no-healthcheck:bool
    no-resolve-image:bool oom-score-adj:int placement-pref:pref p,publish:port q,quiet:bool read-only:bool replicas:uint
    replicas-max-per-node:uint reserve-cpu:decimal reserve-memory:bytes restart-condition:string="any"
    restart-delay:duration=5s restart-max-attempts:uint restart-window:duration rollback-delay:duration=0s
    rollback-failure-action:string="pause" rollback-max-failure-ratio:float=0 rollback-monitor:duration=5s
    rollback-order:string="stop-first" rollback-parallelism:uint=1 secret:secret stop-grace-period:duration=10s
    stop-signal:string sysctl:list t,tty:bool ulimit:ulimit=[] update-delay:duration=0s update-failure-action:string="pause"
    update-max-failure-ratio:float=0 update-monitor:duration=5s update-order:string="stop-first" update-parallelism:uint=1
    u,user:string with-registry-auth:bool w,workdir:string`),
  refused('docker service inspect', '[OPTIONS] SERVICE [SERVICE...]', 'Show all that is known of services', atLeast(1), `f,format:string pretty:bool`),
  refused('docker service logs', '[OPTIONS] SERVICE|TASK', 'Show what a service or a task has printed', exactly(1), `details:bool f,follow:bool no-resolve:bool no-task-ids:bool no-trunc:bool raw:bool since:string n,tail:string="all"
    t,timestamps:bool`),
  refused('docker service ls', '[OPTIONS]', 'List services', none, `f,filter:filter format:string q,quiet:bool`, ['docker service ls', 'docker service list']),
  refused('docker service ps', '[OPTIONS] SERVICE [SERVICE...]', 'List the tasks of services', atLeast(1), `f,filter:filter format:string no-resolve:bool no-trunc:bool q,quiet:bool`),
  refused('docker service rm', 'SERVICE [SERVICE...]', 'Remove services', atLeast(1), '', ['docker service rm', 'docker service remove']),
  refused('docker service rollback', '[OPTIONS] SERVICE', 'Put a service back to how it was', exactly(1), `d,detach:bool q,quiet:bool`),
  refused('docker service scale', 'SERVICE=REPLICAS [SERVICE=REPLICAS...]', 'Run more or fewer tasks of services', atLeast(1), `d,detach:bool`),
  refused('docker service update', '[OPTIONS] SERVICE', 'Change a service', exactly(1), `args:command cap-add:list cap-drop:list config-add:config config-rm:list constraint-add:list constraint-rm:list
    container-label-add:list container-label-rm:list credential-spec:credential-spec d,detach:bool dns-add:list
    dns-option-add:list dns-option-rm:list dns-rm:list dns-search-add:list dns-search-rm:list endpoint-mode:string
    entrypoint:command env-add:list env-rm:list force:bool generic-resource-add:list generic-resource-rm:list group-add:list
    group-rm:list health-cmd:string health-interval:duration health-retries:int health-start-interval:duration
    health-start-period:duration health-timeout:duration host-add:list host-rm:list hostname:string image:string init:bool
    isolation:string label-add:list label-rm:list limit-cpu:decimal limit-memory:bytes limit-pids:int log-driver:string
    log-opt:list max-concurrent:uint mount-add:mount mount-rm:list network-add:network network-rm:list no-healthcheck:bool
    no-resolve-image:bool oom-score-adj:int placement-pref-add:pref placement-pref-rm:pref publish-add:port publish-rm:port
    q,quiet:bool read-only:bool replicas:uint replicas-max-per-node:uint reserve-cpu:decimal reserve-memory:bytes
    restart-condition:string restart-delay:duration restart-max-attempts:uint restart-window:duration rollback:bool
    rollback-delay:duration rollback-failure-action:string rollback-max-failure-ratio:float rollback-monitor:duration
    rollback-order:string rollback-parallelism:uint secret-add:secret secret-rm:list stop-grace-period:duration
    stop-signal:string sysctl-add:list sysctl-rm:list t,tty:bool ulimit-add:ulimit=[] ulimit-rm:list update-delay:duration
    update-failure-action:string update-max-failure-ratio:float update-monitor:duration update-order:string
    update-parallelism:uint u,user:string with-registry-auth:bool w,workdir:string`),
  refused('docker stack config', '[OPTIONS]', 'Print the merged Compose file', none, `c,compose-file:strings skip-interpolation:bool`),
  refused('docker stack deploy', '[OPTIONS] STACK', 'Deploy a stack, or bring it up to date', exactly(1), `c,compose-file:strings d,detach:bool=true prune:bool q,quiet:bool resolve-image:string="always" with-registry-auth:bool`, ['docker stack deploy', 'docker stack up']),
  refused('docker stack ls', '[OPTIONS]', 'List stacks', none, `format:string`, ['docker stack ls', 'docker stack list']),
  refused('docker stack ps', '[OPTIONS] STACK', 'List the tasks of a stack', exactly(1), `f,filter:filter format:string no-resolve:bool no-trunc:bool q,quiet:bool`),
  refused('docker stack rm', '[OPTIONS] STACK [STACK...]', 'Remove stacks', atLeast(1), `d,detach:bool=true`, ['docker stack rm', 'docker stack remove', 'docker stack down']),
  refused('docker stack services', '[OPTIONS] STACK', 'List the services of a stack', exactly(1), `f,filter:filter format:string q,quiet:bool`),
  refused('docker swarm ca', '[OPTIONS]', 'Show the root CA, or replace it', none, `ca-cert:pem-file ca-key:pem-file cert-expiry:duration=2160h0m0s d,detach:bool external-ca:external-ca q,quiet:bool
    rotate:bool`),
  refused('docker swarm init', '[OPTIONS]', 'Begin a swarm', none, `advertise-addr:string autolock:bool availability:string="active" cert-expiry:duration=2160h0m0s data-path-addr:string
    data-path-port:uint32 default-addr-pool:ipNetSlice=[] default-addr-pool-mask-length:uint32=24
    dispatcher-heartbeat:duration=5s external-ca:external-ca force-new-cluster:bool listen-addr:node-addr=0.0.0.0:2377
    max-snapshots:uint snapshot-interval:uint=10000 task-history-limit:int=5`),
  refused('docker swarm join', '[OPTIONS] HOST:PORT', 'Join a swarm', exactly(1), `advertise-addr:string availability:string="active" data-path-addr:string listen-addr:node-addr=0.0.0.0:2377 token:string`),
  refused('docker swarm join-token', '[OPTIONS] (worker|manager)', 'Show or replace the tokens to join with', exactly(1), `q,quiet:bool rotate:bool`),
  refused('docker swarm leave', '[OPTIONS]', 'Leave the swarm', none, `f,force:bool`),
  refused('docker swarm unlock', '', 'Unlock the swarm', none),
  refused('docker swarm unlock-key', '[OPTIONS]', 'Show or replace the key to unlock with', none, `q,quiet:bool rotate:bool`),
  refused('docker swarm update', '[OPTIONS]', 'Change the swarm', none, `autolock:bool cert-expiry:duration=2160h0m0s dispatcher-heartbeat:duration=5s external-ca:external-ca max-snapshots:uint
    snapshot-interval:uint=10000 task-history-limit:int=5`),
];
