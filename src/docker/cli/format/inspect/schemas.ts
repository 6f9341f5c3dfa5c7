import { bool, integer, keyed, list, map, pointer, struct, text, textMap, texts, set } from './schema.ts';
import { graphDriver, healthConfig } from './container-schema.ts';

/** What `docker inspect` knows of images, networks and volumes. */

const imageConfig = struct('v1.DockerOCIImageConfig', {
  User: text, ExposedPorts: set, Env: texts, Entrypoint: texts, Cmd: texts, Volumes: set, WorkingDir: text, Labels: textMap, StopSignal: text,
  ArgsEscaped: bool, Healthcheck: pointer(healthConfig), OnBuild: texts, Shell: texts,
});

export const IMAGE = struct('image.InspectResponse', {
  ID: keyed('Id', text), RepoTags: texts, RepoDigests: texts, Parent: text, Comment: text, Created: text, DockerVersion: text, Author: text,
  Config: pointer(imageConfig), Architecture: text, Variant: text, Os: text, OsVersion: text, Size: integer, VirtualSize: integer,
  GraphDriver: graphDriver, RootFS: struct('image.RootFS', { Type: text, Layers: texts }), Metadata: struct('image.Metadata', { LastTagTime: text }),
});

const ipamConfig = struct('network.IPAMConfig', { Subnet: text, IPRange: text, Gateway: text, AuxiliaryAddresses: textMap });
const ipam = struct('network.IPAM', { Driver: text, Options: textMap, Config: list(ipamConfig) });
const endpoint = struct('network.EndpointResource', { Name: text, EndpointID: text, MacAddress: text, IPv4Address: text, IPv6Address: text });

export const NETWORK = struct('network.Inspect', {
  Name: text, ID: keyed('Id', text), Created: text, Scope: text, Driver: text, EnableIPv4: bool, EnableIPv6: bool, IPAM: ipam, Internal: bool,
  Attachable: bool, Ingress: bool, ConfigFrom: struct('network.ConfigReference', { Network: text }), ConfigOnly: bool, Containers: map(endpoint),
  Options: textMap, Labels: textMap,
});

export const VOLUME = struct('volume.Volume', {
  CreatedAt: text, Driver: text, Labels: textMap, Mountpoint: text, Name: text, Options: textMap, Scope: text,
  UsageData: pointer(struct('volume.UsageData', { RefCount: integer, Size: integer })),
});
