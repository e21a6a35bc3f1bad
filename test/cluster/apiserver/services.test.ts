import assert from 'node:assert/strict'
import type {IPAddress, Service} from '../../../src/api/kinds.ts'
import {isInvalid, isNotFound} from '../../../src/api/status-error.ts'
import {startTestApiServer, type TestApiServer} from '../../support/api-server.ts'

const services = {group: '', version: 'v1', resource: 'services', namespace: 'default'}
const ports = [{port: 80}]

describe('service addresses and node ports', () => {
  let api: TestApiServer
  beforeEach(async () => {
    api = await startTestApiServer()
  })
  afterEach(() => api.close())

  const create = (name: string, spec: object, options = {}) =>
    api.client.create<Service>(services, {metadata: {name}, spec: {ports, ...spec}}, options)

  it('gives every service an address of its own', async () => {
    const [a, b] = await Promise.all([create('a', {}), create('b', {})])

    assert.match(a.spec?.clusterIP ?? '', /^10\.(9[6-9]|10\d|11[01])\./)
    assert.notEqual(a.spec?.clusterIP, b.spec?.clusterIP)
    assert.deepEqual(a.spec?.clusterIPs, [a.spec?.clusterIP])
  })

  it('gives an address or port that is asked for to one service only', async () => {
    await create('a', {type: 'NodePort', clusterIP: '10.96.0.10', ports: [{port: 80, nodePort: 30080}]})

    await assert.rejects(create('b', {clusterIP: '10.96.0.10'}), isInvalid)
    await assert.rejects(create('c', {type: 'NodePort', ports: [{port: 80, nodePort: 30080}]}), isInvalid)
    await assert.rejects(create('d', {clusterIP: '192.0.2.1'}), isInvalid)
  })

  it('is refused what it asks for beside an external name, and no more', async () => {
    await create('a', {})
    const spec = {type: 'ExternalName', externalName: 'a.b', ipFamilies: ['IPv6'], clusterIP: '10.96.0.9'}

    const refused = await api.client
      .patch({...services, name: 'a'}, 'merge', {spec})
      .catch((error: {status: {details?: {causes?: {field: string}[]}}}) => error)

    const {causes = []} = (refused as {status: {details?: {causes?: {field: string}[]}}}).status.details ?? {}
    assert.deepEqual(
      causes.map(({field}) => field),
      ['spec.clusterIPs', 'spec.ipFamilies'],
    )
  })

  it('takes back what a deleted service held', async () => {
    await create('a', {clusterIP: '10.96.0.10'})
    await api.client.delete({...services, name: 'a'})

    assert.equal((await create('b', {clusterIP: '10.96.0.10'})).spec?.clusterIP, '10.96.0.10')
  })

  it('keeps allocations through updates and gives ports back with the type', async () => {
    const made = await create('a', {type: 'NodePort'})
    const path = {...services, name: 'a'}
    const {clusterIP: _, clusterIPs: __, ...spec} = made.spec!
    const kept = await api.client.update<Service>(path, {...made, spec: {...spec, selector: {app: 'x'}}})
    const changed = await api.client.patch<Service>(path, 'merge', {spec: {type: 'ClusterIP'}})

    assert.equal(kept.spec?.clusterIP, made.spec?.clusterIP)
    assert.equal(kept.spec?.ports?.[0]?.nodePort, made.spec?.ports?.[0]?.nodePort)
    assert.equal(changed.spec?.ports?.[0]?.nodePort, undefined)
  })

  it('shows in a dry run what it does not take', async () => {
    const {spec} = await create(
      'a',
      {
        type: 'NodePort',
        ports: [
          {name: 'a', port: 80},
          {name: 'b', port: 81},
        ],
      },
      {dryRun: 'All'},
    )

    assert.equal(spec?.clusterIP, '10.96.0.0')
    assert.deepEqual(
      spec?.ports?.map(({nodePort}) => nodePort),
      [32_769, 32_770],
    )
    assert.ok(await create('b', {clusterIP: '10.96.0.9'}, {dryRun: 'All'}))
    assert.ok(await create('b', {clusterIP: '10.96.0.9'}))
  })

  it('says in an object who holds an address, and takes it away with the service', async () => {
    const addresses = {group: 'networking.k8s.io', version: 'v1', resource: 'ipaddresses'}
    const {spec} = await create('a', {})
    const path = {...addresses, name: spec?.clusterIP}

    const {spec: held} = await api.client.get<IPAddress>(path)
    await api.client.delete({...services, name: 'a'})

    assert.deepEqual(held?.parentRef, {resource: 'services', namespace: 'default', name: 'a'})
    await assert.rejects(api.client.get(path), isNotFound)
  })

  it('leaves addresses alone that an IPAddress gives to somebody else', async () => {
    const parentRef = {group: 'example.com', resource: 'things', name: 'x'}
    const metadata = {name: '10.96.0.7'}
    const addresses = {group: 'networking.k8s.io', version: 'v1', resource: 'ipaddresses'}
    await api.client.create(addresses, {metadata, spec: {parentRef}})

    await assert.rejects(create('a', {clusterIP: '10.96.0.7'}), /provided IP is already allocated/)
  })

  it('has no address for headless services', async () => {
    assert.deepEqual((await create('a', {clusterIP: 'None'})).spec?.clusterIPs, ['None'])
  })
})
