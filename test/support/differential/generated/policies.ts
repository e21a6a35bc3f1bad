import {SeededRandom} from '../../../../src/cluster/runtime/random.ts'
import type {Sequence, Step} from '../compare-sequences.ts'
import {configMap, get, maps, mergePatch, post, put, remove, setup} from '../sequences/step.ts'
import {chance, pick, some, times} from './choice.ts'

type Map = {[key: string]: unknown}

const group = '/apis/admissionregistration.k8s.io/v1'
const policies = `${group}/validatingadmissionpolicies`
const bindings = `${group}/validatingadmissionpolicybindings`

/** Sound and unsound, about configuration maps that may have data or not, and about their being there at all. */
const expressions = [
  'true',
  'false',
  'object.metadata.name.startsWith("o")',
  'object.data.size() < 2',
  '!has(object.data) || object.data.all(k, k != "secret")',
  'has(object.data) && "a" in object.data && object.data.a == "b"',
  'object.data.?a.orValue("none") != "b"',
  'oldObject == null || object.data == oldObject.data',
  'request.operation in ["CREATE", "DELETE"]',
  'request.userInfo.username != "kubernetes-admin"',
  'namespaceObject.metadata.name.matches("^sequence")',
  'namespaceObject.metadata.labels["kubernetes.io/metadata.name"] == request.namespace',
  'int(object.data.n) > 3',
  'quantity(object.data.q).isGreaterThan(quantity("1Gi"))',
  'url(object.data.u).getHost() == "example.com"',
  'ip.isCanonical(object.data.i)',
  'cidr("10.0.0.0/8").containsIP(object.data.i)',
  'isSemver(object.data.v) && semver(object.data.v).major() >= 1',
  'object.metadata.labels.exists(l, l.startsWith("team"))',
  'object.data.map(k, object.data[k]).join(",").size() < 5',
  'variables.many',
  'variables.first == "x" || variables.many',
  'params == null || params.data.limit == "5"',
  'params.data.nosuch == "1"',
  'authorizer.group("").resource("pods").namespace(request.namespace).check("get").allowed()',
  'authorizer.requestResource.check("delete").reason() == ""',
  'object.nosuch == 1',
  'object.data.a.b.c',
  'object.metadata.name',
  'object.metadata.name ==',
  'nosuch(1)',
  '1 / (object.data.size() - object.data.size()) == 1',
  'object.data["a"][0] == "b"',
  'sets.contains(["a", "b"], object.data.map(k, k))',
  'object.data.transformMap(k, v, v + "x").size() == 1',
  'object.data.all(k, object.data.all(l, object.data.all(m, k + l + m != "")))',
]
const messages = [
  '"no " + object.metadata.name',
  'string(object.data.size())',
  'object.metadata.nosuch',
  '""',
  '"a\\nb"',
  '1',
  'params.data.limit + " at most"',
  '"  "',
]
const texts = ['no', 'a "quoted" word', '', 'two\nlines', ' ']
const data: (Map | undefined)[] = [
  undefined,
  {},
  {a: 'b'},
  {secret: 'x'},
  {n: '5', q: '2Gi', u: 'https://example.com/x', i: '10.1.2.3', v: '1.2.3'},
  {n: 'x', q: 'y', u: '://', i: 'z', v: 'w'},
  {a: 'b', c: 'd'},
]

/** Policies of expressions, bindings of all sorts, and what comes of them. */
export const policed = (seed: string, count: number): Sequence[] =>
  times(3, index => ({name: `policed-${index}`, steps: life(`${seed} ${index}`, `generated-${index}`, count)}))

