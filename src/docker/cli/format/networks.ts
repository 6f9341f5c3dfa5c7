import type { NetworkInspect } from '../../api/types/networks.ts';
import type { Listing } from './formatter.ts';
import { goTimeOf, joinLabels, shortId } from './text.ts';

export function networkFormat(format: string, isQuiet: boolean): string {
  if (format === 'table') return isQuiet ? '{{.ID}}' : 'table {{.ID}}\t{{.Name}}\t{{.Driver}}\t{{.Scope}}';
  if (format === 'raw') return isQuiet ? 'network_id: {{.ID}}' : 'network_id: {{.ID}}\\nname: {{.Name}}\\ndriver: {{.Driver}}\\nscope: {{.Scope}}\\n';
  return format;
}

export const NETWORKS: Listing<NetworkInspect> = {
  type: 'network.networkContext',
  labels: (network) => network.Labels,
  columns: [
    { name: 'ID', header: 'NETWORK ID', value: (network, { isTruncated }) => (isTruncated ? shortId(network.Id) : network.Id) },
    { name: 'Name', header: 'NAME', value: (network) => network.Name },
    { name: 'Driver', header: 'DRIVER', value: (network) => network.Driver },
    { name: 'Scope', header: 'SCOPE', value: (network) => network.Scope },
    { name: 'IPv4', header: 'IPV4', value: (network) => String(network.EnableIPv4) },
    { name: 'IPv6', header: 'IPV6', value: (network) => String(network.EnableIPv6) },
    { name: 'Internal', header: 'INTERNAL', value: (network) => String(network.Internal) },
    { name: 'Labels', header: 'LABELS', value: (network) => joinLabels(network.Labels) },
    { name: 'CreatedAt', header: 'CREATED AT', value: (network) => goTimeOf(network.Created) },
  ],
};
