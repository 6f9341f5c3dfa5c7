import type { StringMap } from '../../api/types/common.ts';
import type { Daemon } from '../daemon.ts';
import { AddressPool, parseSubnet, toNumber } from './addresses.ts';
import { Network } from './network.ts';

const BRIDGE_SUBNET = '172.17.0.0/16';
const BRIDGE_GATEWAY = '172.17.0.1';

const BRIDGE_OPTIONS: StringMap = {
  'com.docker.network.bridge.default_bridge': 'true',
  'com.docker.network.bridge.enable_icc': 'true',
  'com.docker.network.bridge.enable_ip_masquerade': 'true',
  'com.docker.network.bridge.host_binding_ipv4': '0.0.0.0',
  'com.docker.network.bridge.name': 'docker0',
  'com.docker.network.driver.mtu': '1500',
};

/** The three networks that every engine has: bridge, host and none. */
export function createPredefinedNetworks(daemon: Daemon): void {
  const { entropy, host, networks } = daemon;
  const common = { created: host.now(), isPredefined: true, labels: {} };
  const noIpam = { Driver: 'default', Options: null, Config: null };
  networks.add(new Network({ ...common, id: entropy.hex(64), name: 'none', driver: 'null', ipam: noIpam, options: {} }));
  networks.add(new Network({ ...common, id: entropy.hex(64), name: 'host', driver: 'host', ipam: noIpam, options: {} }));
  const pool = new AddressPool(parseSubnet(BRIDGE_SUBNET)!);
  pool.take(toNumber(BRIDGE_GATEWAY));
  const bridge = host.fabric.createBridge({ name: 'docker0', subnet: BRIDGE_SUBNET, gateway: BRIDGE_GATEWAY });
  const ipam = { Driver: 'default', Options: null, Config: [{ Subnet: BRIDGE_SUBNET, Gateway: BRIDGE_GATEWAY }] };
  networks.add(new Network({ ...common, id: entropy.hex(64), name: 'bridge', driver: 'bridge', ipam, options: BRIDGE_OPTIONS, pool, gateway: BRIDGE_GATEWAY, bridge }));
}
