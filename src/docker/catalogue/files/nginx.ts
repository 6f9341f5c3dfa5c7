/** The files of nginx's packages that people look at and change. */
export const NGINX_CONF = `
user  nginx;
worker_processes  auto;

error_log  /var/log/nginx/error.log notice;
pid        /run/nginx.pid;


events {
    worker_connections  1024;
}


http {
    include       /etc/nginx/mime.types;
    default_type  application/octet-stream;

    log_format  main  '$remote_addr - $remote_user [$time_local] "$request" '
                      '$status $body_bytes_sent "$http_referer" '
                      '"$http_user_agent" "$http_x_forwarded_for"';

    access_log  /var/log/nginx/access.log  main;

    sendfile        on;
    #tcp_nopush     on;

    keepalive_timeout  65;

    #gzip  on;

    include /etc/nginx/conf.d/*.conf;
}
`;

export const DEFAULT_CONF = `server {
    listen       80;
    server_name  localhost;

    #access_log  /var/log/nginx/host.access.log  main;

    location / {
        root   /usr/share/nginx/html;
        index  index.html index.htm;
    }

    #error_page  404              /404.html;

    # redirect server error pages to the static page /50x.html
    #
    error_page   500 502 503 504  /50x.html;
    location = /50x.html {
        root   /usr/share/nginx/html;
    }
}
`;

export const INDEX = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>
html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto;
font-family: Tahoma, Verdana, Arial, sans-serif; }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>

<p>For online documentation and support please refer to
<a href="http://nginx.org/">nginx.org</a>.<br/>
Commercial support is available at
<a href="http://nginx.com/">nginx.com</a>.</p>

<p><em>Thank you for using nginx.</em></p>
</body>
</html>
`;

export const ERROR_PAGE = `<!DOCTYPE html>
<html>
<head>
<title>Error</title>
</head>
<body>
<h1>An error occurred.</h1>
<p>Sorry, the page you are looking for is currently unavailable.<br/>
Please try again later.</p>
</body>
</html>
`;

const TYPES: Readonly<Record<string, string>> = {
  'text/html': 'html htm shtml', 'text/css': 'css', 'text/xml': 'xml', 'image/gif': 'gif', 'image/jpeg': 'jpeg jpg', 'application/javascript': 'js',
  'text/plain': 'txt', 'image/png': 'png', 'image/svg+xml': 'svg svgz', 'image/webp': 'webp', 'image/x-icon': 'ico', 'font/woff': 'woff', 'font/woff2': 'woff2',
  'application/json': 'json', 'application/pdf': 'pdf', 'application/wasm': 'wasm', 'application/zip': 'zip', 'audio/mpeg': 'mp3', 'video/mp4': 'mp4',
};

export const MIME_TYPES = `\ntypes {\n${Object.entries(TYPES).map(([type, names]) => `    ${type.padEnd(48)} ${names};\n`).join('')}}\n`;

export const FASTCGI_PARAMS = 'fastcgi_param  QUERY_STRING       $query_string;\nfastcgi_param  REQUEST_METHOD     $request_method;\nfastcgi_param  CONTENT_TYPE       $content_type;\nfastcgi_param  CONTENT_LENGTH     $content_length;\n';

/** Runs what lies in /docker-entrypoint.d, then the command. */
export const ENTRYPOINT = `#!/bin/sh
# vim:sw=4:ts=4:et

set -e

