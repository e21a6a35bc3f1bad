import assert from 'node:assert/strict'
import {decodeProtobuf} from '../../../../src/api/protobuf/decode.ts'
import type {ApiResponse} from '../../../../src/client/transport.ts'
import {encodedProtobuf} from '../../../../src/cluster/apiserver/transports/protobuf-body.ts'
import {startTestApiServer, type TestApiServer} from '../../../support/api-server.ts'

const protobuf = 'application/vnd.kubernetes.protobuf'
const clientGo = `${protobuf},application/json`

describe('answers in protobuf', () => {
  let api: TestApiServer

  beforeEach(async () => {
    api = await startTestApiServer()
  })
  afterEach(() => api.close())

  const ask = async (method: 'GET' | 'POST', url: string, accept: string, body?: unknown): Promise<ApiResponse> => {
    const headers = {accept, 'content-type': 'application/json'}
    const response = await api.send(method, url, body, headers)
    return encodedProtobuf({method, url, headers}, response)
  }
  const decoded = ({body}: ApiResponse) => {
    if (body.type === 'bytes') return decodeProtobuf(body.bytes)
    const all: Buffer[] = []
    // A piece is only there until the next one.
    for (const piece of (body as {pieces: Iterable<Uint8Array>}).pieces) all.push(Buffer.from(piece))
    return decodeProtobuf(Buffer.concat(all))
  }

  it('are given to writes, reads, lists and failures alike', async () => {
    const configMap = {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'a'}, data: {k: 'v'}}
    const url = '/api/v1/namespaces/default/configmaps'

    const created = await ask('POST', url, clientGo, configMap)
    const read = await ask('GET', `${url}/a`, clientGo)
    const listed = await ask('GET', url, clientGo)
    const missing = await ask('GET', `${url}/b`, clientGo)

    for (const answer of [created, read, listed, missing]) assert.equal(answer.headers['content-type'], protobuf)
    assert.deepEqual(decoded(read)['data'], {k: 'v'})
    assert.deepEqual(decoded(created), decoded(read))
    assert.equal((decoded(listed)['items'] as unknown[]).length, 1)
    assert.equal(decoded(missing)['message'], 'configmaps "b" not found')
  })

  it('are not given to tables, but to bare metadata', async () => {
    const as = (kind: string) =>
      `${protobuf};as=${kind};g=meta.k8s.io;v=v1,application/json;as=${kind};g=meta.k8s.io;v=v1`

    const table = await ask('GET', '/api/v1/namespaces', as('Table'))
    const metadata = await ask('GET', '/api/v1/namespaces', as('PartialObjectMetadataList'))

    assert.equal(table.headers['content-type'], 'application/json')
    assert.equal(metadata.headers['content-type'], protobuf)
  })

  it('come as frames from a watch', async () => {
    const {headers, body} = await ask('GET', '/api/v1/namespaces?watch=1', clientGo)
    assert.equal(headers['content-type'], `${protobuf};stream=watch`)
    assert.equal(body.type, 'stream')

    const {value} = await (body as {chunks: AsyncIterable<Uint8Array>}).chunks[Symbol.asyncIterator]().next()

    const frame = Buffer.from(value)
    assert.equal(frame.readUInt32BE(), frame.length - 4)
    assert.equal(decodeProtobuf(frame.subarray(frame.indexOf('k8s\0')))['kind'], 'Namespace')
  })
})
