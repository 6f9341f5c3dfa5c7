import type { Group } from '../command.ts';

const EXPERIMENTAL = { isExperimental: true } as const;
const management = 'Management Commands' as const;
const swarm = 'Swarm Commands' as const;

/** The words that hold commands. */
export const GROUPS: readonly Group[] = [
  { path: 'docker builder', about: 'Builds and their cache', heading: management },
  { path: 'docker buildx', about: 'Docker Buildx', heading: management, isHidden: true, details: 'Extended build capabilities with BuildKit' },
  { path: 'docker checkpoint', about: 'Checkpoints of containers', heading: management, isHidden: true },
  { path: 'docker container', about: 'Everything about containers', heading: management },
  { path: 'docker context', about: 'Which daemon to talk to', heading: management },
  { path: 'docker image', about: 'Everything about images', heading: management },
  {
    path: 'docker manifest', about: 'Manifests of images', heading: management, ...EXPERIMENTAL,
    details: 'Look at manifests of images, and put manifest lists together: one name for the\nsame image on several platforms.',
  },
  { path: 'docker network', about: 'Everything about networks', heading: management },
  { path: 'docker plugin', about: 'Plugins of the engine', heading: management },
  { path: 'docker system', about: 'The engine itself', heading: management },
  { path: 'docker trust', about: 'Signatures of images', heading: management },
  { path: 'docker trust key', about: 'Keys to sign images with', heading: management },
  { path: 'docker trust signer', about: 'Who may sign images', heading: management },
  { path: 'docker volume', about: 'Everything about volumes', heading: management },
  { path: 'docker config', about: 'Configs of a swarm', heading: swarm, isHidden: true },
  { path: 'docker node', about: 'Nodes of a swarm', heading: swarm, isHidden: true },
  { path: 'docker secret', about: 'Secrets of a swarm', heading: swarm, isHidden: true },
  { path: 'docker service', about: 'Services of a swarm', heading: swarm, isHidden: true },
  { path: 'docker stack', about: 'Stacks of a swarm', heading: swarm, isHidden: true },
  { path: 'docker swarm', about: 'The swarm', heading: swarm },
];
