import type { LayerEntry } from '../../machine/files/layer.ts';
import type { ImageConfig } from '../registry/oci.ts';

/** `linux/amd64`. */
export type Platform = 'linux/amd64' | 'linux/arm64';

export const BOTH: readonly Platform[] = ['linux/amd64', 'linux/arm64'];

/** A repository of the simulated Docker Hub (or of another registry). One a file, in images/. */
export interface Repository {
  /** With the registry's name and the namespace: `docker.io/library/python`. */
  readonly name: string;
  readonly description: string;
  readonly stars: number;
  readonly isOfficial: boolean;
  /** Everything that was ever published there, in the order of publication. Cheap: images are made when they are asked for. */
  readonly editions: () => readonly Edition[];
}

/** What was published at one moment: an image for each platform, under tags that it takes over from earlier editions. */
export interface Edition {
  /** `2025-05-08`, or with a time: `2025-05-08T21:03:12Z`. */
  readonly published: string;
  readonly tags: readonly string[];
  readonly platforms: readonly Platform[];
  readonly image: (platform: Platform) => ImageRecipe;
  /** Pushed from one machine, without a list of platforms: whoever pulls it gets it, whether it can run it or not. */
  readonly isSingle?: boolean;
}

/** What an image is made of. */
export interface ImageRecipe {
  readonly config: ImageConfig;
  /** The lowest first; a step without a layer is an empty one in `docker history`. */
  readonly steps: readonly Step[];
  readonly author?: string;
}

export interface Step {
  /** As `docker history --no-trunc` shows it. */
  readonly createdBy: string;
  readonly comment?: string;
  /** RFC 3339 or a date; the edition's moment unless told. */
  readonly created?: string;
  readonly layer?: LayerSource;
}

/** Files that are listed when they are needed. The same object is the same layer. */
export interface LayerSource {
  readonly entries: () => readonly LayerEntry[];
  /** Bytes to download; guessed from the content unless told. */
  readonly blobSize?: number;
}
