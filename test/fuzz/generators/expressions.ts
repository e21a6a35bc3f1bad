import fc from 'fast-check'
import type {HostileRequest} from '../hostile-request.ts'
import {weirdText} from './weird.ts'

const nested = (depth: number): string => `${'['.repeat(depth)}1${']'.repeat(depth)}.size() > 0`
const loops = (depth: number): string =>
  depth === 0 ? 'true' : `[1,2,3,4,5,6,7,8,9].all(x${depth}, ${loops(depth - 1)})`

const expression = fc.oneof(
  fc.constantFrom(
    'self.size > 0',
    'self',
    '1/0 == 1',
    'self.matches("(a+)+$")',
    '"a".matches("(a|a)*b")',
    'self.__proto__ == self',
    'self.constructor.constructor("return process")()',
    'has(self)',
    'dyn(self).x.y.z',
    'object.spec.replicas > 9223372036854775807',
    'timestamp("x") > duration("1x")',
    'quantity("1").add(1)',
    'self.all(x, self.all(y, self.all(z, true)))',
    '"a" * 100000000',
    'true ? : 1',
  ),
  fc.integer({min: 1, max: 8}).map(loops),
  fc.integer({min: 1, max: 3000}).map(nested),
  fc.integer({min: 1, max: 3000}).map(count => Array(count).fill('true').join(' && ')),
  fc.integer({min: 1, max: 5000}).map(count => `${'('.repeat(count)}true`),
  fc.integer({min: 1, max: 5000}).map(count => `${'!'.repeat(count)}true`),
  weirdText,
)

const definition = (rule: string, name: string) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: {name: `${name}.cel.example.com`},
  spec: {
    group: 'cel.example.com',
    scope: 'Namespaced',
    names: {plural: name, kind: 'Thing'},
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {spec: {type: 'object', 'x-kubernetes-validations': [{rule, messageExpression: rule}]}},
          },
        },
      },
    ],
  },
})

const policy = (rule: string) => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicy',
  metadata: {name: 'fuzz'},
  spec: {
    matchConstraints: {resourceRules: [{apiGroups: [''], apiVersions: ['v1'], operations: ['*'], resources: ['pods']}]},
    variables: [{name: 'v', expression: rule}],
    matchConditions: [{name: 'm', expression: rule}],
    validations: [{expression: rule, messageExpression: rule}],
    auditAnnotations: [{key: 'k', valueExpression: rule}],
  },
})

/** Expressions that cost, loop, or look for a way out; nothing of them is kept. */
export const celBombs: fc.Arbitrary<HostileRequest> = fc.tuple(expression, fc.boolean()).map(([rule, asPolicy]) => ({
  about: 'cel',
  method: 'POST',
  target: asPolicy
    ? '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies?dryRun=All'
    : '/apis/apiextensions.k8s.io/v1/customresourcedefinitions?dryRun=All',
  headers: [['Content-Type', 'application/json']],
  body: Buffer.from(JSON.stringify(asPolicy ? policy(rule) : definition(rule, 'things'))),
}))
