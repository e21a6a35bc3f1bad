import {type Connection, inParallel} from './load.ts'
import {configMap, configMaps, pod, podName, pods} from './objects.ts'

export interface Case {
  name: string
  /** How many clients at once. */
  clients: number
  /** How many requests, given how many pods there are to be. */
  count(pods: number): number
  run(connection: Connection, count: number, pods: number): Promise<void>
}

interface Send {
  method: string
  path: string
  body?: string
  headers?: Record<string, string>
}

/** Requests of one kind, each of which must succeed. */
const requests = (
  name: string,
  clients: number,
  count: Case['count'],
  make: (index: number, pods: number) => Send,
): Case => ({
  name,
  clients,
  count,
  run: (connection, total, pods) =>
    inParallel(total, clients, async index => {
      const {method, path, ...options} = make(index, pods)
      const {status} = await connection.send(method, path, options)
      if (status >= 300) throw new Error(`${method} ${path}: ${status}`)
    }),
})

export const protobuf = {accept: 'application/vnd.kubernetes.protobuf'}
const named = (index: number, count: number) => `${pods}/${podName(index % count)}`
const few = (count: number) => () => count

/** In this order: later ones look at what earlier ones made. */
export const cases: Case[] = [
  requests('create a ConfigMap of 1 KB, 1 client', 1, few(300), index => ({
    method: 'POST',
    path: configMaps,
    body: configMap(`alone-${index}`),
  })),
  requests('create a ConfigMap of 1 KB, 100 clients', 100, few(3000), index => ({
    method: 'POST',
    path: configMaps,
    body: configMap(`together-${index}`),
  })),
  requests(
    'create a pod, 100 clients',
    100,
    count => count,
    index => ({method: 'POST', path: pods, body: pod(index)}),
  ),
  requests('get a pod, 1 client', 1, few(500), (index, count) => ({method: 'GET', path: named(index * 7, count)})),
  requests('get a pod, 100 clients', 100, few(5000), (index, count) => ({
    method: 'GET',
    path: named(index * 7, count),
  })),
  requests('merge-patch a label of a pod, 100 clients', 100, few(2000), (index, count) => ({
    method: 'PATCH',
    path: named(index, count),
    body: JSON.stringify({metadata: {labels: {turn: String(index)}}}),
    headers: {'content-type': 'application/merge-patch+json'},
  })),
  requests('server-side apply to a pod, 100 clients', 100, few(2000), (index, count) => ({
    method: 'PATCH',
    path: `${named(index, count)}?fieldManager=bench&force=true`,
    body: JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {name: podName(index % count), labels: {applied: String(index)}},
    }),
    headers: {'content-type': 'application/apply-patch+yaml'},
  })),
  // What has been listed once may be quicker to list again.
  requests('list all pods, JSON, the first time', 1, few(1), () => ({method: 'GET', path: pods})),
  requests('list all pods, protobuf, the first time', 1, few(1), () => ({
    method: 'GET',
    path: pods,
    headers: protobuf,
  })),
  requests('list all pods, JSON', 1, few(5), () => ({method: 'GET', path: pods})),
  requests('list all pods at resourceVersion 0, JSON', 1, few(5), () => ({
    method: 'GET',
    path: `${pods}?resourceVersion=0`,
  })),
  requests('list all pods, protobuf', 1, few(5), () => ({method: 'GET', path: pods, headers: protobuf})),
  requests('list 500 pods', 1, few(40), () => ({method: 'GET', path: `${pods}?limit=500`})),
  requests('list the pods of an app of 100', 1, few(40), index => ({
    method: 'GET',
    path: `${pods}?labelSelector=app%3Dapp-${index}`,
  })),
  requests('list the pods of a node of 100', 1, few(40), index => ({
    method: 'GET',
    path: `${pods}?fieldSelector=spec.nodeName%3Dnode-${index}`,
  })),
]
