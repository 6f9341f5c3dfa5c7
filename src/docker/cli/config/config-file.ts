import { isSystemError } from '../../../machine/errno.ts';
import type { Files } from '../../../machine/files/files.ts';
import { quote } from '../golang/quote.ts';
import { fromBase64, toBase64 } from '../../../core/base64.ts';

export interface RegistryLogin {
  readonly username: string;
  readonly password: string;
}

const PROXY_VARIABLES = { httpProxy: 'HTTP_PROXY', httpsProxy: 'HTTPS_PROXY', noProxy: 'NO_PROXY', ftpProxy: 'FTP_PROXY', allProxy: 'ALL_PROXY' };

/** What Go says of JSON that is none, for the mistakes that are made by hand. */
function faultOf(text: string): string {
  const rest = text.trimEnd();
  if (rest === '') return 'EOF';
  const isCut = (rest.match(/[{[]/g)?.length ?? 0) > (rest.match(/[}\]]/g)?.length ?? 0);
  return isCut ? 'unexpected EOF' : `invalid character ${quote(rest.at(0)!).replaceAll('"', "'")} looking for beginning of value`;
}

/** Go's complaint about a login that is no base64. */
function faultOfLogins({ auths }: Record<string, unknown>): string | undefined {
  for (const { auth } of Object.values((auths ?? {}) as Record<string, { readonly auth?: string }>)) {
    const at = (auth ?? '').search(/[^A-Za-z0-9+/=]/);
    if (at >= 0) return `illegal base64 data at input byte ${at}`;
  }
  return undefined;
}

/** The fields that docker knows, in the order in which it writes them. */
const FIELDS = [
  'auths', 'HttpHeaders', 'psFormat', 'imagesFormat', 'networksFormat', 'pluginsFormat', 'volumesFormat', 'statsFormat', 'detachKeys', 'credsStore', 'credHelpers',
  'serviceInspectFormat', 'servicesFormat', 'tasksFormat', 'secretFormat', 'configFormat', 'nodesFormat', 'pruneFilters', 'proxies', 'currentContext', 'cliPluginsExtraDirs', 'plugins', 'aliases', 'features',
];

function inOrder(values: Record<string, unknown>): Record<string, unknown> {
  const known = FIELDS.filter((field) => values[field] !== undefined).map((field) => [field, values[field]]);
  return Object.fromEntries([...known, ...Object.entries(values).filter(([name]) => !FIELDS.includes(name))]) as Record<string, unknown>;
}

/** `config.json` in the folder of the docker command's configuration. What it doesn't know it keeps. */
export class ConfigFile {
  readonly #values: Record<string, unknown>;
  readonly path: string;

  private constructor(
    private readonly files: Files,
    readonly folder: string,
    values: Record<string, unknown>,
  ) {
    this.path = `${folder}/config.json`;
    this.#values = values;
  }

  /** Reads it; none is an empty one. A broken one gives its error, as a warning. */
  static load(files: Files, folder: string): { readonly config: ConfigFile; readonly warning?: string } {
    try {
      const values = JSON.parse(files.readText(`${folder}/config.json`)) as Record<string, unknown>;
      const warning = faultOfLogins(values);
      return { config: new ConfigFile(files, folder, values), ...(warning === undefined ? {} : { warning: `WARNING: Error parsing config file (${folder}/config.json): ${warning}` }) };
    } catch (error) {
      const config = new ConfigFile(files, folder, {});
      if (isSystemError(error, 'ENOENT') || isSystemError(error, 'ENOTDIR')) return { config };
      const path = `${folder}/config.json`;
      const warning = isSystemError(error) ? `loading config file: ${path}: ${error.message.toLowerCase()}` : `parsing config file (${path}): ${faultOf(files.readText(path))}`;
      return { config, warning: `WARNING: Error ${warning}` };
    }
  }

  /** The environment that `proxies` gives to containers of a daemon. */
  proxyVariables(host: string): ReadonlyMap<string, string> {
    const proxies = (this.#values['proxies'] ?? {}) as Record<string, Readonly<Record<string, string>> | undefined>;
    const own = proxies[host] ?? proxies['default'] ?? {};
    const variables = new Map<string, string>();
    for (const [key, name] of Object.entries(PROXY_VARIABLES)) if (own[key]) for (const spelling of [name, name.toLowerCase()]) variables.set(spelling, own[key]);
    return variables;
  }

  text(key: string): string {
    const value = this.#values[key];
    return typeof value === 'string' ? value : '';
  }

  get currentContext(): string {
    return this.text('currentContext');
  }

  set currentContext(name: string) {
    if (name === '' || name === 'default') delete this.#values['currentContext'];
    else this.#values['currentContext'] = name;
  }

  /** Registry addresses with a login, as `docker login` wrote them. */
  get logins(): ReadonlyMap<string, RegistryLogin> {
    const auths = (this.#values['auths'] ?? {}) as Record<string, { readonly auth?: string }>;
    const logins = new Map<string, RegistryLogin>();
    for (const [server, { auth }] of Object.entries(auths)) {
      const text = auth === undefined ? '' : fromBase64(auth);
      const colon = text.indexOf(':');
      if (colon > 0) logins.set(server, { username: text.slice(0, colon), password: text.slice(colon + 1) });
    }
    return logins;
  }

  setLogin(server: string, login: RegistryLogin): void {
    const auths = { ...(this.#values['auths'] as Record<string, unknown> | undefined) };
    auths[server] = { auth: toBase64(`${login.username}:${login.password}`) };
    this.#values['auths'] = auths;
  }

  /** False when there was none. */
  removeLogin(server: string): boolean {
    const auths = { ...(this.#values['auths'] as Record<string, unknown> | undefined) };
    if (!(server in auths)) return false;
    delete auths[server];
    this.#values['auths'] = auths;
    return true;
  }

  /** Throws SystemError. */
  save(): void {
    this.files.mkdirAll(this.folder, 0o700);
    this.files.write(this.path, JSON.stringify({ auths: {}, ...inOrder(this.#values) }, null, '\t'), 0o600);
  }
}
