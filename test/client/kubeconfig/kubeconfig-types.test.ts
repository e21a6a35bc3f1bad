import assert from 'node:assert/strict'
import type {Kubeconfig} from '../../../src/client/kubeconfig/kubeconfig.ts'
import {repeatedName} from '../../../src/client/kubeconfig/repeated-name.ts'
import {typeProblem} from '../../../src/client/kubeconfig/type-problem.ts'

const types: {name: string; given: object; expected: string | undefined}[] = [
  {
    name: 'what fits is fine, and what nobody knows',
    given: {clusters: [null, {name: 'a'}], zip: 1},
    expected: undefined,
  },
  {
    name: 'the version is read before all else',
    given: {apiVersion: 1, clusters: 'a'},
    expected:
      "couldn't get version/kind; json parse error: json: cannot unmarshal number into Go struct field .apiVersion of type string",
  },
  {
    name: 'the first of several by the alphabet counts',
    given: {users: [{name: 1}], contexts: [{name: 5, context: {namespace: true}}]},
    expected: 'json: cannot unmarshal bool into Go struct field Context.contexts.context.namespace of type string',
  },
  {
    name: 'an entry that is no object',
    given: {contexts: ['a']},
    expected: 'json: cannot unmarshal string into Go struct field Config.contexts of type v1.NamedContext',
  },
  {
    name: 'a list that is none',
    given: {users: [{user: {exec: {env: {}}}}]},
    expected:
      'json: cannot unmarshal object into Go struct field ExecConfig.users.user.exec.env of type []v1.ExecEnvVar',
  },
  {
    name: 'a type with a name of its own',
    given: {users: [{user: {exec: {interactiveMode: 1}}}]},
    expected:
      'json: cannot unmarshal number into Go struct field ExecConfig.users.user.exec.interactiveMode of type v1.ExecInteractiveMode',
  },
  {
    name: 'values of a map',
    given: {users: [{user: {'as-user-extra': {a: [1]}}}]},
    expected: 'json: cannot unmarshal number into Go struct field AuthInfo.users.user.as-user-extra of type string',
  },
  {
    name: 'bytes that are not base64, before a token that is no text',
    given: {users: [{user: {token: 5, 'client-key-data': '*'}}]},
    expected: 'illegal base64 data at input byte 0',
  },
]

describe('types of a kubeconfig', () => {
  for (const {name, given, expected} of types) it(name, () => assert.equal(typeProblem(given), expected))

  it('refuse an entry whose name is there already, and show the list as Go does', () => {
    const config = {
      clusters: [
        {name: 'a', cluster: {server: 'x', 'certificate-authority-data': 'aGk='}},
        {name: 'a', cluster: {'insecure-skip-tls-verify': true, extensions: [{name: 'b', extension: 1}]}},
      ],
    } as unknown as Kubeconfig

    assert.equal(
      repeatedName(config),
      'error converting *[]NamedCluster into *map[string]*api.Cluster: duplicate name "a" in list: [{a {x  false  [104 105]  false []}} {a {  true  []  false [{b {[49] <nil>}}]}}]',
    )
    assert.equal(repeatedName({clusters: [{name: 'a', cluster: {}}]} as unknown as Kubeconfig), undefined)
  })

  it('refuse an extension whose name is there already, wherever it is and before the entry that has it; one without a value does not count', () => {
    const twice = {extensions: [{name: 'b', extension: {c: '<', a: 1}}, {name: 'b'}]}
    const whole = {extensions: [null, null, {name: 'b', extension: null}, {name: 'b', extension: 1}]}
    const given: unknown[] = [
      {preferences: twice},
      {clusters: [{name: 'a'}, {name: 'a', cluster: twice}]},
      {users: [null, {user: null}]},
      {contexts: [null, {name: 'c', context: whole}], ...whole},
      twice,
    ]

    const said = given.map(config => repeatedName(config as Kubeconfig))

    const dump = '[{b {[123 34 97 34 58 49 44 34 99 34 58 34 92 117 48 48 51 99 34 125] <nil>}} {b {[] <nil>}}]'
    const extension = `error converting *[]NamedExtension into *map[string]runtime.Object: duplicate name "b" in list: ${dump}`
    const user = '{ { []  []     [] map[]   <nil> <nil> []}}'
    assert.deepEqual(said, [
      extension,
      extension,
      `error converting *[]NamedAuthInfo into *map[string]*api.AuthInfo: duplicate name "" in list: [${user} ${user}]`,
      undefined,
      extension,
    ])
  })
})
