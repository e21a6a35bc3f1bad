import type {Step} from '../compare-sequences.ts'

type Headers = Record<string, string>

export const get = (path: string, headers?: Headers): Step => ({method: 'GET', path, ...(headers && {headers})})

export const accept = (path: string, type: string): Step => get(path, {accept: type})

export const post = (path: string, body?: unknown, headers?: Headers): Step => send('POST', path, body, headers)

export const put = (path: string, body?: unknown, headers?: Headers): Step => send('PUT', path, body, headers)

export const remove = (path: string, body?: unknown, headers?: Headers): Step => send('DELETE', path, body, headers)

export const mergePatch = (path: string, body: unknown): Step => patch(path, 'merge-patch+json', body)

export const strategicPatch = (path: string, body: unknown): Step => patch(path, 'strategic-merge-patch+json', body)

export const jsonPatch = (path: string, body: unknown): Step => patch(path, 'json-patch+json', body)

export const apply = (path: string, body: unknown): Step => patch(path, 'apply-patch+yaml', body)

/** A request whose answer does not matter. */
export const setup = (step: Step): Step => ({...step, setup: true})

export const send = (method: string, path: string, body?: unknown, headers?: Headers): Step => ({
  method,
  path,
  ...(body !== undefined && {body}),
  ...(headers && {headers}),
})

const patch = (path: string, type: string, body: unknown): Step =>
  send('PATCH', path, body, {'content-type': `application/${type}`})

/** A pod that nobody schedules. */
export const pod = (name: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {name, labels: {app: name}},
  spec: {schedulerName: 'none', containers: [{name: 'c', image: 'nginx'}], ...more},
})

export const configMap = (name: string, data?: object, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {name, ...metadata},
  ...(data && {data}),
})

export const deployment = (name: string, spec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {name},
  spec: {
    replicas: 2,
    selector: {matchLabels: {app: name}},
    template: {metadata: {labels: {app: name}}, spec: {containers: [{name: 'c', image: 'nginx'}]}},
    ...spec,
  },
})

export const maps = '/api/v1/namespaces/$NS/configmaps'
export const pods = '/api/v1/namespaces/$NS/pods'
export const deployments = '/apis/apps/v1/namespaces/$NS/deployments'
