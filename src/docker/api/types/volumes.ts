import type { StringMap } from './common.ts';

export type Volume = {
  readonly CreatedAt: string;
  readonly Driver: string;
  readonly Labels: StringMap | null;
  readonly Mountpoint: string;
  readonly Name: string;
  readonly Options: StringMap | null;
  readonly Scope: string;
  readonly UsageData?: { readonly RefCount: number; readonly Size: number };
};

export type CreateVolumeRequest = {
  readonly Name?: string;
  readonly Driver?: string;
  readonly DriverOpts?: StringMap | null;
  readonly Labels?: StringMap | null;
  readonly ClusterVolumeSpec?: null;
};

export type ListVolumesResponse = { readonly Volumes: readonly Volume[]; readonly Warnings: readonly string[] | null };
export type PruneVolumesResponse = { readonly VolumesDeleted: readonly string[] | null; readonly SpaceReclaimed: number };
