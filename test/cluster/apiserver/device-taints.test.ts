import assert from 'node:assert/strict'
import type {KubeObject} from '../../../src/api/object.ts'
import {readApiServerOptions} from '../../../src/cluster/open/api-server-options.ts'
import {startTestApiServer, type TestApiServer} from '../../support/api-server.ts'

const begins = '2026-01-01T00:00:00Z'

describe('taints of devices', () => {
  let api: TestApiServer
  beforeEach(async () => {
    api = await startTestApiServer(
      readApiServerOptions({featureGates: 'DRADeviceTaints=true', runtimeConfig: 'resource.k8s.io/v1alpha3=true'}),
    )
  })
  afterEach(() => api.close())

  const taint = {key: 'example.com/worn', effect: 'NoSchedule'}
  const objects: [name: string, resource: {version: string; resource: string}, spec: object, path: string][] = [
    [
      'a rule',
      {version: 'v1alpha3', resource: 'devicetaintrules'},
      {deviceSelector: {driver: 'd.io'}, taint},
      '"f:taint":{"f:effect":{},"f:key":{},"f:timeAdded":{}}',
    ],
    [
      'a slice',
      {version: 'v1', resource: 'resourceslices'},
      {
        driver: 'd.io',
        nodeName: 'n',
        pool: {name: 'p', resourceSliceCount: 1},
        devices: [{name: 'a', taints: [taint]}],
      },
      '"f:devices":{}',
    ],
  ]
  for (const [name, resource, spec, managed] of objects)
    it(`of ${name} are there since now where nobody says since when, as if their author had said so`, async () => {
      const path = {group: 'resource.k8s.io', ...resource}

      const {metadata, ...rest} = await api.client.create<KubeObject>(path, {metadata: {name: 'x'}, spec})

      assert.ok(JSON.stringify(rest).includes(`"timeAdded":"${begins}"`))
      assert.ok(JSON.stringify(metadata.managedFields).includes(managed))
    })
})
