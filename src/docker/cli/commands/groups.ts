import type { Group } from '../command.ts';

const EXPERIMENTAL = { isExperimental: true } as const;
const management = 'Management Commands' as const;
const swarm = 'Swarm Commands' as const;

/** The words that hold commands. */
export const GROUPS: readonly Group[] = [
  { path: 'docker builder', about: 'Manage builds', heading: management },
  { path: 'docker buildx', about: 'Docker Buildx', heading: management, details: 'Extended build capabilities with BuildKit' },
  { path: 'docker buildx', about: 'Docker Buildx', heading: management, isHidden: true },
  { path: 'docker checkpoint', about: 'Manage checkpoints', heading: management, isHidden: true },
  { path: 'docker container', about: 'Manage containers', heading: management },
  { path: 'docker context', about: 'Manage contexts', heading: management },
  { path: 'docker image', about: 'Manage images', heading: management },
  {
    path: 'docker manifest', about: 'Manage Docker image manifests and manifest lists', heading: management, ...EXPERIMENTAL,
    details: 'Look at manifests of images, and put manifest lists together: one name for the\nsame image on several platforms.',
  },
  { path: 'docker network', about: 'Manage networks', heading: management },
  { path: 'docker plugin', about: 'Manage plugins', heading: management },
  { path: 'docker system', about: 'Manage Docker', heading: management },
  { path: 'docker trust', about: 'Manage trust on Docker images', heading: management },
  { path: 'docker trust key', about: 'Manage keys that images are signed with', heading: management },
  { path: 'docker trust signer', about: 'Manage who may sign images', heading: management },
  { path: 'docker volume', about: 'Manage volumes', heading: management },
  { path: 'docker config', about: 'Manage Swarm configs', heading: swarm, isHidden: true },
  { path: 'docker node', about: 'Manage Swarm nodes', heading: swarm, isHidden: true },
  { path: 'docker secret', about: 'Manage Swarm secrets', heading: swarm, isHidden: true },
  { path: 'docker service', about: 'Manage Swarm services', heading: swarm, isHidden: true },
  { path: 'docker stack', about: 'Manage Swarm stacks', heading: swarm, isHidden: true },
  { path: 'docker swarm', about: 'Manage Swarm', heading: swarm },
];
