// dockerode, used as its documentation shows.
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import Docker from 'dockerode';
import { pack } from 'tar-stream';
import { runCases } from './cases.mjs';
import { serve } from './server.mjs';

const server = await serve('--image', 'busybox');
const docker = new Docker({ socketPath: server.path });

async function textOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

/** @param {Record<string, string>} files */
function tarOf(files) {
  const tar = pack();
  for (const [name, text] of Object.entries(files)) tar.entry({ name }, text);
  tar.finalize();
  return tar;
}

const progress = (stream) => new Promise((resolve, reject) => docker.modem.followProgress(stream, (error, lines) => (error ? reject(error) : resolve(lines))));

async function run(command, options = {}) {
  const output = new PassThrough();
  const text = textOf(output);
  const [result, container] = await docker.run('busybox', command, output, options);
  output.end();
  return { status: result.StatusCode, text: await text, container };
}

const passed = await runCases('dockerode', {
  'ping, version, info': async () => {
    assert.equal(String(await docker.ping()), 'OK');
    assert.equal((await docker.version()).ApiVersion, '1.50');
    assert.equal((await docker.info()).OSType, 'linux');
  },

  'run, with and without a terminal': async () => {
    const plain = await run(['sh', '-c', 'echo out; echo err >&2; exit 3'], { Tty: false });
    assert.equal(plain.status, 3);
    await plain.container.remove();
    const tty = await run(['echo', 'hello'], { Tty: true });
    assert.deepEqual([tty.status, tty.text], [0, 'hello\r\n']);
    await tty.container.remove();
  },

  'the life of a container': async () => {
    const container = await docker.createContainer({ Image: 'busybox', Cmd: ['top'], name: 'life', Labels: { kind: 'life' } });
    await container.start();
    const [listed] = await docker.listContainers({ filters: { label: ['kind=life'] } });
    assert.deepEqual([listed.Names, listed.State], [['/life'], 'running']);
    assert.equal((await container.inspect()).State.Running, true);
    assert.deepEqual((await container.top({ ps_args: '-ef' })).Titles.at(-1), 'CMD');
    await container.update({ CpuShares: 512 });
    await container.pause();
    assert.equal((await container.inspect()).State.Status, 'paused');
    await container.unpause();
    await container.rename({ name: 'later' });
    await container.restart({ t: 0 });
    await container.kill();
    assert.equal((await container.wait()).StatusCode, 137);
    await container.remove();
    await assert.rejects(container.inspect(), { statusCode: 404, reason: 'no such container' });
  },

  'attach before the start, with standard input': async () => {
    const container = await docker.createContainer({ Image: 'busybox', Cmd: ['wc', '-c'], OpenStdin: true, StdinOnce: true, AttachStdin: true, AttachStdout: true });
    const stream = await container.attach({ stream: true, hijack: true, stdin: true, stdout: true, stderr: true });
    const [out, err] = [new PassThrough(), new PassThrough()];
    container.modem.demuxStream(stream, out, err);
    stream.on('end', () => out.end());
    await container.start();
    stream.end('x'.repeat(5000));
    assert.equal(await textOf(out), '5000\n');
    await container.remove();
  },

  'a terminal: resize, and what is typed comes back': async () => {
    const container = await docker.createContainer({ Image: 'busybox', Cmd: ['sh'], Tty: true, OpenStdin: true });
    const stream = await container.attach({ stream: true, hijack: true, stdin: true, stdout: true });
    const text = textOf(stream);
    await container.start();
    await container.resize({ h: 40, w: 100 });
    stream.write('stty size; exit\n');
    assert.match(await text, /40 100\r\n/);
    await container.remove();
  },

  'exec': async () => {
    const container = await docker.createContainer({ Image: 'busybox', Cmd: ['top'] });
    await container.start();
    const exec = await container.exec({ Cmd: ['sh', '-c', 'cat; exit 4'], AttachStdin: true, AttachStdout: true });
    const stream = await exec.start({ hijack: true, stdin: true });
    const text = textOf(stream);
    stream.end('all of me\n');
    assert.equal((await text).slice(8), 'all of me\n');
    assert.equal((await exec.inspect()).ExitCode, 4);
    await container.remove({ force: true });
  },

  'logs, at once and followed': async () => {
    const container = await docker.createContainer({ Image: 'busybox', Cmd: ['sh', '-c', 'echo one; sleep 1; echo two'] });
    await container.start();
    const followed = await container.logs({ follow: true, stdout: true, stderr: true });
    const out = new PassThrough();
    container.modem.demuxStream(followed, out, out);
    followed.on('end', () => out.end());
    assert.equal(await textOf(out), 'one\ntwo\n');
    assert.match(String(await container.logs({ stdout: true, tail: 1, timestamps: true })).slice(8), /^\d{4}-\d\d-\d\dT[\d:.]+Z two\n$/);
    await container.remove();
  },

  'stats': async () => {
    const container = await docker.createContainer({ Image: 'busybox', Cmd: ['top'], HostConfig: { Memory: 64 << 20 } });
    await container.start();
    const stats = await container.stats({ stream: false });
    assert.equal(stats.memory_stats.limit, 64 << 20);
    const stream = await container.stats();
    const [first] = await new Promise((resolve) => stream.once('data', (data) => resolve([JSON.parse(String(data))])));
    assert.equal(first.id, container.id);
    stream.destroy();
    await container.remove({ force: true });
  },

  'archives, in and out': async () => {
    const container = await docker.createContainer({ Image: 'busybox', Cmd: ['cat', '/root/deep/file'] });
    await container.putArchive(tarOf({ 'deep/file': 'from outside\n' }), { path: '/root' });
    assert.match(await textOf(await container.getArchive({ path: '/root/deep' })), /deep\/file.*from outside\n/s);
    const { headers } = await container.infoArchive({ path: '/root/deep/file' }).then((response) => ({ headers: response.headers ?? {} }));
    assert.equal(JSON.parse(Buffer.from(headers['x-docker-container-path-stat'], 'base64')).size, 13);
    assert.deepEqual((await container.changes()).map(({ Path }) => Path), ['/root', '/root/deep', '/root/deep/file']);
    assert.match(await textOf(await container.export()), /from outside/);
    await container.remove();
  },

  'images: build, tag, history, commit, save, load, remove': async () => {
    const stream = await docker.buildImage(tarOf({ Dockerfile: 'FROM busybox\nARG WORD\nLABEL kind=built\nRUN echo $WORD > /word\nCMD ["cat", "/word"]\n' }), { t: 'built', buildargs: { WORD: 'hello' } });
    const lines = await progress(stream);
    assert.equal(lines.at(-1).stream, 'Successfully tagged built:latest\n');
    const image = docker.getImage('built');
    assert.deepEqual((await image.inspect()).Config.Labels, { kind: 'built' });
    await image.tag({ repo: 'other', tag: 'v1' });
    assert.match((await image.history())[0].CreatedBy, /CMD \["cat"/);
    const container = await docker.createContainer({ Image: 'built' });
    await container.commit({ repo: 'committed', comment: 'by hand' });
    await container.remove();
    const saved = await docker.getImage('committed').get();
    const bytes = [];
    for await (const chunk of saved) bytes.push(chunk);
    await docker.getImage('committed').remove();
    assert.match((await progress(await docker.loadImage(Buffer.concat(bytes)))).at(-1).stream, /^Loaded image: committed:latest/);
    for (const name of ['committed', 'other:v1', 'built']) await docker.getImage(name).remove();
    const left = await docker.listImages();
    assert.deepEqual(left.flatMap(({ RepoTags }) => RepoTags), ['busybox:latest']);
    const broken = await docker.buildImage(tarOf({ Dockerfile: 'FROM busybox\nRUN false\n' }), {});
    assert.equal((await progress(broken)).at(-1).error, "The command '/bin/sh -c false' returned a non-zero code: 1");
  },

  'pull and search': async () => {
    const lines = await progress(await docker.pull('alpine:3.20'));
    assert.equal(lines.at(-1).status, 'Status: Downloaded newer image for alpine:3.20');
    assert.equal((await docker.searchImages({ term: 'redis' }))[0].name, 'redis');
    await assert.rejects(docker.pull('acme/nothing'), { statusCode: 404 });
  },

  'networks': async () => {
    const network = await docker.createNetwork({ Name: 'front', Driver: 'bridge', IPAM: { Config: [{ Subnet: '172.30.0.0/16' }] } });
    const container = await docker.createContainer({ Image: 'busybox', Cmd: ['top'], name: 'member' });
    await container.start();
    await network.connect({ Container: 'member', EndpointConfig: { Aliases: ['m'], IPAMConfig: { IPv4Address: '172.30.0.9' } } });
    assert.equal((await network.inspect()).Containers[container.id].IPv4Address, '172.30.0.9/16');
    const asked = await run(['ping', '-c', '1', 'm'], { HostConfig: { NetworkMode: 'front' } });
    assert.equal(asked.status, 0);
    await network.disconnect({ Container: 'member' });
    await asked.container.remove();
    await container.remove({ force: true });
    await network.remove();
    assert.deepEqual((await docker.listNetworks()).map(({ Name }) => Name).sort(), ['bridge', 'host', 'none']);
  },

  'volumes': async () => {
    const volume = await docker.createVolume({ Name: 'data', Labels: { a: 'b' } });
    assert.equal(volume.name ?? volume.Name, 'data');
    const wrote = await run(['sh', '-c', 'echo kept > /data/file'], { HostConfig: { Binds: ['data:/data'] } });
    await assert.rejects(docker.getVolume('data').remove(), { statusCode: 409 });
    await wrote.container.remove();
    assert.deepEqual((await docker.listVolumes()).Volumes.map(({ Name }) => Name), ['data']);
    await docker.getVolume('data').remove();
  },

  'events, with filters': async () => {
    const events = await docker.getEvents({ filters: { type: ['container'], event: ['create', 'die', 'destroy'] } });
    const seen = [];
    events.on('data', (data) => seen.push(...String(data).trim().split('\n').map((line) => JSON.parse(line).Action)));
    const { container } = await run(['true']);
    await container.remove();
    while (!seen.includes('destroy')) await new Promise((resolve) => setTimeout(resolve, 20));
    events.destroy();
    assert.deepEqual(seen, ['create', 'die', 'destroy']);
  },

  'prunes': async () => {
    await (await docker.createContainer({ Image: 'busybox', name: 'idle' })).inspect();
    assert.equal((await docker.pruneContainers()).ContainersDeleted.length, 1);
    await docker.createNetwork({ Name: 'unused' });
    assert.deepEqual((await docker.pruneNetworks()).NetworksDeleted, ['unused']);
    await docker.createVolume({ Name: 'unused' });
    assert.deepEqual((await docker.pruneVolumes({ filters: { all: ['true'] } })).VolumesDeleted, ['unused']);
    assert.deepEqual((await docker.pruneImages({ filters: { dangling: { false: true } } })).ImagesDeleted.some(({ Untagged }) => Untagged === 'alpine:3.20'), true);
    assert.equal((await docker.df()).Images.length, 0);
  },
});
process.exit(passed && (await server.stop()) === 0 ? 0 : 1);