entrypoint_log() {
    if [ -z "\${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ]; then
        echo "$@"
    fi
}

if [ "$1" = "nginx" ] || [ "$1" = "nginx-debug" ]; then
    if [ -n "$(ls -A /docker-entrypoint.d/ 2>/dev/null)" ]; then
        entrypoint_log "$0: /docker-entrypoint.d/ is not empty, will attempt to perform configuration"
        entrypoint_log "$0: Looking for shell scripts in /docker-entrypoint.d/"
        for f in /docker-entrypoint.d/*; do
            case "$f" in
                *.envsh)
                    if [ -x "$f" ]; then
                        entrypoint_log "$0: Sourcing $f"
                        . "$f"
                    else
                        entrypoint_log "$0: Ignoring $f, not executable"
                    fi
                    ;;
                *.sh)
                    if [ -x "$f" ]; then
                        entrypoint_log "$0: Launching $f"
                        "$f"
                    else
                        entrypoint_log "$0: Ignoring $f, not executable"
                    fi
                    ;;
                *) entrypoint_log "$0: Ignoring $f" ;;
            esac
        done
        entrypoint_log "$0: Configuration complete; ready for start up"
    else
        entrypoint_log "$0: No files found in /docker-entrypoint.d/, skipping configuration"
    fi
fi

exec "$@"
`;

export const SCRIPTS: Readonly<Record<string, string>> = {
  '10-listen-on-ipv6-by-default.sh': `#!/bin/sh
set -e
ME=$(basename "$0")
entrypoint_log() { [ -n "\${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ] || echo "$@"; }
CONF="etc/nginx/conf.d/default.conf"
if [ ! -f "/$CONF" ]; then
    entrypoint_log "$ME: info: /$CONF is not a file or does not exist"
    exit 0
fi
if [ ! -w "/$CONF" ]; then
    entrypoint_log "$ME: info: can not modify /$CONF (read-only file system?)"
    exit 0
fi
if grep -q "listen  \\[::]\\:80;" "/$CONF"; then
    entrypoint_log "$ME: info: IPv6 listen already enabled"
    exit 0
fi
entrypoint_log "$ME: info: Getting the checksum of /$CONF"
if ! grep -q "listen       80;" "/$CONF" || ! grep -q "server_name  localhost;" "/$CONF"; then
    entrypoint_log "$ME: info: /$CONF differs from the packaged version"
    exit 0
fi
sed -i -e 's,listen       80;,listen       80;\\n    listen  [::]:80;,' "/$CONF"
entrypoint_log "$ME: info: Enabled listen on IPv6 in /$CONF"
exit 0
`,
  '15-local-resolvers.envsh': `#!/bin/sh
[ "\${NGINX_ENTRYPOINT_LOCAL_RESOLVERS:-}" ] || return 0
NGINX_LOCAL_RESOLVERS=$(awk 'BEGIN{ORS=" "} $1=="nameserver" {print $2}' /etc/resolv.conf)
export NGINX_LOCAL_RESOLVERS
`,
  '20-envsubst-on-templates.sh': `#!/bin/sh
set -e
ME=$(basename "$0")
entrypoint_log() { [ -n "\${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ] || echo "$@"; }
template_dir="\${NGINX_ENVSUBST_TEMPLATE_DIR:-/etc/nginx/templates}"
suffix="\${NGINX_ENVSUBST_TEMPLATE_SUFFIX:-.template}"
output_dir="\${NGINX_ENVSUBST_OUTPUT_DIR:-/etc/nginx/conf.d}"
[ -d "$template_dir" ] || exit 0
if [ ! -w "$output_dir" ]; then
    entrypoint_log "$ME: ERROR: $template_dir exists, but $output_dir is not writable"
    exit 0
fi
defined_envs=$(env | cut -d= -f1 | sed 's/.*/\${&}/')
for template in "$template_dir"/*"$suffix"; do
    [ -f "$template" ] || continue
    output_path="$output_dir/$(basename "$template" "$suffix")"
    entrypoint_log "$ME: Running envsubst on $template to $output_path"
    envsubst "$defined_envs" < "$template" > "$output_path"
done
exit 0
`,
  '30-tune-worker-processes.sh': `#!/bin/sh
set -eu
[ "\${NGINX_ENTRYPOINT_WORKER_PROCESSES_AUTOTUNE:-}" ] || exit 0
sed -i -e "s/worker_processes.*/worker_processes $(nproc);/" /etc/nginx/nginx.conf
`,
};
