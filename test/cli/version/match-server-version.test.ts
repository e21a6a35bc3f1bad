import assert from 'node:assert/strict'
import type {JsonObject} from '../../../src/api/object.ts'
import {clientVersion} from '../../../src/cli/version/client-version.ts'
import {Client} from '../../../src/client/client.ts'
import {runKctl} from '../../support/run-kctl.ts'

const {gitVersion, gitCommit, gitTreeState} = clientVersion
const same = {major: '1', minor: '34', gitVersion, gitCommit, gitTreeState}

/** A server that knows nothing but its version. */
const serverOf = (version: JsonObject) =>
  new Client({
    request: async ({url}) => ({
      status: url.startsWith('/version') ? 200 : 404,
      headers: {},
      body: {type: 'object', object: url.startsWith('/version') ? version : {}},
    }),
    close: async () => {},
  })

describe('--match-server-version', () => {
  it('lets a command go on where the server is of the same build', async () => {
    const {code, stdout} = await runKctl(['version', '--match-server-version'], {client: serverOf(same)})

    assert.deepEqual([code, stdout.split('\n').at(-2)], [0, 'Server Version: v1.34.3'])
  })

  for (const [field, value] of [
    ['gitVersion', 'v1.34.2'],
    ['gitCommit', '0123456'],
    ['gitTreeState', 'dirty'],
  ] as const)
    for (const command of ['version', 'get pods'])
      it(`refuses ${command} where the server has another ${field}`, async () => {
        const server = {...same, emulationMajor: '1', [field]: value}
        const {code, stdout, stderr} = await runKctl([...command.split(' '), '--match-server-version'], {
          client: serverOf(server),
        })

        assert.deepEqual([code, stdout], [1, ''])
        const shown = `Major:"1", Minor:"34", EmulationMajor:"1", EmulationMinor:"", MinCompatibilityMajor:"", MinCompatibilityMinor:"", GitVersion:"${server.gitVersion}", GitCommit:"${server.gitCommit}", GitTreeState:"${server.gitTreeState}", BuildDate:"", GoVersion:"", Compiler:"", Platform:""`
        assert.ok(stderr.startsWith(`error: server version (&version.Info{${shown}}) differs from client`), stderr)
      })
})
