import assert from 'node:assert/strict'
import {startTestApiServer, type TestApiServer} from '../../support/api-server.ts'
import {answered} from '../../support/custom-server.ts'

const admission = '/apis/admissionregistration.k8s.io/v1'
const constraints = {
  matchConstraints: {
    resourceRules: [{apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods']}],
  },
}
const webhook = {
  name: 'a.b.c',
  clientConfig: {url: 'https://x'},
  sideEffects: 'None',
  admissionReviewVersions: ['v1'],
}
const expectedStart =
  "expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}"

/** In the order in which Kubernetes 1.34.3 tells them. */
const cases: {name: string; path: string; body: object; expected: string[]}[] = [
  {
    name: 'a policy',
    path: `${admission}/validatingadmissionpolicies`,
    body: {
      spec: {
        ...constraints,
        failurePolicy: 'Bad',
        matchConditions: [
          {name: 'a b', expression: '1'},
          {name: 'c', expression: 'x'},
        ],
        variables: [
          {name: 'a b', expression: '1'},
          {name: 'x', expression: 'y'},
        ],
        validations: [
          {expression: 'true', messageExpression: '1'},
          {expression: '1', message: 'a\nb', reason: 'Zap'},
        ],
        auditAnnotations: [{key: '/bad/x', valueExpression: '1'}],
      },
    },
    expected: [
      'spec.failurePolicy',
      'spec.matchConditions[0].expression',
      'spec.matchConditions[0].name',
      'spec.matchConditions[1].expression',
      'spec.variables[0].name',
      'spec.variables[1].expression',
      'spec.validations[0].messageExpression',
      'spec.validations[1].expression',
      'spec.validations[1].message',
      'spec.validations[1].reason',
      'spec.auditAnnotations[0].key',
      'spec.auditAnnotations[0].valueExpression',
    ],
  },
  ...['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'].map(plural => ({
    name: `one of ${plural}`,
    path: `${admission}/${plural}`,
    body: {
      webhooks: [
        {...webhook, name: 'a', matchConditions: [{name: 'x y', expression: '1'}]},
        {
          ...webhook,
          matchConditions: [
            {name: 'x', expression: '1'},
            {name: 'x', expression: 'true'},
          ],
          admissionReviewVersions: ['v0'],
        },
      ],
    },
    expected: [
      'webhooks[0].name',
      'webhooks[0].matchConditions[0].expression',
      'webhooks[0].matchConditions[0].name',
      'webhooks[1].matchConditions[0].expression',
      'webhooks[1].matchConditions[1].name',
      'webhooks[1].admissionReviewVersions',
    ],
  })),
  {
    name: 'a device class',
    path: '/apis/resource.k8s.io/v1/deviceclasses',
    body: {
      spec: {
        selectors: [{cel: {expression: 'foo'}}, {}, {cel: {expression: '1'}}],
        config: [{opaque: {driver: 'B@d', parameters: {}}}],
      },
    },
    expected: [
      'spec.selectors[0].cel.expression',
      'spec.selectors[1].cel',
      'spec.selectors[2].cel.expression',
      'spec.config[0].opaque.driver',
    ],
  },
]

/** Of a device class's selector. */
const syntax: {expression: string; expected: string}[] = [
  {expression: '', expected: `ERROR: <input>:1:0: Syntax error: mismatched input '<EOF>' ${expectedStart}`},
  {
    expression: 'f(',
    expected: `ERROR: <input>:1:3: Syntax error: mismatched input '<EOF>' ${expectedStart.replace("'('", "'(', ')'")}\n | f(\n | ..^`,
  },
  {
    expression: '[',
    expected: `ERROR: <input>:1:2: Syntax error: mismatched input '<EOF>' ${expectedStart.replace("'['", "'[', ']'").replace("'.'", "'.', ','").replace("'!'", "'!', '?'")}\n | [\n | .^`,
  },
  {
    expression: '{',
    expected: `ERROR: <input>:1:2: Syntax error: mismatched input '<EOF>' ${expectedStart.replace("'{'", "'{', '}'").replace("'.'", "'.', ','").replace("'!'", "'!', '?'")}\n | {\n | .^`,
  },
  {
    expression: 'a[',
    expected: `ERROR: <input>:1:3: Syntax error: mismatched input '<EOF>' ${expectedStart.replace("'!'", "'!', '?'")}\n | a[\n | ..^`,
  },
]

const params: {name: string; given: object; expected: string}[] = [
  {
    name: 'an operator that is none',
    given: {selector: {matchExpressions: [{key: 'a', operator: 'Foo'}]}, parameterNotFoundAction: 'Deny'},
    expected:
      'spec.paramRef.selector.matchExpressions[0].operator: Invalid value: "Foo": not a valid selector operator',
  },
  {
    name: 'no values where there must be some',
    given: {selector: {matchExpressions: [{key: 'a', operator: 'In'}]}, parameterNotFoundAction: 'Deny'},
    expected:
      "spec.paramRef.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
  },
  {
    name: 'a name that is a path',
    given: {name: 'x/y', parameterNotFoundAction: 'Allow'},
    expected: 'spec.paramRef.name: Invalid value: "x/y": may not contain \'/\'',
  },
]

describe('expressions that are wrong', () => {
  let api: TestApiServer
  before(async () => {
    api = await startTestApiServer()
  })
  after(() => api.close())

  for (const {name, path, body, expected} of cases)
    it(`are told together with what else is wrong with ${name}`, async () => {
      const {status, body: answer} = await answered(api, 'POST', path, {metadata: {name: 'bad'}, ...body})
      const {causes} = answer['details'] as {causes: {field: string}[]}

      assert.equal(status, 422)
      assert.deepEqual(
        causes.map(({field}) => field),
        expected,
      )
    })

  for (const {expression, expected} of syntax)
    it(`say what may come next in ${JSON.stringify(expression)}`, async () => {
      const spec = {selectors: [{cel: {expression}}]}
      const {body} = await answered(api, 'POST', '/apis/resource.k8s.io/v1/deviceclasses', {
        metadata: {name: 'bad'},
        spec,
      })

      assert.equal(String(body['message']).split('compilation failed: ')[1], expected)
    })

  for (const {name, given, expected} of params)
    it(`are not the only thing: the parameters of a binding may not have ${name}`, async () => {
      const spec = {policyName: 'p', validationActions: ['Deny'], paramRef: given}
      const path = `${admission}/validatingadmissionpolicybindings`
      const {body} = await answered(api, 'POST', path, {metadata: {name: 'bad'}, spec})

      assert.equal(
        body['message'],
        `ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io "bad" is invalid: ${expected}`,
      )
    })
})
