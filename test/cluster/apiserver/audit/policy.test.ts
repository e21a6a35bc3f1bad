import assert from 'node:assert/strict'
import {auditConfigFor, type PolicyRule} from '../../../../src/cluster/apiserver/audit/policy.ts'
import {policyErrors} from '../../../../src/cluster/apiserver/audit/validate-policy.ts'
import type {Attributes} from '../../../../src/cluster/apiserver/auth/interfaces.ts'

const attributes: Attributes = {
  user: {name: 'jane', groups: ['dev', 'system:authenticated']},
  verb: 'get',
  resourceRequest: true,
  group: '',
  version: 'v1',
  resource: 'pods',
  subresource: '',
  namespace: 'a',
  name: 'p',
  path: '/api/v1/namespaces/a/pods/p',
}
const path: Attributes = {
  ...attributes,
  resourceRequest: false,
  resource: '',
  namespace: '',
  name: '',
  path: '/healthz/etcd',
}

describe('An audit policy', () => {
  const rules: {name: string; rule: Partial<PolicyRule>; request?: Attributes; expected: boolean}[] = [
    {name: 'everything, when it says nothing', rule: {}, expected: true},
    {name: 'a user', rule: {users: ['jane']}, expected: true},
    {name: 'no other user', rule: {users: ['joe']}, expected: false},
    {name: 'a group', rule: {userGroups: ['ops', 'dev']}, expected: true},
    {name: 'a verb', rule: {verbs: ['list', 'get']}, expected: true},
    {name: 'no other verb', rule: {verbs: ['list']}, expected: false},
    {name: 'a whole API group', rule: {resources: [{group: ''}]}, expected: true},
    {name: 'a resource', rule: {resources: [{resources: ['pods']}]}, expected: true},
    {name: 'no subresource of it', rule: {resources: [{resources: ['pods/log']}]}, expected: false},
    {
      name: 'a subresource',
      rule: {resources: [{resources: ['pods/log']}]},
      request: {...attributes, subresource: 'log'},
      expected: true,
    },
    {
      name: 'not the subresource where only the resource is named',
      rule: {resources: [{resources: ['pods']}]},
      request: {...attributes, subresource: 'log'},
      expected: false,
    },
    {
      name: 'any subresource of a resource',
      rule: {resources: [{resources: ['pods/*']}]},
      request: {...attributes, subresource: 'log'},
      expected: true,
    },
    {
      name: 'a subresource of any resource',
      rule: {resources: [{resources: ['*/log']}]},
      request: {...attributes, subresource: 'log'},
      expected: true,
    },
    {name: 'a name', rule: {resources: [{resources: ['pods'], resourceNames: ['p']}]}, expected: true},
    {name: 'no other name', rule: {resources: [{resources: ['pods'], resourceNames: ['q']}]}, expected: false},
    {name: 'a namespace', rule: {namespaces: ['a']}, expected: true},
    {name: 'no other namespace', rule: {namespaces: ['b']}, expected: false},
    {name: 'no path by namespaces', rule: {namespaces: ['']}, request: path, expected: false},
    {name: 'a path', rule: {nonResourceURLs: ['/healthz*']}, request: path, expected: true},
    {name: 'no other path', rule: {nonResourceURLs: ['/healthz']}, request: path, expected: false},
    {name: 'no resource by paths', rule: {nonResourceURLs: ['*']}, expected: false},
  ]
  for (const {name, rule, request = attributes, expected} of rules) {
    it(`matches ${name}`, () => {
      const {level} = auditConfigFor({rules: [{level: 'Request', ...rule}]}, request)

      assert.equal(level, expected ? 'Request' : 'None')
    })
  }

  it('is asked in order, and omits what it and its rule omit', () => {
    const policy = {
      omitStages: ['RequestReceived' as const],
      omitManagedFields: true,
      rules: [
        {level: 'Metadata' as const, users: ['jane'], omitStages: ['Panic' as const], omitManagedFields: false},
        {level: 'Request' as const},
      ],
    }

    const {level, omitStages, omitManagedFields} = auditConfigFor(policy, attributes)

    assert.deepEqual([level, [...omitStages], omitManagedFields], ['Metadata', ['RequestReceived', 'Panic'], false])
  })

  it('is refused for each of its faults', () => {
    const errors = policyErrors({
      omitStages: ['Later' as never],
      rules: [
        {level: 'Everything' as never},
        {level: 'None', nonResourceURLs: ['healthz', '/a*b'], namespaces: ['a']},
        {level: 'None', resources: [{resourceNames: ['x']}]},
      ],
    })

    assert.deepEqual(
      errors.map(({field, detail}) => `${field}: ${detail}`),
      [
        'omitStages[0]: allowed stages are RequestReceived,ResponseStarted,ResponseComplete,Panic',
        'rules[0].level: supported values: "None", "Metadata", "Request", "RequestResponse"',
        "rules[1].nonResourceURLs[0]: non-resource URL rules must begin with a '/' character",
        "rules[1].nonResourceURLs[1]: non-resource URL wildcards '*' must be the final character of the rule",
        'rules[1].nonResourceURLs: rules cannot apply to both regular resources and non-resource URLs',
        'rules[2].resources.resourceNames: using resourceNames requires at least one resource',
      ],
    )
  })
})
