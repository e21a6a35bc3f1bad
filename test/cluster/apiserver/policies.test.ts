import assert from 'node:assert/strict'
import type {TestApiServer} from '../../support/api-server.ts'

type Json = Record<string, unknown>

const group = '/apis/admissionregistration.k8s.io/v1'
const configMaps = '/api/v1/namespaces/default/configmaps'
const rules = [{apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['configmaps']}]

describe('validating admission policies', () => {
  let api: TestApiServer
  let startTestApiServer: typeof import('../../support/api-server.ts').startTestApiServer
  let answered: typeof import('../../support/custom-server.ts').answered
  before(async () => {
    ;({startTestApiServer} = await import('../../support/api-server.ts'))
    ;({answered} = await import('../../support/custom-server.ts'))
  })
  beforeEach(async () => {
    api = await startTestApiServer()
  })
  afterEach(() => api.close())

  const policy = (spec: Json) =>
    answered(api, 'POST', `${group}/validatingadmissionpolicies`, {
      metadata: {name: 'p'},
      spec: {matchConstraints: {resourceRules: rules}, ...spec},
    })
  const bind = (spec: Json = {}) =>
    answered(api, 'POST', `${group}/validatingadmissionpolicybindings`, {
      metadata: {name: 'b'},
      spec: {policyName: 'p', validationActions: ['Deny'], ...spec},
    })
  const create = (name = 'a', data: Json = {}) => answered(api, 'POST', configMaps, {metadata: {name}, data})
  const prefix = (name: string): string =>
    `configmaps "${name}" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: `

  it('denies with the message that an expression makes, and its reason', async () => {
    await policy({
      variables: [{name: 'size', expression: 'has(object.data) ? object.data.size() : 0'}],
      validations: [
        {
          expression: 'variables.size < 2',
          messageExpression: "'too many: ' + string(variables.size)",
          reason: 'Forbidden',
        },
      ],
    })
    await bind()

    const few = await create('few', {a: '1'})
    const many = await create('many', {a: '1', b: '2'})

    assert.equal(few.status, 201)
    assert.equal(many.status, 403)
    assert.equal(many.body['message'], `${prefix('many')}too many: 2`)
  })

  it('asks what service accounts may do', async () => {
    await policy({
      validations: [
        {
          expression: `authorizer.serviceAccount('default', 'x').group('').resource('pods').check('get').allowed() && authorizer.serviceAccount('default', 'y').path('/x').check('get').errored()`,
          message: 'asked',
        },
      ],
    })
    await bind()

    const {body} = await create()

    assert.equal(body['message'], `${prefix('a')}asked`)
  })

  it('warns instead where its binding says so', async () => {
    await policy({validations: [{expression: 'false', message: 'never'}]})
    await bind({validationActions: ['Warn']})

    const {status, warnings} = await create()

    assert.equal(status, 201)
    assert.deepEqual(warnings, [`299 - "Validation failed for ValidatingAdmissionPolicy 'p' with binding 'b': never"`])
  })

  it('reads parameters', async () => {
    await create('limits', {most: '1'})
    await policy({
      paramKind: {apiVersion: 'v1', kind: 'ConfigMap'},
      validations: [{expression: 'object.data.size() <= int(params.data.most)'}],
    })
    await bind({paramRef: {name: 'limits', parameterNotFoundAction: 'Deny'}})

    const denied = await create('b', {x: '1', y: '2'})
    await answered(api, 'DELETE', `${configMaps}/limits`)
    const without = await create('c', {})

    assert.equal(denied.body['message'], `${prefix('b')}failed expression: object.data.size() <= int(params.data.most)`)
    assert.equal(
      without.body['message'],
      `${prefix('c')}failed to configure binding: no params found for policy binding with \`Deny\` parameterNotFoundAction`,
    )
  })

  it('asks what the user may do', async () => {
    await policy({
      validations: [
        {expression: "authorizer.group('').resource('pods').namespace('default').check('create').allowed()"},
      ],
    })
    await bind()

    assert.equal((await create()).status, 201)
  })

  it('fails closed or open when an expression fails', async () => {
    await policy({failurePolicy: 'Ignore', validations: [{expression: 'object.data.nope == 1'}]})
    await bind()
    const open = await create('open', {a: '1'})
    await answered(api, 'DELETE', `${group}/validatingadmissionpolicies/p`)
    await policy({validations: [{expression: "object.data.nope == 'x'"}]})
    const closed = await create('closed', {a: '1'})

    assert.equal(open.status, 201)
    assert.equal(
      closed.body['message'],
      `${prefix('closed')}expression 'object.data.nope == 'x'' resulted in error: no such key: nope`,
    )
  })

  it('refuses a policy whose expression does not compile', async () => {
    const {body} = await policy({validations: [{expression: 'nope == 1'}]})

    assert.equal(
      body['message'],
      `ValidatingAdmissionPolicy.admissionregistration.k8s.io "p" is invalid: spec.validations[0].expression: Invalid value: "nope == 1": compilation failed: ERROR: <input>:1:1: undeclared reference to 'nope' (in container '')\n | nope == 1\n | ^`,
    )
  })
})
