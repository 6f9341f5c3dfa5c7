import { anything, bool, embedded, integer, keyed, list, map, pointer, struct, text, textMap, texts, time, set } from './schema.ts';
import { graphDriver, healthConfig } from './container-schema.ts';

/** What `docker inspect` knows of images, networks, volumes and contexts. */

const imageConfig = struct('v1.DockerOCIImageConfig', {
  ImageConfig: embedded(struct('v1.ImageConfig', {
    User: text, ExposedPorts: set, Env: texts, Entrypoint: texts, Cmd: texts, Volumes: set, WorkingDir: text, Labels: textMap, StopSignal: text,
    ArgsEscaped: bool,
  })),
  DockerOCIImageConfigExt: embedded(struct('v1.DockerOCIImageConfigExt', { Healthcheck: pointer(healthConfig), OnBuild: texts, Shell: texts })),
});

export const IMAGE = struct('image.InspectResponse', {
  ID: keyed('Id', text), RepoTags: texts, RepoDigests: texts, Parent: text, Comment: text, Created: text, Container: text,
  ContainerConfig: pointer(anything), DockerVersion: text, Author: text, Config: pointer(imageConfig), Architecture: text, Variant: text, Os: text,
  OsVersion: text, Size: integer, VirtualSize: integer, GraphDriver: graphDriver, RootFS: struct('image.RootFS', { Type: text, Layers: texts }),
  Metadata: struct('image.Metadata', { LastTagTime: time }), Descriptor: pointer(anything), Manifests: list(anything),
});

const ipamConfig = struct('network.IPAMConfig', { Subnet: text, IPRange: text, Gateway: text, AuxiliaryAddresses: textMap });
const ipam = struct('network.IPAM', { Driver: text, Options: textMap, Config: list(ipamConfig) });
const endpoint = struct('network.EndpointResource', { Name: text, EndpointID: text, MacAddress: text, IPv4Address: text, IPv6Address: text });

export const NETWORK = struct('network.Inspect', {
  Name: text, ID: keyed('Id', text), Created: time, Scope: text, Driver: text, EnableIPv4: bool, EnableIPv6: bool, IPAM: ipam, Internal: bool,
  Attachable: bool, Ingress: bool, ConfigFrom: struct('network.ConfigReference', { Network: text }), ConfigOnly: bool, Containers: map(endpoint),
  Options: textMap, Labels: textMap, Peers: list(anything), Services: map(anything),
});

export const VOLUME = struct('volume.Volume', {
  ClusterVolume: pointer(anything), CreatedAt: text, Driver: text, Labels: textMap, Mountpoint: text, Name: text, Options: textMap, Scope: text, Status: map(anything),
  UsageData: pointer(struct('volume.UsageData', { RefCount: integer, Size: integer })),
});

/** Contexts are the client's own. */
export const CONTEXT = struct('context.contextWithTLSListing', {
  Metadata: embedded(struct('store.Metadata', {
    Name: text, Metadata: struct('command.DockerContext', { Description: text, AdditionalFields: map(anything) }),
    Endpoints: map(struct('docker.EndpointMeta', { Host: text, SkipTLSVerify: bool })),
  })),
  TLSMaterial: map(texts), Storage: struct('context.storageInfo', { MetadataPath: text, TLSPath: text }),
});
