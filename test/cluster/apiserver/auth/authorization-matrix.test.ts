import assert from 'node:assert/strict'
import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {KubeObject} from '../../../../src/api/object.ts'
import type {ApiRequest, ApiResponse} from '../../../../src/client/transport.ts'
import type {ServerRequest} from '../../../../src/cluster/apiserver/server-request.ts'
import type {WholeCluster} from '../../../support/whole-cluster.ts'

/**
 * Who may do what by default, route by route: the verb, the route, and those who are let through. The routes are what the server itself says that it
 * serves, so that a new one fails here until somebody has decided about it. `UPDATE_GOLDEN=1` writes the file anew, for a human to read.
 */
const golden = join(import.meta.dirname, 'authorization-matrix.golden')

interface Route {
  verb: string
  method: ApiRequest['method']
  url: string
  /** What the file calls it. */
  name: string
}

type Person = 'anonymous' | 'account' | 'admin'

interface ListedResource {
  name: string
  namespaced: boolean
  verbs: string[]
}

const methods: Record<string, ApiRequest['method']> = {
  create: 'POST',
  delete: 'DELETE',
  deletecollection: 'DELETE',
  get: 'GET',
  list: 'GET',
  patch: 'PATCH',
  update: 'PUT',
  watch: 'GET',
}
const collectionVerbs = new Set(['create', 'deletecollection', 'list', 'watch'])

/** Paths that must not exist, or not for everybody, whatever the server says. */
const strangers = [
  '/logs/',
  '/debug/pprof/',
  '/debug/flags/v',
  '/nowhere',
  '/api/v1/nowhere',
  '/apis/no.where/v1/things',
]

describe('the authorization matrix', function () {
  this.timeout(60_000)
  let whole: WholeCluster
  let credentials: Record<Person, Partial<ServerRequest>>

  before(async () => {
    // Imported here, as the cluster imports its parts: what mocha has required is another copy.
    const {startWholeCluster} = await import('../../../support/whole-cluster.ts')
    whole = await startWholeCluster({settings: {workers: 0}})
    const {client, cluster} = whole
    const accounts = {group: '', version: 'v1', resource: 'serviceaccounts', namespace: 'default'}
    await client.create(accounts, {metadata: {name: 'plain'}})
    const request = {apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', metadata: {}, spec: {}}
    const {status} = await client.create<KubeObject & {status: {token: string}}>(
      {...accounts, name: 'plain', subresource: 'token'},
      request,
    )
    const {X509Certificate} = await import('node:crypto')
    const certificate = new Uint8Array(new X509Certificate(cluster.pki.admin().certificate).raw)
    credentials = {
      anonymous: {},
      account: {headers: {authorization: `Bearer ${status.token}`}},
      admin: {certificate},
    }
  })
  after(() => whole.close())

  const send = async (person: Person, {method, url}: Pick<Route, 'method' | 'url'>): Promise<ApiResponse> => {
    const abort = new AbortController()
    const body = ['POST', 'PUT', 'PATCH'].includes(method) ? {body: {}} : {}
    const {headers, ...more} = credentials[person]
    const response = await whole.cluster.handle({
      method,
      url,
      ...body,
      ...more,
      headers: {...headers, 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'},
      signal: abort.signal,
    })
    abort.abort()
    return response
  }

  const document = async <T>(url: string): Promise<T> => {
    const {body} = await send('admin', {method: 'GET', url})
    assert.equal(body.type, 'object', url)
    return (body as {object: unknown}).object as T
  }

  /** Everything that the server says that it serves, and a few things that it must not. */
  const allRoutes = async (): Promise<Route[]> => {
    const {paths} = await document<{paths: string[]}>('/')
    const {groups} = await document<{groups: {versions: {groupVersion: string}[]}[]}>('/apis')
    const roots = ['/api/v1', ...groups.flatMap(({versions}) => versions.map(each => `/apis/${each.groupVersion}`))]
    const routes: Route[] = [...paths, ...strangers].map(url => ({verb: 'get', method: 'GET', url, name: url}))
    for (const root of roots) {
      const {resources} = await document<{resources: ListedResource[]}>(root)
      for (const resource of resources) routes.push(...routesOf(root, resource))
    }
    return routes
  }

  it('lets through who may, and nobody else, on every route that there is', async () => {
    const lines: string[] = []
    for (const route of await allRoutes()) {
      const allowed: Person[] = []
      for (const person of ['anonymous', 'account', 'admin'] as const) {
        const {status} = await send(person, route)
        assert.notEqual(status, 401, `${person} ${route.verb} ${route.name}`)
        if (status !== 403) allowed.push(person)
      }
      lines.push(`${route.verb} ${route.name} ${allowed.join(',')}`)
    }

    const found = `${[...new Set(lines)].sort().join('\n')}\n`

    if (process.env['UPDATE_GOLDEN']) writeFileSync(golden, found)
    assert.equal(found, readFileSync(golden, 'utf8'))
  })

  it('refuses bad credentials on every route, public ones too', async () => {
    credentials.account = {headers: {authorization: 'Bearer nonsense'}}

    const answers = new Set<number>()
    for (const route of await allRoutes()) answers.add((await send('account', route)).status)

    assert.deepEqual([...answers], [401])
  })
})

/** One route per verb. Nothing is written: everything asks for a dry run, of an object that is not there. */
function routesOf(root: string, {name, namespaced, verbs}: ListedResource): Route[] {
  const [resource, ...sub] = name.split('/')
  return verbs.flatMap(verb => {
    const method = methods[verb]
    if (!method) return []
    const space = namespaced ? '/namespaces/default' : ''
    const object = sub.length > 0 || !collectionVerbs.has(verb) ? '/no-such-object' : ''
    const query = verb === 'watch' ? '?watch=1&timeoutSeconds=1' : method === 'GET' ? '' : '?dryRun=All'
    const url = `${root}${space}/${[`${resource}${object}`, ...sub].join('/')}${query}`
    return [{verb, method, url, name: `${root}/${name}`}]
  })
}
