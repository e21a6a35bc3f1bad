import fc from 'fast-check'
import type {HostileRequest} from '../hostile-request.ts'
import {query} from './paths.ts'
import {prototypeKeys, weirdText, weirdValue} from './weird.ts'

interface Kind {
  path: string
  object: Record<string, unknown>
}

const container = {
  name: 'c',
  image: 'nginx',
  ports: [{containerPort: 80}],
  env: [{name: 'A', value: 'b'}],
  resources: {limits: {cpu: '1'}},
}
const template = {metadata: {labels: {app: 'x'}}, spec: {containers: [container]}}
const inFuzz = (group: string, plural: string, object: Record<string, unknown>): Kind => ({
  path: `${group}/namespaces/fuzz/${plural}`,
  object,
})

/** A sound object of each of many kinds, to be spoiled. */
export const kinds: Kind[] = [
  inFuzz('/api/v1', 'pods', {apiVersion: 'v1', kind: 'Pod', metadata: {generateName: 'p-'}, spec: template.spec}),
  inFuzz('/api/v1', 'configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {generateName: 'c-'},
    data: {a: 'b'},
  }),
  inFuzz('/api/v1', 'secrets', {apiVersion: 'v1', kind: 'Secret', metadata: {generateName: 's-'}, data: {a: 'Yg=='}}),
  inFuzz('/api/v1', 'services', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {generateName: 's-'},
    spec: {selector: {app: 'x'}, ports: [{port: 80, targetPort: 'http'}]},
  }),
  inFuzz('/apis/apps/v1', 'deployments', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {generateName: 'd-'},
    spec: {replicas: 1, selector: {matchLabels: {app: 'x'}}, template},
  }),
  inFuzz('/apis/batch/v1', 'cronjobs', {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: {generateName: 'c-'},
    spec: {schedule: '* * * * *', jobTemplate: {spec: {template: {spec: {...template.spec, restartPolicy: 'Never'}}}}},
  }),
  inFuzz('/apis/networking.k8s.io/v1', 'networkpolicies', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: {generateName: 'n-'},
    spec: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: '10.0.0.0/8'}}]}]},
  }),
  inFuzz('/apis/rbac.authorization.k8s.io/v1', 'roles', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: {generateName: 'r-'},
    rules: [{apiGroups: [''], resources: ['pods'], verbs: ['get']}],
  }),
  inFuzz('/apis/autoscaling/v2', 'horizontalpodautoscalers', {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: {generateName: 'h-'},
    spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: 'apps/v1', kind: 'Deployment', name: 'x'}},
  }),
  inFuzz('/apis/fuzz.example.com/v1', 'widgets', {
    apiVersion: 'fuzz.example.com/v1',
    kind: 'Widget',
    metadata: {generateName: 'w-'},
    spec: {size: 3, parts: [{name: 'a'}], when: '2026-01-01T00:00:00Z', any: {x: 1}},
  }),
  {
    path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    object: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: {resourceAttributes: {verb: 'get', resource: 'pods'}},
    },
  },
]

const mutation = fc.record({
  /** Which of the object's places, counted round. */
  place: fc.nat(200),
  how: fc.constantFrom('replace', 'remove', 'add', 'wrap'),
  value: weirdValue,
  key: fc.oneof(fc.constantFrom(...prototypeKeys), weirdText),
})
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never

const text = fc.oneof(
  {weight: 8, arbitrary: fc.constant((value: unknown) => JSON.stringify(value))},
  {weight: 1, arbitrary: fc.nat(400).map(cut => (value: unknown) => JSON.stringify(value).slice(0, cut))},
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.nat(400),
        fc.constantFrom('{', '}', '[', ',', '"', '\0', '\u{feff}', 'nan', '\\u12', '/*', '1e', '\xff'),
      )
      .map(
        ([at, insert]) =>
          (value: unknown) =>
            spliced(JSON.stringify(value), at, insert),
      ),
  },
)

/** Creates of objects that were sound before something happened to them. */
export const spoiledObjects: fc.Arbitrary<HostileRequest> = fc
  .tuple(fc.constantFrom(...kinds), fc.array(mutation, {minLength: 1, maxLength: 4}), text, query)
  .map(([kind, mutations, write, parameters]) => ({
    about: 'object',
    method: 'POST',
    target: `${kind.path}${parameters}`,
    headers: [['Content-Type', 'application/json']],
    body: Buffer.from(write(mutations.reduce(mutated, kind.object))),
  }))

/** The value with one mutation at one of its places. */
function mutated(value: Record<string, unknown>, {place, how, value: other, key}: Mutation): Record<string, unknown> {
  const copy = structuredClone(value)
  const places = placesOf(copy)
  const {owner, name} = places[place % places.length] ?? {owner: copy, name: 'metadata'}
  const define = (target: object, at: string, what: unknown) =>
    Object.defineProperty(target, at, {value: what, enumerable: true, configurable: true, writable: true})
  if (how === 'remove') delete owner[name]
  else if (how === 'replace') define(owner, name, other)
  else if (how === 'wrap') define(owner, name, Array.isArray(owner[name]) ? {0: owner[name]} : [owner[name]])
  else define(owner, Array.isArray(owner) ? String(owner.length) : key, other)
  return copy
}

function placesOf(value: unknown): {owner: Record<string, unknown>; name: string}[] {
  if (typeof value !== 'object' || value === null) return []
  const owner = value as Record<string, unknown>
  return Object.keys(owner).flatMap(name => [{owner, name}, ...placesOf(owner[name])])
}

const spliced = (written: string, at: number, insert: string): string =>
  written.slice(0, at % written.length) + insert + written.slice(at % written.length)
