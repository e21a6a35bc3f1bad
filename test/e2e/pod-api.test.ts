import assert from 'node:assert/strict'
import {builtin} from '../../src/api/builtin-resources.ts'
import type {KubeObject} from '../../src/api/object.ts'
import type {Client} from '../../src/client/client.ts'
import {type OneShotCommands, oneShotCommands} from '../support/one-shot-commands.ts'

const folder = '/var/run/secrets/kubernetes.io/serviceaccount'
const pods = {...builtin.pods, namespace: 'default'}

const pod = (script: string): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name: 'caller', namespace: 'default'},
    spec: {
      restartPolicy: 'Never',
      containers: [{name: 'c', image: 'curlimages/curl:8.11.0', command: ['sh', '-c', script]}],
    },
  }) as KubeObject

/** What a script in a pod says, given a token and whom to trust. */
const calls: {name: string; given: string; expected: RegExp}[] = [
  {
    name: 'as its service account',
    given: `curl -s --cacert ${folder}/ca.crt -H "Authorization: Bearer $(cat ${folder}/token)" https://kubernetes.default.svc/api/v1/secrets`,
    expected: /secrets is forbidden: User \\?"system:serviceaccount:default:default\\?" cannot list resource/,
  },
  {name: 'as nobody', given: 'curl -sk https://kubernetes.default.svc/version', expected: /"gitVersion": "v1\.34\.3"/},
  {
    name: 'not without knowing whom to trust',
    given: 'curl https://kubernetes.default.svc/version 2>&1; echo $?',
    expected: /^curl: \(60\) SSL certificate problem.*\n60\n$/s,
  },
]

async function logOf(client: Client): Promise<string> {
  const {body} = await client.send({method: 'GET', url: '/api/v1/namespaces/default/pods/caller/log'})
  const chunks: Uint8Array[] = []
  if (body.type === 'stream') for await (const chunk of body.chunks) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

describe('a pod asks the API server', () => {
  let commands: OneShotCommands
  beforeEach(() => {
    commands = oneShotCommands()
  })
  afterEach(() => commands.remove())

  for (const {name, given, expected} of calls)
    it(name, async () => {
      await commands.command(client => client.create(pods, pod(given)))

      const log = await commands.command(logOf)

      assert.match(log, expected)
    })
})
