import {CustomResources} from '../../src/cluster/apiserver/custom-resources/index.ts'
import {startTestApiServer, type TestApiServer} from './api-server.ts'

/** A test server that serves what CustomResourceDefinitions define. */
export async function startCustomServer(
  options: Parameters<typeof startTestApiServer>[0] = {},
): Promise<TestApiServer> {
  const paths = new CustomResources({
    server: () => api.server.parts,
    store: {
      range: request => api.store.range(request),
      watch: (request, listener) => api.store.watch(request, listener),
    },
  })
  const api = await startTestApiServer({...options, paths: [paths]})
  return api
}

/** The JSON of an answer. */
export async function answered(
  api: TestApiServer,
  ...request: Parameters<TestApiServer['send']>
): Promise<{status: number; body: Record<string, unknown>; warnings: string[]}> {
  const {status, body, headers} = await api.send(...request)
  const warnings = [headers['warning'] ?? []].flat()
  return {status, body: body.type === 'object' ? (body.object as Record<string, unknown>) : {}, warnings}
}
