import assert from 'node:assert/strict'
import {startTestApiServer} from '../../support/api-server.ts'
import {answered} from '../../support/custom-server.ts'

const path = '/api/v1/namespaces/default/configmaps/shared'

/** What Kubernetes 1.34.3 answers, step by step, and who then owns which of the data. */
const steps: {manager: string; data: object; force?: boolean; status: number; left: object; owned: string}[] = [
  {manager: 'a', data: {x: '1', y: '2'}, status: 201, left: {x: '1', y: '2'}, owned: 'a:x,y'},
  {manager: 'a', data: {x: '9'}, status: 200, left: {x: '9'}, owned: 'a:x'},
  {manager: 'b', data: {x: '10'}, status: 409, left: {x: '9'}, owned: 'a:x'},
  {manager: 'b', data: {x: '9'}, status: 200, left: {x: '9'}, owned: 'a:x b:x'},
  {manager: 'b', data: {x: '10'}, force: true, status: 200, left: {x: '10'}, owned: 'b:x'},
  {manager: 'a', data: {x: '9', z: '1'}, status: 409, left: {x: '10'}, owned: 'b:x'},
  {manager: 'a', data: {z: '1'}, status: 200, left: {x: '10', z: '1'}, owned: 'a:z b:x'},
  {manager: 'b', data: {}, status: 200, left: {z: '1'}, owned: 'a:z b:'},
]

interface Entry {
  manager: string
  fieldsV1: {'f:data'?: object}
}

const ownedBy = ({manager, fieldsV1}: Entry): string => {
  const fields = Object.keys(fieldsV1['f:data'] ?? {}).filter(field => field !== '.')
  return `${manager}:${fields.map(field => field.slice(2)).join(',')}`
}

describe('two managers of one object', () => {
  it('share, dispute, take over and give up its fields', async () => {
    const api = await startTestApiServer()
    const seen: typeof steps = []
    for (const {manager, data, force} of steps) {
      const configuration = {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'shared'}, data}
      const query = `?fieldManager=${manager}${force ? '&force=true' : ''}`
      const headers = {'content-type': 'application/apply-patch+yaml'}
      const {status} = await answered(api, 'PATCH', path + query, configuration, headers)
      const {body} = await answered(api, 'GET', path)
      const {managedFields} = body['metadata'] as {managedFields: Entry[]}
      const owned = managedFields.map(ownedBy).sort().join(' ')
      seen.push({manager, data, ...(force && {force}), status, left: body['data'] as object, owned})
    }
    await api.close()

    assert.deepEqual(seen, steps)
  })
})
