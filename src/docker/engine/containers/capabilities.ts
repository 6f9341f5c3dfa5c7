import { ALL_CAPABILITIES, DEFAULT_CAPABILITIES } from '../../../machine/processes/capabilities.ts';
import type { HostConfig } from '../../api/types/containers.ts';

/** What the container's root may: moby's TweakCapabilities. */
export function capabilitiesOf({ Privileged, CapAdd, CapDrop }: Pick<HostConfig, 'Privileged' | 'CapAdd' | 'CapDrop'>): ReadonlySet<string> {
  if (Privileged) return ALL_CAPABILITIES;
  if (!CapAdd?.length && !CapDrop?.length) return DEFAULT_CAPABILITIES;
  const added = new Set(CapAdd ?? []);
  const dropped = new Set(CapDrop ?? []);
  if (added.has('ALL')) return without(ALL_CAPABILITIES, dropped);
  if (dropped.has('ALL')) return added;
  return without(new Set([...DEFAULT_CAPABILITIES, ...added]), dropped);
}

function without(all: ReadonlySet<string>, dropped: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...all].filter((name) => !dropped.has(name)));
}
