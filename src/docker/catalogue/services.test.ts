import { expect, test } from 'vitest';
import { SECOND } from '../../core/clock.ts';
import { SIGNALS } from '../../machine/signals.ts';
import { ImageHost } from './testing/image-host.ts';

const BARE = { entrypoint: [] };

test('nginx serves its page, logs, and leaves in good order', () => {
  const host = new ImageHost();
  const web = host.create('nginx:1.27', 'web', undefined, BARE);
  host.wait(SECOND);
  const page = host.run('nginx', ['curl', '-s', 'http://web/', '-w', '%{http_code} %{content_type}\n'], BARE);
  expect(page.stdout).toContain('<h1>Welcome to nginx!</h1>');
  expect(page.stdout).toContain('200 text/html\n');
  expect(host.run('nginx', ['curl', '-sS', '-f', 'http://web/nope'], BARE)).toMatchObject({ stdout: '', stderr: 'curl: (22) The requested URL returned error: 404\n', status: 22 });
  expect(web.stdout).toBe(
    '172.18.0.3 - - [02/Jun/2025:08:00:01 +0000] "GET / HTTP/1.1" 200 615 "-" "curl/7.88.1" "-"\n' +
      '172.18.0.4 - - [02/Jun/2025:08:00:01 +0000] "GET /nope HTTP/1.1" 404 153 "-" "curl/7.88.1" "-"\n',
  );
  web.process.signal(SIGNALS.SIGQUIT);
  host.wait(SECOND);
  expect(web.process.status).toEqual({ code: 0 });
  expect(web.stderr).toBe(
    '2025/06/02 08:00:00 [notice] 1#1: using the "epoll" event method\n2025/06/02 08:00:00 [notice] 1#1: nginx/1.27.5\n2025/06/02 08:00:00 [notice] 1#1: built by gcc 12.2.0 (Debian 12.2.0-14) \n' +
      '2025/06/02 08:00:00 [notice] 1#1: OS: Linux 6.1.0-18-amd64\n2025/06/02 08:00:00 [notice] 1#1: getrlimit(RLIMIT_NOFILE): 1048576:1048576\n2025/06/02 08:00:00 [notice] 1#1: start worker processes\n' +
      '2025/06/02 08:00:00 [notice] 1#1: start worker process 2\n2025/06/02 08:00:00 [notice] 1#1: start worker process 3\n' +
      '2025/06/02 08:00:01 [error] 2#2: *2 open() "/usr/share/nginx/html/nope" failed (2: No such file or directory), client: 172.18.0.4, server: localhost, request: "GET /nope HTTP/1.1", host: "web"\n' +
      '2025/06/02 08:00:01 [notice] 1#1: signal 3 (SIGQUIT) received, shutting down\n2025/06/02 08:00:01 [notice] 2#2: gracefully shutting down\n2025/06/02 08:00:01 [notice] 2#2: exiting\n2025/06/02 08:00:01 [notice] 2#2: exit\n' +
      '2025/06/02 08:00:01 [notice] 3#3: gracefully shutting down\n2025/06/02 08:00:01 [notice] 3#3: exiting\n2025/06/02 08:00:01 [notice] 3#3: exit\n' +
      '2025/06/02 08:00:01 [notice] 1#1: signal 17 (SIGCHLD) received from 2\n2025/06/02 08:00:01 [notice] 1#1: worker process 2 exited with code 0\n' +
      '2025/06/02 08:00:01 [notice] 1#1: signal 17 (SIGCHLD) received from 3\n2025/06/02 08:00:01 [notice] 1#1: worker process 3 exited with code 0\n2025/06/02 08:00:01 [notice] 1#1: exit\n',
  );
});

test('nginx passes requests on, and says why it can not start', () => {
  const host = new ImageHost();
  host.create('nginx:1.27', 'app', undefined, { ...BARE, files: { '/etc/nginx/conf.d/default.conf': 'server { listen 8000; location / { return 200 "app $uri\\n"; } }' } });
  host.wait(SECOND);
  host.create('nginx:1.27', 'front', undefined, { ...BARE, files: { '/etc/nginx/conf.d/default.conf': 'server { listen 80; location /api/ { proxy_pass http://app:8000/; } location /old { return 301 /new; } location / { proxy_pass http://app:81; } }' } });
  host.wait(SECOND);
  expect(host.run('nginx', ['curl', '-s', 'http://front/api/trips'], BARE).stdout).toBe('app /trips\n');
  expect(host.run('nginx', ['curl', '-s', '-o', '/dev/null', '-w', '%{http_code}', 'http://front/'], BARE).stdout).toBe('502');
  const broken = host.run('nginx', undefined, { ...BARE, files: { '/etc/nginx/conf.d/default.conf': 'server {\n  lissten 80;\n}\n' } });
  expect(broken).toMatchObject({ status: 1, stderr: '2025/06/02 08:00:02 [emerg] 1#1: unknown directive "lissten" in /etc/nginx/conf.d/default.conf:2\nnginx: [emerg] unknown directive "lissten" in /etc/nginx/conf.d/default.conf:2\n' });
  const lost = host.run('nginx', undefined, { ...BARE, files: { '/etc/nginx/conf.d/default.conf': 'server {\n  listen 80;\n  location / { proxy_pass http://nobody; }\n}\n' } });
  expect(lost.stderr).toContain('nginx: [emerg] host not found in upstream "nobody" in /etc/nginx/conf.d/default.conf:3\n');
});
