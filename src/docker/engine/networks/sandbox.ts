import type { Process } from '../../../core/process.ts';
import { isSystemError } from '../../../machine/errno.ts';
import type { NetworkNamespace } from '../../../machine/network/fabric.ts';
import { ApiError, conflict, systemError } from '../../api/errors.ts';
import { parseLink } from '../containers/links.ts';
import type { Container } from '../containers/container.ts';
import type { Daemon } from '../daemon.ts';
import { joinNetwork, leaveNetwork } from './endpoints.ts';
import type { Attachment } from './attachment.ts';
import { publishPorts } from './ports.ts';
import type { Published } from './ports.ts';

/** The network of a container that runs. */
export interface Sandbox {
  readonly id: string;
  readonly namespace: NetworkNamespace;
  /** Its own, to be taken away with it; the host's and other containers' are not. */
  readonly isOwn: boolean;
  published: readonly Published[];
}

/** Plugs a container in as it starts. Throws with everything taken back. */
export function openSandbox(daemon: Daemon, container: Container): Sandbox {
  const mode = container.hostConfig.NetworkMode;
  if (mode.startsWith('container:')) return sharedSandbox(daemon, mode.slice(10));
  const id = daemon.entropy.hex(64);
  if (container.attachments.has('host')) {
    const sandbox: Sandbox = { id, namespace: daemon.host.namespaces.network, isOwn: false, published: [] };
    joinNetwork(daemon, container, container.attachments.get('host')!, sandbox.namespace, '');
    return sandbox;
  }
  const sandbox: Sandbox = { id, namespace: daemon.host.fabric.createNamespace(container.id.slice(0, 12)), isOwn: true, published: [] };
  try {
    joinAll(daemon, container, sandbox);
    setResolver(daemon, container, sandbox.namespace);
  } catch (error) {
    closeSandbox(daemon, container, sandbox);
    throw asSetupFailure(error);
  }
  return sandbox;
}

function sharedSandbox(daemon: Daemon, reference: string): Sandbox {
  const other = daemon.containers.find(reference);
  if (!other.run) throw conflict(`cannot join network of a non running container: ${other.id}`);
  return { id: other.run.sandbox.id, namespace: other.run.sandbox.namespace, isOwn: false, published: [] };
}

function joinAll(daemon: Daemon, container: Container, sandbox: Sandbox): void {
  let index = 0;
  for (const attachment of inOrder(container)) {
    const active = joinNetwork(daemon, container, attachment, sandbox.namespace, attachment.networkName === 'none' ? '' : `eth${index++}`);
    if (active.endpoint && sandbox.published.length === 0 && !attachment.network!.isInternal) sandbox.published = publish(daemon, container, sandbox, active.address, active.endpointId);
  }
}

/** The highest gateway priority first, then by name: whoever is first has the default route. */
function inOrder(container: Container): readonly Attachment[] {
  const mode = container.hostConfig.NetworkMode;
  return [...container.attachments.values()].sort((a, b) => b.request.GwPriority - a.request.GwPriority || Number(b.networkName === mode) - Number(a.networkName === mode) || (a.networkName < b.networkName ? -1 : 1));
}

function publish(daemon: Daemon, container: Container, sandbox: Sandbox, address: string, endpointId: string): readonly Published[] {
  try {
    return publishPorts({ fabric: daemon.host.fabric, ports: daemon.ports, namespace: sandbox.namespace, address }, container);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw systemError(`driver failed programming external connectivity on endpoint ${container.name} (${endpointId}): ${error.message}`);
  }
}

function asSetupFailure(error: unknown): unknown {
  if (error instanceof ApiError) return new ApiError(error.kind, `failed to set up container networking: ${error.message}`);
  if (isSystemError(error, 'EADDRINUSE')) return new ApiError('forbidden', 'failed to set up container networking: Address already in use');
  return error;
}

/** Names of containers on the networks that have names; everything else is asked of the host's server. */
export function setResolver(daemon: Daemon, container: Container, namespace: NetworkNamespace): void {
  namespace.setResolver(function* (name): Process<readonly string[] | undefined> {
    for (const { network } of container.attachments.values()) {
      if (!network?.hasNames) continue;
      const found = [...linkedAddresses(daemon, container, name), ...network.resolve(name)];
      if (found.length > 0) return found;
    }
    const isCutOff = [...container.attachments.values()].every(({ network }) => !network?.bridge || network.isInternal);
    if (isCutOff) return undefined;
    return yield* askHost(daemon, name);
  });
}

function linkedAddresses(daemon: Daemon, container: Container, name: string): readonly string[] {
  const addresses: string[] = [];
  for (const { request, network } of container.attachments.values()) {
    for (const link of request.Links ?? []) {
      const [target, alias] = parseLink(link);
      if (alias !== name) continue;
      const other = daemon.containers.find(target).attachments.get(network?.name ?? '')?.active;
      if (other) addresses.push(other.address);
    }
  }
  return addresses;
}

function* askHost(daemon: Daemon, name: string): Process<readonly string[] | undefined> {
  const found = yield* daemon.host.namespaces.network.stack.resolve(name);
  return found.length > 0 ? found : undefined;
}

/** Unplugs a container that ended. */
export function closeSandbox(daemon: Daemon, container: Container, sandbox: Sandbox): void {
  for (const published of sandbox.published) published.close();
  for (const attachment of container.attachments.values()) leaveNetwork(daemon, container, attachment);
  if (sandbox.isOwn) daemon.host.fabric.removeNamespace(sandbox.namespace);
}
