import type { Json } from './http.ts';

// What answers looked like before the current version of the API: the changes of each version
// (https://docs.docker.com/reference/api/engine/version-history/), undone for clients that ask for an older one.

type Fields = { readonly [name: string]: Json | undefined };

/** One difference: answers of a route to versions below `below`. */
interface Change {
  readonly route: string;
  readonly below: string;
  readonly change: (answer: Fields) => Fields;
}

/** The part of a container's configuration that an image has no use for, and had until 1.50. */
const UNUSED = { Hostname: '', Domainname: '', AttachStdin: false, AttachStdout: false, AttachStderr: false, Tty: false, OpenStdin: false, StdinOnce: false, Image: '' };
const NO_CONFIG = { ...UNUSED, User: '', Env: null, Cmd: null, Volumes: null, WorkingDir: '', Entrypoint: null, OnBuild: null, Labels: null };

/** Newest first: each change makes what the version before it had. */
const CHANGES: readonly Change[] = [
  { route: 'GET /images/{name*}/json', below: '1.50', change: (image) => ({ ...image, Config: { ...UNUSED, ...(image.Config as Fields) } }) },
  { route: 'GET /images/{name*}/json', below: '1.45', change: (image) => ({ ...image, ContainerConfig: NO_CONFIG }) },
  { route: 'GET /images/{name*}/json', below: '1.44', change: withVirtualSize },
  { route: 'GET /images/json', below: '1.44', change: withVirtualSize },
  { route: 'GET /system/df', below: '1.44', change: (use) => (Array.isArray(use.Images) ? { ...use, Images: (use.Images as readonly Fields[]).map(withVirtualSize) } : use) },
  { route: 'GET /containers/{name}/json', below: '1.45', change: withShortAliases },
];

/** An answer in the form of that version. */
export function olderAnswer(route: string, version: string, answer: Json): Json {
  let made = answer;
  for (const { route: of, below, change } of CHANGES) {
    if (of !== route || !isOlder(version, below) || typeof made !== 'object' || made === null) continue;
    made = Array.isArray(made) ? (made as readonly Fields[]).map(change) : change(made as Fields);
  }
  return made;
}

/** Whether a version of the API, `1.43`, is older than another. */
export function isOlder(version: string, than: string): boolean {
  return Number(version.split('.')[1]) < Number(than.split('.')[1]);
}

function withVirtualSize(image: Fields): Fields {
  return { ...image, VirtualSize: image.Size };
}

/** The beginning of a container's id was among its names in networks of users. */
function withShortAliases(container: Fields): Fields {
  const id = String(container.Id).slice(0, 12);
  const settings = container.NetworkSettings as Fields;
  const networks = Object.entries(settings.Networks as { readonly [name: string]: Fields }).map(([name, endpoint]) => {
    if (['bridge', 'host', 'none', 'default'].includes(name)) return [name, endpoint] as const;
    return [name, { ...endpoint, Aliases: [...new Set([...((endpoint.Aliases as readonly string[] | null) ?? []), id])] }] as const;
  });
  return { ...container, NetworkSettings: { ...settings, Networks: Object.fromEntries(networks) } };
}