function life(seed: string, name: string, count: number): Step[] {
  const random = new SeededRandom(`${seed} policies`)
  const round = (): Step[] => [
    setup(remove(`${bindings}/${name}`)),
    setup(remove(`${policies}/${name}`)),
    post(policies, policy(name, random)),
    {...setup(post(bindings, binding(name, random))), pause: 2500},
    get(`${policies}/${name}`),
    ...times(8, () => deed(random)),
  ]
  return [
    setup(post(maps, configMap('params', {limit: '5'}, {labels: {params: 'yes'}}))),
    ...times(count, round).flat(),
    setup(remove(`${bindings}/${name}`)),
    setup(remove(`${policies}/${name}`)),
  ]
}

function policy(name: string, random: SeededRandom): Map {
  const validation = (): Map => ({
    expression: pick(random, expressions),
    ...(chance(random, 0.4) && {message: pick(random, texts)}),
    ...(chance(random, 0.3) && {messageExpression: pick(random, messages)}),
    ...(chance(random, 0.2) && {reason: pick(random, ['Forbidden', 'Unauthorized', 'RequestEntityTooLarge', 'X'])}),
  })
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: {name},
    spec: {
      ...(chance(random, 0.5) && {failurePolicy: pick(random, ['Fail', 'Ignore'])}),
      ...(chance(random, 0.5) && {paramKind: {apiVersion: 'v1', kind: 'ConfigMap'}}),
      matchConstraints: {
        namespaceSelector: {matchLabels: {'kubernetes.io/metadata.name': '$NS'}},
        resourceRules: [
          {
            apiGroups: [''],
            apiVersions: ['v1'],
            operations: pick(random, [['*'], ['CREATE', 'UPDATE'], ['CREATE', 'UPDATE', 'DELETE']]),
            resources: ['configmaps'],
          },
        ],
        ...(chance(random, 0.2) && {objectSelector: {matchExpressions: [{key: 'free', operator: 'DoesNotExist'}]}}),
      },
      validations: times(pick(random, [1, 1, 2, 3]), validation),
      ...(chance(random, 0.5) && {
        variables: [
          {name: 'first', expression: pick(random, ['object.metadata.name.substring(0, 1)', 'object.nosuch'])},
          {name: 'many', expression: 'has(object.data) && object.data.size() > 1'},
        ],
      }),
      ...(chance(random, 0.3) && {
        matchConditions: [{name: 'when', expression: pick(random, [...expressions.slice(0, 12), 'object.nosuch'])}],
      }),
      ...(chance(random, 0.2) && {auditAnnotations: [{key: 'said', valueExpression: pick(random, messages)}]}),
    },
  }
}

const binding = (name: string, random: SeededRandom): Map => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicyBinding',
  metadata: {name},
  spec: {
    policyName: name,
    validationActions: pick(random, [['Deny'], ['Deny'], ['Deny', 'Audit'], ['Warn'], ['Warn', 'Audit'], ['Audit']]),
    ...(chance(random, 0.6) && {
      paramRef: pick<Map>(random, [
        {name: 'params', namespace: '$NS', parameterNotFoundAction: 'Deny'},
        {name: 'params', parameterNotFoundAction: 'Deny'},
        {name: 'none', parameterNotFoundAction: 'Deny'},
        {name: 'none', parameterNotFoundAction: 'Allow'},
        {selector: {matchLabels: {params: 'yes'}}, parameterNotFoundAction: 'Deny'},
        {selector: {matchLabels: {params: 'no'}}, parameterNotFoundAction: 'Deny'},
      ]),
    }),
  },
})

function deed(random: SeededRandom): Step {
  const name = pick(random, ['one', 'other', 'two'])
  const dry = chance(random, 0.5) ? '?dryRun=All' : ''
  const labels = Object.fromEntries(some(random, ['team', 'free']).map(key => [key, 'x']))
  const body = configMap(name, pick(random, data), {labels})
  return pick(random, [
    post(`${maps}${dry}`, body),
    post(`${maps}${dry}`, body),
    put(`${maps}/${name}${dry}`, body),
    mergePatch(`${maps}/${name}${dry}`, {data: pick(random, data) ?? null}),
    remove(`${maps}/${name}${dry}`),
  ])
}
