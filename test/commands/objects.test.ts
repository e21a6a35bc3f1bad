import assert from 'node:assert/strict'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {KubeObject} from '../../src/api/object.ts'
import type {TestApiServer} from '../support/api-server.ts'
import type {runKctl as RunKctl} from '../support/run-kctl.ts'

const settings = (color: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {color: ${color}}\n`

describe('the commands that read and write objects', () => {
  let api: TestApiServer
  let cwd: string
  let runKctl: typeof RunKctl

  // Commands load what they use when they run; what they share with the test must be loaded the same way.
  before(async () => {
    const {ServerPaths} = await import('../../src/cluster/apiserver/paths.ts')
    const {startTestApiServer} = await import('../support/api-server.ts')
    runKctl = (await import('../support/run-kctl.ts')).runKctl
    const paths = new ServerPaths({
      server: () => api.server.parts,
      store: {range: async () => ({})},
      serverAddress: () => '127.0.0.1:6443',
    } as never)
    api = await startTestApiServer({namespaces: [], paths: [paths]})
    await api.client.create({group: '', version: 'v1', resource: 'namespaces'}, {metadata: {name: 'default'}})
    cwd = mkdtempSync(join(tmpdir(), 'kctl-test-'))
    writeFileSync(join(cwd, 'blue.yaml'), settings('blue'))
    writeFileSync(join(cwd, 'green.yaml'), settings('green'))
  })

  after(async () => {
    rmSync(cwd, {recursive: true})
    await api.close()
  })

  const steps: {given: string[]; expected: {stdout?: string; stderr?: string; code?: number}}[] = [
    {given: ['apply', '-f', 'blue.yaml'], expected: {stdout: 'configmap/settings created\n'}},
    {given: ['apply', '-f', 'blue.yaml'], expected: {stdout: 'configmap/settings unchanged\n'}},
    {
      given: ['apply', '-f', 'green.yaml', '--dry-run=server'],
      expected: {stdout: 'configmap/settings configured (server dry run)\n'},
    },
    {given: ['apply', '-f', 'green.yaml'], expected: {stdout: 'configmap/settings configured\n'}},
    {given: ['get', 'cm', 'settings', '-o', 'jsonpath={.data.color}'], expected: {stdout: 'green'}},
    {given: ['get', 'cm', 'settings', '-o', 'go-template={{.data.color}}'], expected: {stdout: 'green'}},
    {
      given: ['get', 'cm', '-o', 'custom-columns=N:.metadata.name,X:.data.absent'],
      expected: {stdout: 'N          X\nsettings   <none>\n'},
    },
    {
      given: ['get', 'cm', '-o', 'custom-columns=N:.metadata.name,X:{.metadata.name[0]}'],
      expected: {stdout: 'N     X\n', stderr: 'error: string is not array or slice\n', code: 1},
    },
    {given: ['get', 'cm'], expected: {stdout: 'NAME       DATA   AGE\nsettings   1      0s\n'}},
    {given: ['label', 'cm', 'settings', 'a=b'], expected: {stdout: 'configmap/settings labeled\n'}},
    {
      given: ['label', 'cm', 'settings', 'a=c'],
      expected: {stderr: "error: 'a' already has a value (b), and --overwrite is false\n", code: 1},
    },
    {
      given: ['label', 'cm', 'settings', 'x-'],
      expected: {stdout: 'label "x" not found.\nconfigmap/settings not labeled\n'},
    },
    {given: ['annotate', 'cm', 'settings', 'n=1'], expected: {stdout: 'configmap/settings annotated\n'}},
    {
      given: ['patch', 'cm', 'settings', '-p', '{"data":{"color":"green"}}'],
      expected: {stdout: 'configmap/settings patched (no change)\n'},
    },
    {given: ['replace', '-f', 'blue.yaml'], expected: {stdout: 'configmap/settings replaced\n'}},
    {given: ['diff', '-f', 'blue.yaml'], expected: {stdout: ''}},
    {
      given: ['wait', '--for=jsonpath={.data.color}=blue', 'cm/settings'],
      expected: {stdout: 'configmap/settings condition met\n'},
    },
    {
      given: ['get', 'cm', 'settings', 'absent', '--no-headers'],
      expected: {
        stdout: 'settings   1     0s\n',
        stderr: 'Error from server (NotFound): configmaps "absent" not found\n',
        code: 1,
      },
    },
    {
      given: ['delete', '-f', 'blue.yaml'],
      expected: {stdout: 'configmap "settings" deleted from default namespace\n'},
    },
    {given: ['get', 'cm'], expected: {stderr: 'No resources found in default namespace.\n'}},
    {given: ['delete', '-f', 'blue.yaml', '--ignore-not-found'], expected: {stdout: ''}},
  ]

  it('behave as kubectl does, one after the other', async () => {
    for (const {given, expected} of steps) {
      const outcome = await runKctl(given, {client: api.client, cwd, now: api.clock.now()})
      assert.deepEqual(outcome, {stdout: '', stderr: '', code: 0, ...expected}, given.join(' '))
    }
  })

  it('tell of a conflict that may not be settled as often as kubectl calculates', async () => {
    const inConflict = {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'torn'}, data: {color: 'blue'}}
    const file = join(cwd, 'torn.json')
    const run = (...given: string[]) => runKctl(given, {client: api.client, cwd, now: api.clock.now()})
    writeFileSync(file, JSON.stringify(inConflict))
    await run('apply', '-f', file)
    await run('patch', 'cm', 'torn', '-p', '{"data":{"color":"red"}}')
    writeFileSync(file, JSON.stringify({...inConflict, data: {color: 'green'}}))

    const warned = await run('apply', '--overwrite=false', '-f', file)
    const plain = await run('apply', '--overwrite=false', '--openapi-patch=false', '-f', file)

    const [v3, v2, ...rest] = warned.stderr.split(/^(?=warning: |error: )/m)
    const conflict = /^[^:]*: error calculating patch from openapi v3 spec: (patch:\n[\s\S]*)\n$/.exec(v3 ?? '')?.[1]
    assert.match(
      conflict ?? '',
      /^patch:\ndata:\n {2}color: green\n[\s\S]*\nconflicts with changes [\s\S]*\ndata:\n {2}color: red\n/,
    )
    assert.equal(v2, `warning: error calculating patch from openapi spec: ${conflict}\n`)
    assert.equal(rest.join(''), plain.stderr)
    assert.match(plain.stderr, /^error: error when applying patch:\n\nto:\nResource: "\/v1, Resource=configmaps"/)
    assert.ok(plain.stderr.endsWith(`}}\n\nfor: ${conflict}`), plain.stderr)
    assert.deepEqual([warned.code, plain.code], [1, 1])
    await run('delete', 'cm', 'torn')
  })

  it("print a patched object with what is recorded, under kubectl's name", async () => {
    const run = (...given: string[]) => runKctl(given, {client: api.client, cwd, now: api.clock.now()})
    await run('create', 'cm', 'told')

    const {stdout} = await run('patch', 'cm', 'told', '--record', '-p', '{"data":{"a":"b"}}', '-o', 'json')

    assert.equal(
      (JSON.parse(stdout) as KubeObject).metadata.annotations?.['kubernetes.io/change-cause'],
      'kubectl patch cm told --record=true --patch={"data":{"a":"b"}} --output=json',
    )
    await run('delete', 'cm', 'told')
  })

  it("tell of a list's items that are not there as of one error", async () => {
    const items = ['a', 'b'].map(name => ({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name}}))
    const file = join(cwd, 'items.json')
    writeFileSync(file, JSON.stringify({apiVersion: 'v1', kind: 'List', items}))
    const run = (...given: string[]) => runKctl(given, {client: api.client, cwd, now: api.clock.now()})

    const table = await run('get', '-f', file)
    const names = await run('get', '-f', file, '-o', 'name')
    const watch = await run('get', '-f', file, '--watch')

    assert.equal(table.stderr, '[configmaps "a" not found, configmaps "b" not found]\n')
    assert.match(names.stderr, /^Error from server \(NotFound\): configmaps "a" not found\n.*"b" not found\n$/)
    assert.match(watch.stderr, /^error: watch is only supported on .*, but a list of resources is found\n$/)
  })

  const refusals = [
    {given: ['frobnicate'], expected: 'error: unknown command "frobnicate" for "kubectl"\n'},
    {given: ['gett'], expected: 'error: unknown command "gett" for "kubectl"\n\nDid you mean this?\n\tset\n\tget\n'},
    {given: ['ps'], expected: 'error: unknown command "ps" for "kubectl"\n\nDid you mean this?\n\tget\n\tcp\n\twait\n'},
    {
      given: ['get', 'pods', '--nope'],
      expected: "error: unknown flag: --nope\nSee 'kubectl get --help' for usage.\n",
    },
    {given: ['get', 'widgets'], expected: 'error: the server doesn\'t have a resource type "widgets"\n'},
    {given: ['delete', 'pod'], expected: 'error: resource(s) were provided, but no name was specified\n'},
    {given: ['apply', '-f', 'missing.yaml'], expected: 'error: the path "missing.yaml" does not exist\n'},
    {given: ['apply'], expected: 'error: must specify one of -f and -k\n'},
    {given: ['explain', 'nonsense'], expected: 'the server doesn\'t have a resource type "nonsense"\n'},
    {given: ['wait', '--for=x', 'pod/a'], expected: 'error: unrecognized condition: "x"\n'},
  ]
  for (const {given, expected} of refusals)
    it(`refuse "${given.join(' ')}"`, async () => {
      const {stderr, code} = await runKctl(given, {client: api.client, cwd})
      assert.deepEqual({stderr, code}, {stderr: expected, code: 1})
    })
})
