import assert from 'node:assert/strict'
import type {ContainerConfig} from '../../../../../src/cluster/containers/container.ts'
import {runContainer} from '../../../../support/run-script.ts'
import {simulatedPods} from '../../../../support/simulated-pods.ts'

const cache = {hostPath: '/cache', containerPath: '/var/cache/nginx', readOnly: false}
const run = {hostPath: '/run', containerPath: '/var/run', readOnly: false}

const ends: {name: string; config: Partial<ContainerConfig>; expected: {said: string; exitCode: number | undefined}}[] =
  [
    {
      name: 'ends where it may write nothing',
      config: {readOnlyRootFilesystem: true},
      expected: {
        said: 'nginx: [emerg] mkdir() "/var/cache/nginx/client_temp" failed (30: Read-only file system)',
        exitCode: 1,
      },
    },
    {
      name: 'ends where it may not write its process id',
      config: {readOnlyRootFilesystem: true, mounts: [cache]},
      expected: {said: 'nginx: [emerg] open() "/run/nginx.pid" failed (30: Read-only file system)', exitCode: 1},
    },
    {
      name: 'runs where both are volumes, also by the folder’s other name',
      config: {readOnlyRootFilesystem: true, mounts: [cache, run]},
      expected: {said: '/docker-entrypoint.sh: Configuration complete; ready for start up', exitCode: undefined},
    },
    {
      name: 'ends where it is not root',
      config: {runAsUser: 1000},
      expected: {
        said: 'nginx: [emerg] mkdir() "/var/cache/nginx/client_temp" failed (13: Permission denied)',
        exitCode: 1,
      },
    },
    {
      name: 'runs as nobody where the image is made for it',
      config: {image: 'nginxinc/nginx-unprivileged'},
      expected: {said: '2026/01/01 00:00:00 [notice] 1#1: start worker process 29', exitCode: undefined},
    },
  ]

describe('nginx', () => {
  for (const {name, config, expected} of ends)
    it(name, async () => {
      const {output, exitCode} = await runContainer({image: 'nginx', ...config})

      assert.deepEqual({said: output.trimEnd().split('\n').at(-1), exitCode}, expected)
    })

  it('writes its access log into the volume that is there, and to its output otherwise', async () => {
    const {runtime, start, logs} = simulatedPods()
    const logFolder = {hostPath: '/logs', containerPath: '/var/log/nginx', readOnly: false}
    const {containers} = await start([{image: 'nginx', mounts: [logFolder]}])
    const {containers: others} = await start([{image: 'nginx'}], {uid: 'other', ip: '10.244.0.6'})

    for (const id of [containers[0]!, others[0]!]) await runtime.execSync(id, ['curl', '-s', 'localhost'], 5)

    const {stdout} = await runtime.execSync(containers[0]!, ['cat', '/var/log/nginx/access.log'], 5)
    const line = /"GET \/ HTTP\/1\.1" 200 615/
    assert.match(stdout, line)
    assert.doesNotMatch(await logs(containers[0]!), line)
    assert.match(await logs(others[0]!), line)
    await runtime.close()
  })

  describe('with a configuration of its own', () => {
    /** A server that is given a file of configuration, and what one gets from it. */
    const tell = async (text: string) => {
      const folder = '/var/lib/kubelet/pods/u/volumes/kubernetes.io~configmap/conf'
      const pods = simulatedPods({volumes: path => (path === folder ? {'default.conf': {content: text}} : undefined)})
      const mounts = [{hostPath: folder, containerPath: '/etc/nginx/conf.d', readOnly: true}]
      const {containers} = await pods.start([{image: 'nginx', mounts}])
      const id = containers[0]!
      const ask = async (url: string) => (await pods.runtime.execSync(id, ['curl', '-s', url], 5)).stdout
      return {ask, said: async () => (await pods.logs(id)).trimEnd().split('\n').at(-1)}
    }

    it('answers on the ports and at the places that it names', async () => {
      const {ask} = await tell(`
        server { listen 8081; # its own
          location = /health { return 200 "fine\\n"; }
          location ~ \\.php$ { return 403 none; }
          location /old/ { return 301 /new; }
          location / { root /usr/share/nginx/html; index index.html; }
        }
        server { listen 8082; return 200 $server_port; }
      `)

      assert.equal(await ask('localhost:8081/health'), 'fine\n')
      assert.equal(await ask('localhost:8081/a.php'), 'none')
      assert.match(await ask('localhost:8081/'), /Welcome to nginx/)
      assert.match(await ask('localhost:8081/nothing'), /404 Not Found/)
      assert.equal(await ask('localhost:8082/'), '8082')
      assert.equal(await ask('localhost:80/'), '')
    })

    for (const [text, expected] of [
      ['server { listen 80 }\n', 'unexpected "}" in /etc/nginx/conf.d/default.conf:1'],
      ['server {\n listen 80;\n', 'unexpected end of file, expecting "}" in /etc/nginx/conf.d/default.conf:3'],
      [
        'server {\n location / { proxy_pass http://none; } }',
        'host not found in upstream "none" in /etc/nginx/conf.d/default.conf:2',
      ],
      [
        'include /none.conf;',
        'open() "/none.conf" failed (2: No such file or directory) in /etc/nginx/conf.d/default.conf:1',
      ],
    ] as const)
      it(`ends where it is ${JSON.stringify(text)}`, async () => {
        const {said} = await tell(text)

        assert.equal(await said(), `nginx: [emerg] ${expected}`)
      })
  })
})
