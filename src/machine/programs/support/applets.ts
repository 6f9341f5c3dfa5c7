/** Programs that BusyBox does not have; what is not listed is one of its applets. */
export const NOT_BUSYBOX: ReadonlySet<string> = new Set([
  'bash', 'dash', 'docker', 'dockerd', 'containerd', 'runc', 'curl', 'apt-get', 'apt', 'apt-cache', 'apk', 'dpkg', 'pip', 'pip3', 'python', 'python3', 'node', 'npm',
  'npx', 'nginx', 'redis-server', 'redis-cli', 'postgres', 'psql', 'initdb', 'pg_isready', 'pg_ctl', 'createdb', 'stress', 'hog', 'hey', 'ss', 'sudo', 'useradd', 'groupadd', 'usermod', 'userdel',
  'tini', 'docker-init', 'dumb-init', 'gosu', 'su-exec', 'envsubst', 'jq', 'nano', 'join', 'systemctl', 'service', 'git', 'gcc', 'make',
  'numfmt', 'column', 'getent', 'stdbuf', 'pr', 'fmt', 'b2sum', 'sha224sum', 'sha384sum', 'docker-entrypoint.sh', 'vim',
  'docker-compose', 'locale', 'ldconfig', 'update-alternatives', 'gpg', 'pidstat', 'vmstat', 'journalctl', 'man',
]);
