import assert from 'node:assert/strict'
import {startTestApiServer, type TestApiServer} from '../../support/api-server.ts'

const roles = '/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles'
const role = (rule: object) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: {name: 'reader'},
  rules: [{verbs: ['get'], apiGroups: [''], resources: ['pods'], ...rule}],
})

interface Managed {
  metadata: {managedFields: {manager: string}[]}
  rules: object[]
}

/** What is given empty and what is not given are the same once they are stored, and not before. */
describe('lists that are given empty', () => {
  let api: TestApiServer

  beforeEach(async () => {
    api = await startTestApiServer()
  })

  afterEach(() => api.close())

  async function send<T = Managed>(method: 'POST' | 'PUT', path: string, object: object): Promise<T> {
    const {body} = await api.send(method, path, object)
    return (body as {object: T}).object
  }

  it('are changes within lists, and not kept', async () => {
    await send('POST', `${roles}?fieldManager=one`, role({}))

    const same = await send('PUT', `${roles}/reader?fieldManager=two`, role({}))
    const given = await send('PUT', `${roles}/reader?fieldManager=three`, role({resourceNames: []}))
    const again = await send('PUT', `${roles}/reader?fieldManager=four`, role({resourceNames: []}))

    const managers = (answer: Managed) => answer.metadata.managedFields.map(({manager}) => manager)
    assert.deepEqual(managers(same), ['one'])
    assert.deepEqual(managers(given), ['three'])
    assert.deepEqual(managers(again), ['four'])
    assert.deepEqual(again.rules, role({}).rules)
  })

  it('are none where a feature that is off has gone through them', async () => {
    const pod = (spec: object) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {name: 'p'},
      spec: {containers: [{name: 'c', image: 'i'}], automountServiceAccountToken: false, ...spec},
    })
    const pods = '/api/v1/namespaces/default/pods'
    await send('POST', pods, pod({volumes: [{name: 'v', emptyDir: {}}]}))

    const {message} = await send<{message: string}>('PUT', `${pods}/p`, pod({volumes: []}))

    assert.match(message, /\+ "Volumes": null,/)
  })

  it('print as such in what errors show of a container', async () => {
    const securityContext = {privileged: true, allowPrivilegeEscalation: false, capabilities: {drop: []}}
    const containers = [{name: 'c', image: 'i', securityContext}]

    const {message} = await send<{message: string}>('POST', '/api/v1/namespaces/default/pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {name: 'p'},
      spec: {containers},
    })

    assert.match(message, /Invalid value: {"Capabilities":{"Add":null,"Drop":\[]},"Privileged":true,/)
  })

  it('print as such in errors', async () => {
    const volume = (affinity: object) => ({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: {name: 'local'},
      spec: {
        capacity: {storage: '1Gi'},
        accessModes: ['ReadWriteOnce'],
        local: {path: '/x'},
        nodeAffinity: {required: {nodeSelectorTerms: [affinity]}},
      },
    })
    const chosen = {matchFields: [{key: 'metadata.name', operator: 'In', values: ['n']}]}
    await send('POST', '/api/v1/persistentvolumes', volume(chosen))

    const {message} = await send<{message: string}>(
      'PUT',
      '/api/v1/persistentvolumes/local',
      volume({matchExpressions: []}),
    )

    assert.match(message, /"NodeSelectorTerms":\[{"MatchExpressions":\[],"MatchFields":null}\]/)
  })
})
