import { NotSimulated } from '../../../core/errors.ts';
import { ConfigurationError } from './configuration.ts';
import type { Directive } from './configuration.ts';

type Context = 'main' | 'events' | 'http' | 'server' | 'location' | 'upstream' | 'if' | 'types' | 'limit_except';

/** Where a directive may stand. What is only about speed is taken and has nothing to act on here. */
const PLACES: Readonly<Record<string, string>> = {
  user: 'main', worker_processes: 'main', error_log: 'main http server location', pid: 'main', daemon: 'main', events: 'main', http: 'main', worker_rlimit_nofile: 'main', load_module: 'main', master_process: 'main', env: 'main',
  worker_connections: 'events', use: 'events', multi_accept: 'events', accept_mutex: 'events',
  types: 'http server location', default_type: 'http server location', log_format: 'http', access_log: 'http server location', server: 'http upstream', upstream: 'http', map: '!', geo: '!',
  sendfile: 'http server location', tcp_nopush: 'http server location', tcp_nodelay: 'http server location', keepalive_timeout: 'http server location', keepalive: 'upstream', keepalive_requests: 'http server location', types_hash_max_size: 'http server location', types_hash_bucket_size: 'http server location', server_names_hash_bucket_size: 'http', server_tokens: 'http server location',
  client_max_body_size: 'http server location', client_body_buffer_size: 'http server location', client_body_timeout: 'http server location', client_header_timeout: 'http server', send_timeout: 'http server location', large_client_header_buffers: 'http server', client_header_buffer_size: 'http server', reset_timedout_connection: 'http server location', resolver: 'http server location', resolver_timeout: 'http server location', open_file_cache: 'http server location', etag: 'http server location', charset: 'http server location',
  gzip: 'http server location', gzip_types: 'http server location', gzip_vary: 'http server location', gzip_proxied: 'http server location', gzip_comp_level: 'http server location', gzip_min_length: 'http server location', gzip_buffers: 'http server location', gzip_http_version: 'http server location', gzip_disable: 'http server location', gzip_static: 'http server location',
  listen: 'server', server_name: 'server', location: 'server location', root: 'http server location if', index: 'http server location', alias: 'location', return: 'server location if', rewrite: 'server location if', try_files: 'server location', error_page: 'http server location', add_header: 'http server location', expires: 'http server location', autoindex: 'http server location', internal: 'location', allow: 'http server location', deny: 'http server location', set: 'server location if', if: '!', stub_status: 'server location', log_not_found: 'http server location', absolute_redirect: 'http server location',
  proxy_pass: 'location if', proxy_set_header: 'http server location', proxy_http_version: 'http server location', proxy_connect_timeout: 'http server location', proxy_read_timeout: 'http server location', proxy_send_timeout: 'http server location', proxy_buffering: 'http server location', proxy_buffers: 'http server location', proxy_buffer_size: 'http server location', proxy_redirect: 'http server location', proxy_cache_bypass: 'http server location', proxy_intercept_errors: 'http server location', proxy_hide_header: 'http server location', proxy_next_upstream: 'http server location', proxy_request_buffering: 'http server location',
  least_conn: 'upstream', ip_hash: 'upstream', zone: 'upstream', random: '!', hash: '!',
  auth_basic: '!', auth_basic_user_file: '!', auth_request: '!', limit_req: '!', limit_req_zone: '!', limit_conn: '!', limit_conn_zone: '!', limit_rate: '!', fastcgi_pass: '!', uwsgi_pass: '!', grpc_pass: '!', proxy_cache: '!', proxy_cache_path: '!', ssl_certificate: '!', ssl_certificate_key: '!', ssl_protocols: '!', ssl_ciphers: '!', http2: '!', sub_filter: '!', split_clients: '!', stream: '!', mail: '!', mirror: '!', dav_methods: '!', js_import: '!', perl: '!',
};

/** Throws for directives that don't exist, stand in the wrong place, or are not simulated. */
export function checkDirectives(directives: readonly Directive[], context: Context = 'main'): void {
  for (const directive of directives) {
    const { name, file, line } = directive;
    if (context === 'types') continue;
    const places = PLACES[name];
    if (places === undefined) throw new ConfigurationError(`unknown directive "${name}" in ${file}:${line}`);
    if (places === '!') throw new NotSimulated(`nginx's ${name}`);
    if (!places.split(' ').includes(context)) throw new ConfigurationError(`"${name}" directive is not allowed here in ${file}:${line}`);
    const isBlock = ['events', 'http', 'server', 'upstream', 'location', 'types', 'if'].includes(name) && !(name === 'server' && context === 'upstream');
    if (isBlock && !directive.block) throw new ConfigurationError(`directive "${name}" has no opening "{" in ${file}:${line}`);
    if (!isBlock && directive.block) throw new ConfigurationError(`directive "${name}" is not terminated by ";" in ${file}:${line}`);
    if (!isBlock && directive.args.length === 0 && !NO_ARGUMENTS.has(name)) throw new ConfigurationError(`invalid number of arguments in "${name}" directive in ${file}:${line}`);
    if (directive.block) checkDirectives(directive.block, name as Context);
  }
}

const NO_ARGUMENTS = new Set(['internal', 'ip_hash', 'least_conn', 'stub_status']);
