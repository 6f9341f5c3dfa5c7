// What the socket itself promises, whoever the client is.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import http from 'node:http';
import { createConnection } from 'node:net';
import { runCases } from './cases.mjs';
import { serve } from './server.mjs';

const server = await serve('--image', 'busybox');

/** @returns {Promise<{status: number, headers: http.IncomingHttpHeaders, body: string}>} */
function ask(method, path, { body, headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const request = http.request({ socketPath: server.path, method, path, headers: { ...(sent ? { 'Content-Type': 'application/json' } : {}), ...headers } }, async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode, headers: response.headers, body: text });
    });
    request.on('error', reject);
    request.end(sent);
  });
}

const messageOf = ({ body }) => JSON.parse(body).message;

async function container(name, command, more = {}) {
  const { status, body } = await ask('POST', `/v1.50/containers/create?name=${name}`, { body: { Image: 'busybox', Cmd: command, ...more } });
  assert.equal(status, 201, body);
  assert.equal((await ask('POST', `/v1.50/containers/${name}/start`)).status, 204);
}

const passed = await runCases('socket', {
  'is for its owner alone': async () => assert.equal(statSync(server.path).mode & 0o777, 0o600),

  'says what it is in the headers of a ping': async () => {
    const { status, headers, body } = await ask('GET', '/_ping');
    assert.deepEqual([status, body, headers['api-version'], headers.ostype, headers['builder-version'], headers.swarm], [200, 'OK', '1.50', 'linux', '2', 'inactive']);
    assert.ok(Math.abs(Date.parse(headers.date) - Date.now()) < 5000);
    assert.equal((await ask('HEAD', '/_ping')).status, 200);
  },

  'speaks the versions that it names, and no others': async () => {
    assert.equal((await ask('GET', '/v1.24/info')).status, 200);
    assert.equal(messageOf(await ask('GET', '/v1.23/info')), 'client version 1.23 is too old. Minimum supported API version is 1.24, please upgrade your client to a newer version');
    assert.equal(messageOf(await ask('GET', '/v1.51/info')), 'client version 1.51 is too new. Maximum supported API version is 1.50');
    const older = JSON.parse((await ask('GET', '/v1.43/images/busybox/json')).body);
    assert.deepEqual([older.VirtualSize, typeof older.ContainerConfig, older.Config.Hostname], [older.Size, 'object', '']);
  },

  'answers in the words and statuses of the daemon': async () => {
    const missing = await ask('GET', '/v1.50/containers/nope/json');
    assert.deepEqual([missing.status, messageOf(missing)], [404, 'No such container: nope']);
    assert.deepEqual([(await ask('GET', '/v1.50/nope')).status, messageOf(await ask('GET', '/v1.50/nope'))], [404, 'page not found']);
    await container('twice', ['top']);
    const again = await ask('POST', '/v1.50/containers/twice/start');
    assert.deepEqual([again.status, again.body], [304, '']);
  },

  'refuses web pages and foreign names': async () => {
    assert.equal((await ask('GET', '/info', { headers: { Host: 'evil.example' } })).status, 403);
    assert.equal((await ask('GET', '/info', { headers: { Host: 'localhost', Origin: 'http://evil.example' } })).status, 403);
    assert.equal((await ask('GET', '/info', { headers: { Host: 'localhost', 'Sec-Fetch-Site': 'cross-site' } })).status, 403);
    assert.equal((await ask('GET', '/info', { headers: { Host: 'localhost:2375' } })).status, 200);
  },

  'limits the bodies of requests': async () => {
    const { status } = await ask('POST', '/v1.50/containers/create', { body: { Image: 'busybox', Cmd: ['x'.repeat(17 << 20)] } });
    assert.equal(status, 413);
  },

  'keeps real time, and answers others meanwhile': async () => {
    await container('sleeper', ['sleep', '2']);
    const started = Date.now();
    const waited = ask('POST', '/v1.50/containers/sleeper/wait');
    assert.equal((await ask('GET', '/_ping')).body, 'OK');
    assert.ok(Date.now() - started < 1500);
    assert.equal(JSON.parse((await waited).body).StatusCode, 0);
    const took = Date.now() - started;
    assert.ok(took > 1500 && took < 6000, `${took} ms`);
  },

  'hands a connection over, and each direction ends by itself': async () => {
    const { body } = await ask('POST', '/v1.50/containers/create?name=cat', { body: { Image: 'busybox', Cmd: ['wc', '-c'], OpenStdin: true, StdinOnce: true, AttachStdin: true, AttachStdout: true } });
    const id = JSON.parse(body).Id;
    const socket = createConnection({ path: server.path, allowHalfOpen: true });
    socket.write(`POST /v1.50/containers/${id}/attach?stream=1&stdin=1&stdout=1 HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n`);
    const [head] = await once(socket, 'data');
    assert.match(String(head), /^HTTP\/1\.1 101 UPGRADED\r\nContent-Type: application\/vnd\.docker\.multiplexed-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n/);
    await ask('POST', `/v1.50/containers/${id}/start`);
    socket.end('x'.repeat(100_000));
    const frames = [];
    for await (const chunk of socket) frames.push(chunk);
    assert.deepEqual(Buffer.concat(frames), Buffer.concat([Buffer.from([1, 0, 0, 0, 0, 0, 0, 7]), Buffer.from('100000\n')]));
  },

  'forgets a client that goes away in the middle of a stream': async () => {
    await container('talker', ['sh', '-c', 'while :; do echo hello; sleep 0.1; done']);
    const request = http.get({ socketPath: server.path, path: '/v1.50/containers/talker/logs?follow=1&stdout=1' });
    const [response] = await once(request, 'response');
    await once(response, 'data');
    response.on('error', () => {});
    request.destroy();
    assert.equal((await ask('DELETE', '/v1.50/containers/talker?force=1')).status, 204);
  },
});
process.exit(passed && (await server.stop()) === 0 ? 0 : 1);
