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
})
