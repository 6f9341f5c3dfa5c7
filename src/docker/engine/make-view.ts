import { commandText, portsOf } from './containers/list.ts';
import type { Container } from './containers/container.ts';
import type { Daemon } from './daemon.ts';
import type { Image } from './images/image.ts';
import type { Network } from './networks/network.ts';
import type { ContainerView, EngineView, ImageView, LayerView, NetworkView, VolumeView } from './view.ts';
import type { Volume } from './volumes/volume.ts';

/** Keeps the view of each object until its key changes, so that what did not change is the same object. */
class Memo<Item extends object, View> {
  readonly #made = new WeakMap<Item, { readonly key: string; readonly view: View }>();

  constructor(
    private readonly key: (item: Item) => string,
    private readonly make: (item: Item) => View,
  ) {}

  view(item: Item): View {
    const key = this.key(item);
    const known = this.#made.get(item);
    if (known?.key === key) return known.view;
    const view = this.make(item);
    this.#made.set(item, { key, view });
    return view;
  }
}

/** Makes views of one daemon. As long as nothing changed, the same view comes back. */
export class ViewMaker {
  #last: EngineView = { isUp: true, images: [], layers: [], containers: [], volumes: [], networks: [] };
  readonly #containers = new Memo<Container, ContainerView>(
    (container) => `${container.version} ${container.name} ${container.shownStatus} ${container.health?.status ?? ''} ${container.restartCount} ${[...container.attachments.values()].map((one) => `${one.networkName}${one.active?.address ?? ''}`).join()} ${container.hostConfig.Memory} ${container.hostConfig.NanoCpus} ${container.hostConfig.CpuQuota}`,
    (container) => this.#container(container),
  );
  readonly #images: Memo<Image, ImageView>;
  readonly #volumes: Memo<Volume, VolumeView>;
  readonly #networks = new Memo<Network, NetworkView>(() => '', networkView);

  constructor(private readonly daemon: Daemon) {
    const { images, containers } = daemon;
    this.#images = new Memo(
      (image) => images.tagsOf(image.id).join(),
      (image) => ({ id: image.id, tags: images.tagsOf(image.id), layers: image.layers.map((layer) => layer.chainId), size: image.size, createdAt: image.created }),
    );
    const users = (volume: Volume) => [...volume.users].map((id) => containers.get(id)?.name ?? id.slice(0, 12)).sort();
    this.#volumes = new Memo(
      (volume) => users(volume).join(),
      (volume) => ({ name: volume.name, isAnonymous: volume.isAnonymous, usedBy: users(volume) }),
    );
  }

  view(): EngineView {
    const { daemon } = this;
    const last = this.#last;
    const images = same(last.images, [...daemon.images.all()].map((image) => this.#images.view(image)));
    const containers = same(last.containers, [...daemon.containers.all()].map((container) => this.#containers.view(container)));
    const volumes = same(last.volumes, [...daemon.volumes.all()].map((volume) => this.#volumes.view(volume)));
    const networks = same(last.networks, [...daemon.networks.all()].map((network) => this.#networks.view(network)));
    const layers = images === last.images ? last.layers : layerViews(daemon.images.all());
    const isSame = images === last.images && containers === last.containers && volumes === last.volumes && networks === last.networks && daemon.isUp === last.isUp;
    if (!isSame) this.#last = { isUp: daemon.isUp, images, layers, containers, volumes, networks };
    return this.#last;
  }

  #container(container: Container): ContainerView {
    const { hostConfig, image } = container;
    return {
      id: container.id,
      name: container.name,
      image: container.config.Image,
      imageId: image?.id ?? '',
      command: commandText(container),
      state: container.shownStatus,
      health: container.health?.status ?? 'none',
      exitCode: container.exitCode,
      isOomKilled: container.isOomKilled,
      restartCount: container.restartCount,
      startedAt: container.startedAt ?? 0,
      finishedAt: container.finishedAt ?? 0,
      ports: portsOf(container).map((port) => ({
        protocol: port.Type,
        containerPort: port.PrivatePort,
        ...(port.PublicPort === undefined ? {} : { hostPort: port.PublicPort, hostAddress: port.IP ?? '' }),
      })),
      mounts: container.mounts
        .filter((mount) => mount.type !== 'image')
        .map((mount) => ({ type: mount.type as 'bind' | 'volume' | 'tmpfs', source: mount.volume?.name ?? mount.source ?? '', target: mount.destination, isReadOnly: !mount.isWritable })),
      networks: [...container.attachments.values()].map(({ networkName, active, dnsNames }) => ({ name: networkName, address: active?.address ?? '', aliases: dnsNames ?? [] })),
      memoryLimit: hostConfig.Memory ?? 0,
      cgroup: container.run?.cgroup ?? '',
      cpuLimit: hostConfig.NanoCpus ? hostConfig.NanoCpus / 1e9 : hostConfig.CpuQuota && hostConfig.CpuQuota > 0 ? hostConfig.CpuQuota / (hostConfig.CpuPeriod || 100_000) : 0,
    };
  }
}

function networkView(network: Network): NetworkView {
  return { id: network.id, name: network.name, driver: network.driver, subnet: network.ipam.Config?.[0]?.Subnet ?? '', isInternal: network.isInternal };
}

/** Each layer once, with the line of history that made it. */
function layerViews(images: Iterable<Image>): LayerView[] {
  const views = new Map<string, LayerView>();
  for (const image of images) {
    const makers = (image.document.history ?? []).filter((record) => !record.empty_layer);
    image.layers.forEach((layer, i) => {
      if (!views.has(layer.chainId)) views.set(layer.chainId, { id: layer.chainId, size: layer.size, createdBy: makers[i]?.created_by ?? '' });
    });
  }
  return [...views.values()];
}

/** The list before, where the new one holds the same. */
function same<Item>(before: readonly Item[], after: readonly Item[]): readonly Item[] {
  return before.length === after.length && before.every((item, i) => item === after[i]) ? before : after;
}
