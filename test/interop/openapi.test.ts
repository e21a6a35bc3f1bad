import assert from 'node:assert/strict'
import {existsSync} from 'node:fs'
import {encodeDocument} from '../../src/cluster/apiserver/openapi/gnostic-v3.ts'
import {rawSender} from '../support/differential/api-connection.ts'

const json = 'application/json'
const protobuf = 'application/com.github.proto-openapi.spec.v3@v1.0+protobuf'

describe('OpenAPI v3 documents', () => {
  it('are what a real API server has, most of them byte for byte, in JSON and in protobuf', async function () {
    const {KCTL_REFERENCE_KUBECONFIG: reference = '', KCTL_SERVER_KUBECONFIG: kubeconfig = ''} = process.env
    if (!existsSync(reference) || !existsSync(kubeconfig)) this.skip()
    this.timeout(120_000)
    const [real, ours] = [rawSender(reference), rawSender(kubeconfig)]
    const get = async (send: typeof real, path: string, accept: string) =>
      (await send({method: 'GET', path, headers: {accept}})).text
    const {paths} = JSON.parse(await get(real, '/openapi/v3', json)) as {paths: Record<string, unknown>}
    const others: string[] = []

    for (const key of Object.keys(paths)) {
      const path = `/openapi/v3/${key}`
      const wanted = await get(real, path, json)
      const bytes = Buffer.from(await get(real, path, protobuf))
      // What is no text has come as UTF-8: so is ours compared.
      assert.equal(Buffer.from(encodeDocument(JSON.parse(wanted))).toString(), bytes.toString(), key)
      if ((await get(ours, path, json)) !== wanted) others.push(key)
      else assert.equal(await get(ours, path, protobuf), bytes.toString(), key)
    }

    console.log(`${Object.keys(paths).length - others.length} of ${Object.keys(paths).length} byte for byte`)
    assert.ok(others.length <= 8, others.join(' '))
  })
})
