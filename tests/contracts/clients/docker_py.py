"""docker-py, used as its documentation shows. `DOCKER_HOST=unix:///… python3 docker_py.py`: the server is started by docker_py.mjs."""
import io
import tarfile
import tempfile
import threading
import unittest
from datetime import datetime, timezone
from pathlib import Path

import docker
from docker.errors import APIError, BuildError, ContainerError, ImageNotFound, NotFound
from docker.types import Healthcheck, IPAMConfig, IPAMPool, LogConfig, Mount, Ulimit

client = docker.from_env()


def tar_of(**files):
    """A tar archive of files by name: `tar_of(a=b'text')`."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode='w') as tar:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    archive.seek(0)
    return archive


class ClientTestCase(unittest.TestCase):
    def run_detached(self, command, **options):
        container = client.containers.run('busybox', command, detach=True, **options)
        self.addCleanup(self.remove, container)
        return container

    def remove(self, container):
        try:
            container.remove(force=True, v=True)
        except NotFound:
            pass

    def assert_refused(self, status, words, call, *args, **options):
        with self.assertRaises(APIError) as refused:
            call(*args, **options)
        self.assertEqual(refused.exception.status_code, status)
        self.assertIn(words, refused.exception.explanation)


class Daemon(ClientTestCase):
    def test_ping_version_and_info(self):
        self.assertTrue(client.ping())
        self.assertEqual(client.version()['ApiVersion'], '1.50')
        self.assertEqual(client.info()['OSType'], 'linux')

    def test_disk_usage(self):
        self.assertIn(['busybox:latest'], [image['RepoTags'] for image in client.df()['Images']])

    def test_login_of_nobody(self):
        self.assert_refused(401, 'unauthorized', client.login, username='nobody', password='wrong')


class Containers(ClientTestCase):
    def test_run_gives_the_output(self):
        self.assertEqual(client.containers.run('busybox', ['echo', 'hello world'], remove=True), b'hello world\n')
        self.assertEqual(client.containers.run('busybox', 'sh -c "echo out; echo err >&2"', stderr=True, remove=True), b'out\nerr\n')

    def test_run_that_fails(self):
        with self.assertRaises(ContainerError) as failed:
            client.containers.run('busybox', 'sh -c "echo why >&2; exit 3"', remove=True)
        self.assertEqual((failed.exception.exit_status, failed.exception.stderr), (3, b'why\n'))

    def test_run_an_image_that_is_nowhere(self):
        with self.assertRaises(ImageNotFound):
            client.containers.run('nobody/nothing')

    def test_run_a_command_that_is_nowhere(self):
        self.assert_refused(400, 'executable file not found', client.containers.run, 'busybox', 'nothing-here')

    def test_the_life_of_a_container(self):
        container = self.run_detached('top', name='life', labels={'kind': 'life'})
        self.assertEqual((container.status, container.name), ('created', 'life'))
        container.reload()
        self.assertEqual((container.status, container.labels), ('running', {'kind': 'life'}))
        self.assertEqual([each.name for each in client.containers.list(filters={'label': 'kind=life'})], ['life'])
        self.assertEqual(container.top()['Processes'][0][-1], 'top')
        container.pause()
        container.reload()
        self.assertEqual(container.status, 'paused')
        container.unpause()
        container.rename('later')
        container.restart(timeout=0)
        container.update(cpu_shares=512, mem_limit='64m', memswap_limit='64m')
        container.reload()
        self.assertEqual((container.name, container.attrs['HostConfig']['CpuShares'], container.attrs['HostConfig']['Memory']), ('later', 512, 64 << 20))
        container.kill()
        self.assertEqual(container.wait()['StatusCode'], 137)
        self.assertEqual([each.name for each in client.containers.list(all=True, filters={'status': 'exited'})], ['later'])
        container.remove()
        with self.assertRaises(NotFound):
            client.containers.get('later')

    def test_stop_waits_for_its_grace(self):
        container = self.run_detached('sh -c "trap \'exit 5\' TERM; while :; do sleep 0.1; done"')
        container.stop(timeout=2)
        self.assertEqual(container.wait()['StatusCode'], 5)

    def test_create_and_start_later(self):
        container = client.containers.create('busybox', 'cat /etc/hostname', hostname='later')
        self.addCleanup(self.remove, container)
        self.assertEqual(container.status, 'created')
        container.start()
        container.wait()
        self.assertEqual(container.logs(), b'later\n')

    def test_wait_for_the_next_exit_and_for_removal(self):
        container = self.run_detached('sh -c "sleep 0.2; exit 7"')
        self.assertEqual(container.wait(condition='next-exit')['StatusCode'], 7)
        self.assertEqual(container.wait()['StatusCode'], 7)

    def test_a_name_in_use(self):
        self.run_detached('top', name='taken')
        self.assert_refused(409, 'The container name "/taken" is already in use', client.containers.create, 'busybox', name='taken')

    def test_remove_what_runs(self):
        container = self.run_detached('top')
        self.assert_refused(409, 'container is running', container.remove)

    def test_limits_are_seen_inside(self):
        container = self.run_detached('cat /sys/fs/cgroup/memory.max', mem_limit='64m', ulimits=[Ulimit(name='nofile', soft=1024, hard=2048)])
        container.wait()
        self.assertEqual(container.logs(), b'67108864\n')
        container.reload()
        self.assertEqual(container.attrs['HostConfig']['Ulimits'], [{'Name': 'nofile', 'Hard': 2048, 'Soft': 1024}])

    def test_health_checks(self):
        second = 1_000_000_000
        container = self.run_detached('top', healthcheck=Healthcheck(test=['CMD-SHELL', 'true'], interval=second // 10, timeout=second, retries=2))
        for event in client.events(decode=True, since=int(datetime.now(timezone.utc).timestamp()) - 3600, filters={'container': container.id}):
            if event['Action'].startswith('health_status'):
                self.assertEqual(event['Action'], 'health_status: healthy')
                break
        container.reload()
        self.assertEqual(container.attrs['State']['Health']['Status'], 'healthy')

    def test_restart_policy(self):
        container = self.run_detached('sh -c "exit 1"', restart_policy={'Name': 'on-failure', 'MaximumRetryCount': 2})
        for _ in client.events(decode=True, since=0, filters={'container': container.id, 'event': 'die'}):
            container.reload()
            if container.attrs['RestartCount'] == 2 and container.status == 'exited':
                break
        self.assertEqual(container.attrs['HostConfig']['RestartPolicy'], {'Name': 'on-failure', 'MaximumRetryCount': 2})

    def test_prune(self):
        container = self.run_detached('true', labels={'pruned': 'yes'})
        container.wait()
        self.assertEqual(client.containers.prune(filters={'label': 'pruned=yes'})['ContainersDeleted'], [container.id])

    def test_stats(self):
        container = self.run_detached('top', mem_limit='64m')
        self.assertEqual(container.stats(stream=False)['memory_stats']['limit'], 64 << 20)
        first = next(container.stats(decode=True))
        self.assertEqual(first['id'], container.id)

    def test_diff_commit_and_export(self):
        container = self.run_detached('sh -c "echo data > /made; rm /etc/group"')
        container.wait()
        changes = {change['Path']: change['Kind'] for change in container.diff()}
        self.assertEqual((changes['/made'], changes['/etc'], changes['/etc/group']), (1, 0, 2))
        image = container.commit(repository='made', tag='one', message='by hand', author='somebody', changes=['CMD ["cat", "/made"]'])
        self.addCleanup(client.images.remove, 'made:one', force=True)
        self.assertEqual(client.containers.run(image, remove=True), b'data\n')
        with tarfile.open(fileobj=io.BytesIO(b''.join(container.export()))) as tar:
            self.assertEqual(tar.extractfile('made').read(), b'data\n')


class Streams(ClientTestCase):
    def test_logs(self):
        container = self.run_detached('sh -c "echo one; echo two >&2; echo three"')
        container.wait()
        self.assertEqual(container.logs(), b'one\ntwo\nthree\n')
        self.assertEqual(container.logs(stderr=False, tail=1), b'three\n')
        self.assertRegex(container.logs(timestamps=True, tail=1), rb'^\d{4}-\d\d-\d\dT[\d:.]+Z three\n$')

    def test_logs_followed(self):
        container = self.run_detached('sh -c "echo one; sleep 1; echo two"')
        self.assertEqual(b''.join(container.logs(stream=True, follow=True)), b'one\ntwo\n')

    def test_logs_since_and_until(self):
        container = self.run_detached('echo once')
        container.wait()
        self.assertEqual(container.logs(since=datetime(2000, 1, 1)), b'once\n')
        self.assertEqual(container.logs(until=datetime(2000, 1, 1)), b'')

    def test_attach(self):
        container = client.containers.create('busybox', 'sh -c "echo out; echo err >&2"')
        self.addCleanup(self.remove, container)
        output = container.attach(stdout=True, stderr=True, stream=True, logs=True, demux=True)
        container.start()
        self.assertEqual(list(output), [(b'out\n', None), (None, b'err\n')])

    def test_a_terminal_by_its_socket(self):
        container = client.containers.create('busybox', 'sh', tty=True, stdin_open=True)
        self.addCleanup(self.remove, container)
        socket = container.attach_socket(params={'stdin': 1, 'stdout': 1, 'stream': 1})
        container.start()
        container.resize(40, 100)
        socket._sock.sendall(b'stty size; exit\n')
        text = b''
        while chunk := socket._sock.recv(4096):
            text += chunk
        self.assertIn(b'40 100\r\n', text)

    def test_exec(self):
        container = self.run_detached('top')
        self.assertEqual(tuple(container.exec_run('sh -c "echo $WHO; id -u; pwd; exit 4"', environment={'WHO': 'me'}, user='1000', workdir='/tmp')), (4, b'me\n1000\n/tmp\n'))
        self.assertEqual(container.exec_run(['sh', '-c', 'echo out; echo err >&2'], demux=True).output, (b'out\n', b'err\n'))
        self.assertEqual(b''.join(container.exec_run('echo streamed', stream=True).output), b'streamed\n')
        self.assertIsNone(container.exec_run('sleep 1', detach=True).exit_code)

    def test_exec_by_its_socket(self):
        container = self.run_detached('top')
        made = client.api.exec_create(container.id, 'cat', stdin=True, tty=True)
        socket = client.api.exec_start(made['Id'], tty=True, socket=True)
        client.api.exec_resize(made['Id'], height=30, width=90)
        self.assertTrue(client.api.exec_inspect(made['Id'])['Running'])
        socket._sock.sendall(b'typed\n\x04')
        text = b''
        while chunk := socket._sock.recv(4096):
            text += chunk
        self.assertEqual(text, b'typed\r\ntyped\r\n')
        self.assertEqual(client.api.exec_inspect(made['Id'])['ExitCode'], 0)

    def test_exec_in_what_does_not_run(self):
        container = self.run_detached('true')
        container.wait()
        self.assert_refused(409, 'is not running', container.exec_run, 'true')

    def test_events(self):
        seen = []
        events = client.events(decode=True, filters={'type': 'container', 'label': 'watched'})
        watcher = threading.Thread(target=lambda: seen.extend(event['Action'] for event, _ in zip(events, range(4))))
        watcher.start()
        client.containers.run('busybox', 'true', remove=True, labels=['watched'])
        watcher.join(20)
        self.assertEqual(seen, ['create', 'start', 'die', 'destroy'])
        events.close()


class Files(ClientTestCase):
    def test_archives_in_and_out(self):
        container = self.run_detached('top')
        self.assertTrue(container.put_archive('/tmp', tar_of(note=b'by tar')))
        self.assertEqual(container.exec_run('cat /tmp/note').output, b'by tar')
        chunks, stat = container.get_archive('/tmp/note')
        self.assertEqual((stat['name'], stat['size']), ('note', 6))
        with tarfile.open(fileobj=io.BytesIO(b''.join(chunks))) as tar:
            self.assertEqual(tar.extractfile('note').read(), b'by tar')

    def test_archives_of_what_is_not_there(self):
        container = self.run_detached('top')
        self.assert_refused(404, 'Could not find the file /nowhere in container', container.get_archive, '/nowhere')
        self.assert_refused(404, 'Could not find the file /nowhere in container', container.put_archive, '/nowhere', tar_of(note=b''))

    def test_volumes(self):
        volume = client.volumes.create('kept', labels={'kind': 'kept'})
        self.addCleanup(lambda: client.volumes.prune(filters={'all': True}))
        client.containers.run('busybox', 'sh -c "echo stays > /data/note"', volumes={'kept': {'bind': '/data', 'mode': 'rw'}}, remove=True)
        self.assertEqual(client.containers.run('busybox', 'cat /data/note', mounts=[Mount('/data', 'kept', read_only=True)], remove=True), b'stays\n')
        self.assertEqual([each.name for each in client.volumes.list(filters={'label': 'kind=kept'})], ['kept'])
        container = self.run_detached('top', volumes=['kept:/data'])
        self.assert_refused(409, 'volume is in use', volume.remove)
        container.remove(force=True)
        volume.remove()
        with self.assertRaises(NotFound):
            client.volumes.get('kept')

    def test_tmpfs(self):
        self.assertIn(b'tmpfs', client.containers.run('busybox', 'grep /scratch /proc/mounts', tmpfs={'/scratch': 'size=1m'}, remove=True))


class Networks(ClientTestCase):
    def test_create_connect_and_resolve(self):
        ipam = IPAMConfig(pool_configs=[IPAMPool(subnet='10.77.0.0/24', gateway='10.77.0.1')])
        network = client.networks.create('ours', driver='bridge', ipam=ipam, labels={'kind': 'ours'})
        self.addCleanup(network.remove)
        server = self.run_detached('sh -c "while :; do nc -l -p 80 -e echo served; done"', name='server')
        network.connect(server, aliases=['web'], ipv4_address='10.77.0.9')
        network.reload()
        self.assertEqual([each.name for each in network.containers], ['server'])
        self.assertEqual(client.containers.run('busybox', 'nc web 80', network='ours', remove=True), b'served\n')
        server.reload()
        self.assertEqual(server.attrs['NetworkSettings']['Networks']['ours']['IPAddress'], '10.77.0.9')
        self.assert_refused(403, 'has active endpoints', network.remove)
        network.disconnect(server, force=True)
        self.assertEqual([each.name for each in client.networks.list(filters={'label': 'kind=ours'})], ['ours'])

    def test_prune(self):
        client.networks.create('unused')
        self.assertIn('unused', client.networks.prune()['NetworksDeleted'])
        with self.assertRaises(NotFound):
            client.networks.get('unused')

    def test_ports(self):
        container = self.run_detached('top', ports={'80/tcp': 8080, '53/udp': ('127.0.0.1', 5353), '90/tcp': None})
        container.reload()
        self.assertEqual(container.ports['53/udp'], [{'HostIp': '127.0.0.1', 'HostPort': '5353'}])
        self.assertEqual({port['HostPort'] for port in container.ports['80/tcp']}, {'8080'})
        self.assertTrue(container.ports['90/tcp'][0]['HostPort'].isdigit())
        other = client.containers.create('busybox', 'top', ports={'80/tcp': 8080})
        self.addCleanup(self.remove, other)
        self.assert_refused(500, 'port is already allocated', other.start)


class Images(ClientTestCase):
    def test_pull_tag_and_remove(self):
        image = client.images.pull('alpine', tag='3.19')
        self.assertEqual(image.tags, ['alpine:3.19'])
        self.assertTrue(image.tag('ours/alpine', tag='mine'))
        image.reload()
        self.assertEqual(sorted(image.tags), ['alpine:3.19', 'ours/alpine:mine'])
        self.assertEqual(image.history()[-1]['Id'], '<missing>')
        self.assertEqual([each.id for each in client.images.list('ours/alpine')], [image.id])
        client.images.remove('ours/alpine:mine')
        client.images.remove('alpine:3.19')
        with self.assertRaises(ImageNotFound):
            client.images.get('alpine:3.19')

    def test_pull_what_is_not_there(self):
        with self.assertRaises((ImageNotFound, NotFound)):
            client.images.pull('busybox', tag='never')
        self.assert_refused(404, 'pull access denied', client.images.pull, 'nobody/nothing', tag='latest')

    def test_pull_in_lines(self):
        lines = list(client.api.pull('hello-world', tag='latest', stream=True, decode=True))
        self.assertEqual(lines[-1]['status'], 'Status: Downloaded newer image for hello-world:latest')
        client.images.remove('hello-world')

    def test_push_without_login(self):
        client.images.get('busybox').tag('somebody/busybox')
        self.addCleanup(client.images.remove, 'somebody/busybox')
        lines = list(client.images.push('somebody/busybox', tag='latest', stream=True, decode=True))
        self.assertEqual(lines[-1]['error'], 'denied: requested access to the resource is denied')

    def test_registry_data(self):
        self.assertTrue(client.images.get_registry_data('busybox').id.startswith('sha256:'))

    def test_search(self):
        self.assertEqual(client.images.search('nginx')[0]['name'], 'nginx')

    def test_save_and_load(self):
        archive = b''.join(client.images.get('busybox').save(named=True))
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            self.assertIn('manifest.json', tar.getnames())
        [image] = client.images.load(archive)
        self.assertEqual(image.tags, ['busybox:latest'])

    def test_prune(self):
        self.assertEqual(client.images.prune(filters={'dangling': True})['SpaceReclaimed'], 0)


class Builds(ClientTestCase):
    def build(self, dockerfile, **options):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / 'Dockerfile').write_text(dockerfile)
            (Path(folder) / 'note').write_text('from the context\n')
            image, lines = client.images.build(path=folder, **options)
        return image, ''.join(line.get('stream', '') for line in lines)

    def test_a_folder(self):
        image, log = self.build('FROM busybox\nARG who=nobody\nCOPY note /note\nRUN echo $who >> /note\nCMD cat /note\n', tag='built', buildargs={'who': 'me'}, labels={'kind': 'built'}, rm=True)
        self.addCleanup(client.images.remove, 'built', force=True)
        self.assertIn('RUN echo $who >> /note', log)
        self.assertIn('Successfully tagged built:latest', log)
        self.assertEqual((image.tags, image.labels['kind']), (['built:latest'], 'built'))
        self.assertEqual(client.containers.run('built', remove=True), b'from the context\nme\n')

    def test_a_stage(self):
        image, log = self.build('FROM busybox AS first\nENV A=1\nFROM busybox\nENV A=2\n', target='first', rm=True)
        self.assertIn('A=1', image.attrs['Config']['Env'])

    def test_a_file_alone(self):
        image, _ = client.images.build(fileobj=io.BytesIO(b'FROM busybox\nENV ALONE=yes\n'), rm=True)
        self.assertIn('ALONE=yes', image.attrs['Config']['Env'])

    def test_a_step_that_fails(self):
        with self.assertRaises(BuildError) as failed:
            self.build('FROM busybox\nRUN exit 3\n', rm=True)
        self.assertEqual(failed.exception.msg, "The command '/bin/sh -c exit 3' returned a non-zero code: 3")

    def test_a_file_that_cannot_be_read(self):
        self.assert_refused(400, 'unknown instruction: FORM', self.build, 'FORM busybox\n')


if __name__ == '__main__':
    unittest.main()
