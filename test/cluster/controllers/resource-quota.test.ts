import assert from 'node:assert/strict'
import {builtin} from '../../../src/api/builtin-resources.ts'
import type {ResourceQuota} from '../../../src/api/kinds.ts'
import type {KubeObject} from '../../../src/api/object.ts'
import {bootstrap} from '../../../src/cluster/bootstrap/index.ts'
import {startControllers, startDiscoverableServer} from '../../support/all-controllers.ts'
import type {TestApiServer} from '../../support/api-server.ts'

const namespace = 'default'
const options = {caCertificate: 'certificate', address: '172.18.0.2', port: 6443, version: 'v1.34.3'}
const widgets = {group: 'example.com', version: 'v1', resource: 'widgets'}
const widgetDefinition = {
  metadata: {name: 'widgets.example.com'},
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: {plural: 'widgets', singular: 'widget', kind: 'Widget', listKind: 'WidgetList'},
    versions: [{name: 'v1', served: true, storage: true, schema: {openAPIV3Schema: {type: 'object', properties: {}}}}],
  },
}

describe('the resource quota controller', () => {
  let server: TestApiServer
  let running: Awaited<ReturnType<typeof startControllers>>
  const create = async (resource: typeof widgets, name: string, body: object = {}): Promise<void> => {
    await server.client.create<KubeObject>({...resource, namespace}, {metadata: {name}, ...body})
    await server.activity.settled()
  }
  const used = async (): Promise<Record<string, string> | undefined> => {
    await server.activity.settled()
    return (await server.client.get<ResourceQuota>({...builtin.resourceQuotas, namespace, name: 'q'})).status?.used
  }
  const quota = (spec: object): Promise<void> => create(builtin.resourceQuotas, 'q', {spec})

  beforeEach(async () => {
    server = await startDiscoverableServer()
    await bootstrap(server.client, options)
    running = await startControllers(server)
  })
  afterEach(async () => {
    assert.deepEqual(running.problems, [])
    await running.stop()
    await server.close()
  })

  it('counts custom resources from when their kind is there, and again when it comes back', async () => {
    await quota({hard: {'count/widgets.example.com': '1'}})
    assert.equal(await used(), undefined)

    await server.client.create(builtin.customResourceDefinitions, widgetDefinition)
    assert.deepEqual(await used(), {'count/widgets.example.com': '0'})
    await create(widgets, 'a', {apiVersion: 'example.com/v1', kind: 'Widget'})
    assert.deepEqual(await used(), {'count/widgets.example.com': '1'})
    await assert.rejects(create(widgets, 'b', {apiVersion: 'example.com/v1', kind: 'Widget'}), /exceeded quota: q/)

    await server.client.delete({...builtin.customResourceDefinitions, name: 'widgets.example.com'})
    await server.activity.settled()
    await server.client.create(builtin.customResourceDefinitions, widgetDefinition)
    assert.deepEqual(await used(), {'count/widgets.example.com': '0'})
    await create(widgets, 'b', {apiVersion: 'example.com/v1', kind: 'Widget'})
    assert.deepEqual(await used(), {'count/widgets.example.com': '1'})
    await server.client.delete({...widgets, namespace, name: 'b'})
    assert.deepEqual(await used(), {'count/widgets.example.com': '0'})
  })

  it('counts the claims of the volume attributes classes that a quota is for', async () => {
    const expression = {scopeName: 'VolumeAttributesClass', operator: 'In', values: ['fast']}
    await quota({hard: {persistentvolumeclaims: '2'}, scopeSelector: {matchExpressions: [expression]}})
    const claim = (name: string, volumeAttributesClassName?: string): Promise<void> =>
      create(builtin.persistentVolumeClaims, name, {
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: {requests: {storage: '1Gi'}},
          ...(volumeAttributesClassName && {volumeAttributesClassName}),
        },
      })

    await claim('a', 'fast')
    await claim('b', 'slow')
    await claim('c')

    assert.deepEqual(await used(), {persistentvolumeclaims: '1'})
  })

  it('counts devices by class, of alternatives the most', async () => {
    const name = 'gpu.deviceclass.resource.k8s.io/devices'
    await quota({hard: {[name]: '8', 'count/resourceclaims.resource.k8s.io': '8'}})
    const alternatives = [
      {name: 'x', deviceClassName: 'gpu', count: 1},
      {name: 'y', deviceClassName: 'gpu', count: 3},
    ]
    const requests = [
      {name: 'a', exactly: {deviceClassName: 'gpu', count: 2}},
      {name: 'b', firstAvailable: alternatives},
    ]

    await create({group: 'resource.k8s.io', version: 'v1', resource: 'resourceclaims'}, 'c', {
      spec: {devices: {requests}},
    })

    assert.deepEqual(await used(), {'count/resourceclaims.resource.k8s.io': '1', [name]: '5'})
  })

  it('counts a pod that has ended among the objects alone', async () => {
    await quota({hard: {'count/pods': '5', pods: '5'}})
    await create(builtin.pods, 'p', {spec: {containers: [{name: 'c', image: 'nginx'}]}})
    assert.deepEqual(await used(), {'count/pods': '1', pods: '1'})

    const path = {...builtin.pods, namespace, name: 'p', subresource: 'status'}
    await server.client.patch(path, 'merge', {status: {phase: 'Succeeded'}})

    assert.deepEqual(await used(), {'count/pods': '1', pods: '0'})
  })
})
