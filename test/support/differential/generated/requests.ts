import {SeededRandom} from '../../../../src/cluster/runtime/random.ts'
import type {Sequence, Step} from '../compare-sequences.ts'
import {configMap, deployment, deployments, maps, pod, pods, post, setup} from '../sequences/step.ts'
import {chance, pick, some, times} from './choice.ts'

const methods = ['GET', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']
const objects = [maps, pods, deployments, '/api/v1/namespaces/$NS/services', '/api/v1/nodes']
const ends = [
  '',
  '',
  '/one',
  '/one',
  '/none',
  '/one/status',
  '/one/scale',
  '/one/log',
  '/one/eviction',
  '/one/',
  '//one',
  '/one/nosuch',
]
const others = [
  '/api',
  '/api/',
  '/api/v1',
  '/api/v1/',
  '/apis/apps',
  '/apis/apps/v1',
  '/apis/nosuch',
  '/healthz',
  '/livez?verbose',
  '/version',
  '/apis/apps/v1/watch/namespaces/$NS/deployments?timeoutSeconds=1',
  '/api/v1/namespaces/$NS/serviceaccounts/default/token',
  '/api/v1/namespaces/$NS/pods/one/ephemeralcontainers',
  '/api/v1/namespaces/$NS/pods/one/resize',
  '/api/v1/namespaces/$NS/pods/one/binding',
  '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
  '/apis/authentication.k8s.io/v1/selfsubjectreviews',
  '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/none',
  '/api/v1/namespaces/$NS/finalize',
]
const parts = [
  'as=Table',
  'as=PartialObjectMetadata',
  'as=PartialObjectMetadataList',
  'as=Nosuch',
  'g=meta.k8s.io',
  'g=apps',
  'v=v1',
  'v=v1beta1',
  'q=0.5',
  'q=0',
  'q=1',
  'q=0.05',
  'q=x',
  'charset=utf-8',
  'stream=watch',
  'pretty=1',
  'includeObject=None',
]
const media = [
  'application/json',
  'application/json',
  'application/yaml',
  'application/vnd.kubernetes.protobuf',
  'application/vnd.kubernetes.protobuf;stream=watch',
  'application/cbor',
  'text/plain',
  'text/html',
  '*/*',
  'application/*',
  'text/*',
  'nosuch/type',
  'json',
  '',
]
const sent = [
  'application/json',
  'application/json; charset=utf-8',
  'application/yaml',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/json-patch+json',
  'application/apply-patch+yaml',
  'application/apply-patch+cbor',
  'application/vnd.kubernetes.protobuf',
  'application/cbor',
  'text/plain',
  '',
]
const queries = [
  'dryRun=All',
  'dryRun=x',
  'fieldManager=m',
  'fieldManager=',
  'fieldValidation=Strict',
  'fieldValidation=x',
  'force=true',
  'force=x',
  'pretty=true',
  'limit=1',
  'watch=true&timeoutSeconds=1',
  'resourceVersion=0',
  'resourceVersion=x',
  'labelSelector=(',
  'fieldSelector=x',
  'fieldSelector=metadata.name%3Done',
  'gracePeriodSeconds=0',
  'gracePeriodSeconds=-1',
  'propagationPolicy=Foreground',
  'propagationPolicy=x',
  'orphanDependents=true',
  'preconditions=x',
  'timeout=5s',
  'timeout=x',
  'container=c',
  'tailLines=x',
  'ignoreStoreReadErrorWithClusterBreakingPotential=true',
]
const bodies: unknown[] = [
  undefined,
  '',
  '{}',
  'null',
  '[]',
  '"x"',
  '{',
  'a: b',
  '{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"one"}}',
  '{"kind":"DeleteOptions","apiVersion":"v1","gracePeriodSeconds":0}',
  '{"kind":"DeleteOptions","apiVersion":"v1","dryRun":["All"],"propagationPolicy":"Background"}',
  '{"kind":"DeleteOptions","apiVersion":"v1","preconditions":{"uid":"x"},"dryRun":["All"]}',
  '{"kind":"DeleteOptions","apiVersion":"v1","orphanDependents":true,"propagationPolicy":"Orphan"}',
  '{"metadata":{"labels":{"r":"1"}}}',
  '[{"op":"add","path":"/metadata/labels","value":{"r":"2"}}]',
  '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"one"}}',
  '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"one"},"spec":{"replicas":1}}',
  '{"apiVersion":"autoscaling/v1","kind":"Scale","metadata":{"name":"one"},"spec":{"replicas":1}}',
  '{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"audiences":["a"],"expirationSeconds":600}}',
  '{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"one"},"deleteOptions":{"dryRun":["All"]}}',
  Buffer.from('6b3873000a0f0a02763112094c617a7941726d', 'hex'),
  Buffer.from('a1616101', 'hex'),
]

/** Requests that are right in some ways and wrong in others: methods, paths, forms, parameters and bodies as they come. */
export const requested = (seed: string, count: number): Sequence[] => {
  const random = new SeededRandom(`${seed} requests`)
  const begin = [post(maps, configMap('one', {a: 'b'})), post(pods, pod('one')), post(deployments, deployment('one'))]
  return times(4, index => ({
    name: `requested-${index}`,
    steps: [...begin.map(setup), ...times(count * 25, () => request(random))],
  }))
}

function request(random: SeededRandom): Step {
  const method = pick(random, methods)
  const place = chance(random, 0.6) ? pick(random, objects) + pick(random, ends) : pick(random, others)
  const query = some(random, queries)
    .slice(0, pick(random, [0, 0, 1, 2, 3]))
    .join('&')
  const body = ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method) ? pick(random, bodies) : undefined
  const type = method === 'PATCH' ? pick(random, sent.slice(3, 8)) : pick(random, sent)
  // Nothing that exists is to change, or the servers' own objects would.
  const safe = place.startsWith('/api/v1/nodes') || place === deployments ? 'dryRun=All' : ''
  const all = [query, method === 'DELETE' || method === 'PUT' || method === 'PATCH' ? 'dryRun=All' : safe].filter(
    Boolean,
  )
  return {
    method,
    path: all.length > 0 ? `${place}${place.includes('?') ? '&' : '?'}${all.join('&')}` : place,
    headers: {
      ...(chance(random, 0.7) && {accept: accepted(random)}),
      ...(body !== undefined && {'content-type': type}),
      ...(chance(random, 0.05) && {'impersonate-user': 'nobody'}),
    },
    ...(body !== undefined && {body}),
  }
}

const accepted = (random: SeededRandom): string =>
  times(pick(random, [1, 1, 2, 3]), () =>
    [pick(random, media), ...some(random, parts).slice(0, pick(random, [0, 0, 1, 3]))].join(';'),
  ).join(pick(random, [',', ', ']))
