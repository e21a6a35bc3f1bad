import {admissionNamespace} from './compare-admission.ts'
import type {AdmissionScenario, Step} from './scenarios.ts'

type Json = Record<string, unknown>

const registration = '/apis/admissionregistration.k8s.io/v1beta1'
const core = `/api/v1/namespaces/${admissionNamespace}`
const apps = `/apis/apps/v1/namespaces/${admissionNamespace}`

const everything = [
  {
    apiGroups: ['*'],
    apiVersions: ['*'],
    operations: ['CREATE', 'UPDATE'],
    resources: ['pods', 'configmaps', 'deployments', 'services'],
  },
]

interface PolicyOptions extends Json {
  bound?: Json | false
}

let count = 0

/** A policy that is about what bears the scenario's label, and a binding of it. */
function policy(scenario: string, {bound = {}, ...spec}: PolicyOptions, suffix = ''): Step[] {
  const name = `m-${scenario}${suffix}`
  const {matchConstraints = {}, ...rest} = spec as {matchConstraints?: Json}
  const made: Step = {
    path: `${registration}/mutatingadmissionpolicies`,
    body: {
      metadata: {name},
      spec: {
        matchConstraints: {
          resourceRules: everything,
          objectSelector: {matchLabels: {scenario}},
          ...matchConstraints,
        },
        reinvocationPolicy: 'Never',
        ...rest,
      },
    },
  }
  if (bound === false) return [made]
  const binding = {metadata: {name}, spec: {policyName: name, ...bound}}
  return [made, {path: `${registration}/mutatingadmissionpolicybindings`, body: binding}]
}

const apply = (expression: string): Json => ({patchType: 'ApplyConfiguration', applyConfiguration: {expression}})
const patch = (expression: string): Json => ({patchType: 'JSONPatch', jsonPatch: {expression}})

const configMap = (scenario: string, more: Json = {}): Step => ({
  path: `${core}/configmaps`,
  body: {metadata: {name: `c-${scenario}-${++count}`, labels: {scenario}}, data: {a: '1'}, ...more},
})
const pod = (scenario: string, spec: Json = {}): Step => ({
  path: `${core}/pods`,
  body: {
    metadata: {name: `p-${scenario}-${++count}`, labels: {scenario}},
    spec: {containers: [{name: 'c', image: 'nginx'}], ...spec},
  },
})
const deployment = (scenario: string): Step => ({
  path: `${apps}/deployments`,
  body: {
    metadata: {name: `d-${scenario}-${++count}`, labels: {scenario}},
    spec: {
      selector: {matchLabels: {app: 'd'}},
      template: {metadata: {labels: {app: 'd'}}, spec: {containers: [{name: 'c', image: 'nginx'}]}},
    },
  },
})

/** What a mutation does to a ConfigMap, a Pod and a Deployment. */
const each = (name: string, mutations: Json[], more: PolicyOptions = {}): AdmissionScenario => ({
  name,
  given: policy(name, {mutations, ...more}),
  writes: [configMap(name), pod(name), deployment(name)],
})

const expressions: Record<string, string> = {
  labels: 'Object{metadata: Object.metadata{labels: {"made": "by-policy"}}}',
  'labels-from-object': 'Object{metadata: Object.metadata{labels: {"copy": object.metadata.name}}}',
  annotations: 'Object{metadata: Object.metadata{annotations: {"n": string(1 + 2)}}}',
  'init-container':
    'Object{spec: Object.spec{initContainers: [Object.spec.initContainers{name: "i", image: "busybox", args: ["a", "b"], restartPolicy: "Always"}]}}',
  'same-container': 'Object{spec: Object.spec{containers: [Object.spec.containers{name: "c", image: "httpd"}]}}',
  'other-container': 'Object{spec: Object.spec{containers: [Object.spec.containers{name: "d", image: "httpd"}]}}',
  env: 'Object{spec: Object.spec{containers: [Object.spec.containers{name: "c", env: [Object.spec.containers.env{name: "E", value: "v"}]}]}}',
  'host-network': 'Object{spec: Object.spec{hostNetwork: true}}',
  grace: 'Object{spec: Object.spec{terminationGracePeriodSeconds: 5}}',
  replicas: 'Object{spec: Object.spec{replicas: 3}}',
  'empty-object': 'Object{}',
  'wrong-name': 'Object{spec: Object.wrong{replicas: 3}}',
  'wrong-names': 'Object{spec: Object.spec{template: Object.spec.tmpl{spec: Object.spec.template.spec2{}}}}',
  'unknown-field': 'Object{spec: Object.spec{nosuch: true}}',
  'wrong-type': 'Object{spec: Object.spec{replicas: "three"}}',
  'wrong-type-of-list': 'Object{spec: Object.spec{containers: Object.spec.containers{name: "c"}}}',
  'wrong-type-of-data': 'Object{data: {"n": 1}}',
  'atomic-list': 'Object{spec: Object.spec{tolerations: [Object.spec.tolerations{key: "k"}]}}',
  'atomic-args': 'Object{spec: Object.spec{containers: [Object.spec.containers{name: "c", args: ["x"]}]}}',
  'atomic-struct': 'Object{spec: Object.spec{selector: Object.spec.selector{matchLabels: {"a": "b"}}}}',
  'null-value': 'Object{metadata: Object.metadata{labels: null}}',
  'null-scalar': 'Object{spec: Object.spec{hostNetwork: null}}',
  'optional-there': 'Object{metadata: Object.metadata{?labels: optional.of({"o": "1"})}}',
  'optional-absent': 'Object{metadata: Object.metadata{?labels: optional.none()}}',
  'optional-from-object': 'Object{metadata: Object.metadata{labels: {?"o": object.metadata.?labels["scenario"]}}}',
  'set-finalizer': 'Object{metadata: Object.metadata{finalizers: ["example.com/f"]}}',
  'condition-in-it':
    'has(object.spec) ? Object{metadata: Object.metadata{labels: {"spec": "yes"}}} : Object{metadata: Object.metadata{labels: {"spec": "no"}}}',
  'whole-value-of-object': 'Object{metadata: Object.metadata{annotations: object.metadata.labels}}',
  'fails-at-run-time': 'Object{metadata: Object.metadata{labels: {"x": object.nosuch}}}',
  divided: 'Object{metadata: Object.metadata{labels: {"x": string(1 / 0)}}}',
  'double-for-int': 'Object{spec: Object.spec{replicas: 2.0}}',
  'fraction-for-int': 'Object{spec: Object.spec{replicas: 2.5}}',
  'quantity-as-text':
    'Object{spec: Object.spec{containers: [Object.spec.containers{name: "c", resources: Object.spec.containers.resources{limits: {"cpu": "100m"}}}]}}',
  'list-item-without-key': 'Object{spec: Object.spec{containers: [Object.spec.containers{image: "x"}]}}',
  'duplicate-items':
    'Object{spec: Object.spec{containers: [Object.spec.containers{name: "c"}, Object.spec.containers{name: "c"}]}}',
  'name-changed': 'Object{metadata: Object.metadata{name: "other"}}',
  'kind-changed': 'Object{kind: "Other", apiVersion: "v9"}',
  'namespace-object': 'Object{metadata: Object.metadata{labels: {"team": namespaceObject.metadata.labels["team"]}}}',
  request:
    'Object{metadata: Object.metadata{annotations: {"op": request.operation, "by": request.userInfo.username, "k": request.kind.kind, "r": request.resource.resource}}}',
  authorizer:
    'Object{metadata: Object.metadata{labels: {"may": string(authorizer.group("").resource("pods").check("create").allowed())}}}',
  'old-object-null': 'Object{metadata: Object.metadata{labels: {"old": string(oldObject == null)}}}',
  'map-with-names': 'Object{metadata: Object.metadata{labels: Object.metadata.labels{a: "b"}}}',
  'bool-label': 'Object{metadata: Object.metadata{labels: {"a": true}}}',
  'from-equality': 'Object{} == Object{} ? Object{metadata: Object.metadata{labels: {"eq": "yes"}}} : Object{}',
  'get-field': 'Object{metadata: Object.metadata{labels: {"x": Object{kind: "K"}.kind}}}',
  'has-field':
    'Object{metadata: Object.metadata{labels: {"x": string(has(Object{kind: "K"}.kind)), "y": string(has(Object{}.kind))}}}',
  'timestamp-value': 'Object{metadata: Object.metadata{annotations: {"x": string(timestamp("2020-01-01T00:00:00Z"))}}}',
  'image-pull-secrets': 'Object{spec: Object.spec{imagePullSecrets: [Object.spec.imagePullSecrets{name: "s"}]}}',
  'security-context': 'Object{spec: Object.spec{securityContext: Object.spec.securityContext{runAsUser: 1000}}}',
  'node-selector': 'Object{spec: Object.spec{nodeSelector: {"a": "b"}}}',
}

const patches: Record<string, string> = {
  'p-add-label': '[JSONPatch{op: "add", path: "/metadata/labels/x", value: "1"}]',
  'p-replace-image': '[JSONPatch{op: "replace", path: "/spec/containers/0/image", value: "httpd"}]',
  'p-remove-data': '[JSONPatch{op: "remove", path: "/data"}]',
  'p-test-true':
    '[JSONPatch{op: "test", path: "/metadata/labels/scenario", value: "p-test-true"}, JSONPatch{op: "add", path: "/metadata/labels/t", value: "1"}]',
  'p-test-false':
    '[JSONPatch{op: "test", path: "/metadata/labels/scenario", value: "no"}, JSONPatch{op: "add", path: "/metadata/labels/t", value: "1"}]',
  'p-test-missing':
    '[JSONPatch{op: "test", path: "/nowhere/at/all", value: "no"}, JSONPatch{op: "add", path: "/metadata/labels/t", value: "1"}]',
  'p-copy': '[JSONPatch{op: "copy", from: "/metadata/labels/scenario", path: "/metadata/labels/copy"}]',
  'p-move': '[JSONPatch{op: "move", from: "/metadata/labels/scenario", path: "/metadata/labels/moved"}]',
  'p-escape': '[JSONPatch{op: "add", path: "/metadata/labels/" + jsonpatch.escapeKey("example.com/x~y"), value: "1"}]',
  'p-escape-good':
    '[JSONPatch{op: "add", path: "/metadata/labels/" + jsonpatch.escapeKey("example.com/x"), value: "1"}]',
  'p-object': '[JSONPatch{op: "add", path: "/metadata/annotations", value: Object.metadata.annotations{a: "b"}}]',
  'p-object-mismatch': '[JSONPatch{op: "add", path: "/spec/x", value: Object.spec{template: Object.other{}}}]',
  'p-map': '[JSONPatch{op: "add", path: "/metadata/annotations", value: {"a": "b", "c": "d"}}]',
  'p-unknown-op': '[JSONPatch{op: "frobnicate", path: "/x"}]',
  'p-no-op': '[JSONPatch{path: "/x"}]',
  'p-no-path': '[JSONPatch{op: "add", value: 1}]',
  'p-bad-path': '[JSONPatch{op: "add", path: "metadata", value: 1}]',
  'p-missing-parent': '[JSONPatch{op: "add", path: "/spec/no/such", value: 1}]',
  'p-remove-missing': '[JSONPatch{op: "remove", path: "/metadata/labels/no"}]',
  'p-unknown-field': '[JSONPatch{op: "add", path: "/spec/nosuch", value: 1}]',
  'p-top-unknown': '[JSONPatch{op: "add", path: "/nosuch", value: 1}]',
  'p-wrong-type': '[JSONPatch{op: "add", path: "/metadata/labels", value: "text"}]',
  'p-index': '[JSONPatch{op: "add", path: "/spec/containers/9", value: {"name": "x"}}]',
  'p-append': '[JSONPatch{op: "add", path: "/spec/containers/-", value: {"name": "x", "image": "y"}}]',
  'p-empty': '[]',
  'p-empty-typed': '[JSONPatch{op: "add", path: "/metadata/labels/a", value: "1"}].filter(x, false)',
  'p-null': '[JSONPatch{op: "add", path: "/metadata/annotations", value: null}]',
  'p-int': '[JSONPatch{op: "add", path: "/spec/terminationGracePeriodSeconds", value: 7}]',
  'p-list': '[JSONPatch{op: "add", path: "/metadata/finalizers", value: ["example.com/f"]}]',
  'p-fields':
    '[JSONPatch{op: "add", path: "/metadata/labels", value: {"op": JSONPatch{op: "o"}.op, "has": string(has(JSONPatch{}.op)), "eq": string(JSONPatch{op: "a"} == JSONPatch{op: "a"}), "scenario": "p-fields"}}]',
  'p-conditional': 'has(object.data) ? [JSONPatch{op: "add", path: "/data/b", value: "2"}] : []',
  'p-kind': '[JSONPatch{op: "replace", path: "/kind", value: "Other"}]',
  'p-name': '[JSONPatch{op: "replace", path: "/metadata/name", value: "other"}]',
  'p-duration': '[JSONPatch{op: "add", path: "/metadata/labels/d", value: duration("1h")}]',
}

const bad: Record<string, Json> = {
  'bad-expression': {mutations: [apply('Object{')]},
  'bad-type': {mutations: [apply('true')]},
  'bad-type-spec': {mutations: [apply('Object.spec{}')]},
  'bad-undeclared': {mutations: [apply('Object{metadata: nothing}')]},
  'bad-patch-type': {mutations: [patch('JSONPatch{op: "add"}')]},
  'bad-patch-list': {mutations: [patch('[1, 2]')]},
  'bad-patch-field': {mutations: [patch('[JSONPatch{nosuch: 1}]')]},
  'bad-patch-op-type': {mutations: [patch('[JSONPatch{op: 1}]')]},
  'bad-empty': {mutations: [apply('  ')]},
  'bad-no-mutations': {mutations: []},
  'bad-no-patch-type': {mutations: [{}]},
  'bad-other-patch-type': {mutations: [{patchType: 'Merge'}]},
  'bad-missing-config': {mutations: [{patchType: 'ApplyConfiguration'}]},
  'bad-missing-json': {mutations: [{patchType: 'JSONPatch'}]},
  'bad-both': {mutations: [{...apply('Object{}'), jsonPatch: {expression: '[JSONPatch{}]'}}]},
  'bad-both-json': {mutations: [{...patch('[JSONPatch{}]'), applyConfiguration: {expression: ''}}]},
  'bad-reinvocation': {mutations: [apply('Object{}')], reinvocationPolicy: 'Sometimes'},
  'bad-no-reinvocation': {mutations: [apply('Object{}')], reinvocationPolicy: ''},
  'bad-failure-policy': {mutations: [apply('Object{}')], failurePolicy: 'Maybe'},
  'bad-delete': {
    mutations: [apply('Object{}')],
    matchConstraints: {resourceRules: [{...everything[0], operations: ['DELETE', 'CREATE', 'x']}]},
  },
  'bad-no-rules': {mutations: [apply('Object{}')], matchConstraints: {resourceRules: []}},
  'bad-names': {
    mutations: [apply('Object{}')],
    matchConstraints: {resourceRules: [{...everything[0], resourceNames: ['a', 'a', 'b/c']}]},
  },
  'bad-param-kind': {mutations: [apply('Object{}')], paramKind: {apiVersion: 'a/b/c', kind: 'X Y'}},
  'bad-param-version': {mutations: [apply('Object{}')], paramKind: {apiVersion: 'A_B/9', kind: ''}},
  'bad-condition': {mutations: [apply('Object{}')], matchConditions: [{name: 'a b', expression: '1'}]},
  'bad-condition-variable': {
    mutations: [apply('Object{}')],
    variables: [{name: 'v', expression: '1'}],
    matchConditions: [{name: 'a', expression: 'variables.v == 1'}],
  },
  'bad-variable': {
    mutations: [apply('Object{metadata: Object.metadata{labels: {"a": variables.v}}}')],
    variables: [
      {name: 'v', expression: 'nothing'},
      {name: '1x', expression: ''},
      {name: 'namespace', expression: '1'},
    ],
  },
  'bad-variable-object': {mutations: [apply('Object{}')], variables: [{name: 'v', expression: 'Object{}'}]},
  'bad-params-without-kind': {mutations: [apply('Object{metadata: Object.metadata{labels: {"a": params.x}}}')]},
  'bad-selector': {
    mutations: [apply('Object{}')],
    matchConstraints: {namespaceSelector: {matchExpressions: [{key: 'a b', operator: 'Foo'}]}},
  },
  'bad-many-things': {
    failurePolicy: 'x',
    paramKind: {apiVersion: '', kind: ''},
    matchConstraints: {matchPolicy: 'x', resourceRules: []},
    matchConditions: [{name: '', expression: ''}],
    variables: [{name: '', expression: ''}],
    mutations: [apply('1'), patch('2')],
    reinvocationPolicy: 'x',
  },
}

const badBindings: Record<string, Json> = {
  'b-empty': {},
  'b-name': {policyName: 'A B'},
  'b-ref-empty': {policyName: 'x', paramRef: {}},
  'b-ref-both': {policyName: 'x', paramRef: {name: 'a', selector: {}, parameterNotFoundAction: 'Deny'}},
  'b-ref-action': {policyName: 'x', paramRef: {name: 'a/b', parameterNotFoundAction: 'Perhaps'}},
  'b-delete': {policyName: 'x', matchResources: {resourceRules: [{...everything[0], operations: ['DELETE']}]}},
  'b-good': {
    policyName: 'x',
    matchResources: {resourceRules: everything},
    paramRef: {name: 'a', parameterNotFoundAction: 'Allow'},
  },
}

const label = (key: string, value: string): string => `Object{metadata: Object.metadata{labels: {"${key}": ${value}}}}`

/** Policies that work together, with parameters, conditions, variables and failures. */
const composed: AdmissionScenario[] = [
  each('variables', [apply(label('v', 'variables.both'))], {
    variables: [
      {name: 'one', expression: 'object.metadata.name'},
      {name: 'both', expression: 'variables.one.substring(0, 1) + "x"'},
    ],
  }),
  each('variable-fails', [apply(label('v', 'variables.one'))], {
    variables: [{name: 'one', expression: 'object.nosuch'}],
  }),
  each('ignored-failure', [apply(label('v', 'object.nosuch'))], {failurePolicy: 'Ignore'}),
  each('ignored-then-more', [apply(label('v', 'object.nosuch')), apply(label('w', '"1"'))], {failurePolicy: 'Ignore'}),
  each('two-failures', [apply(label('v', 'object.nosuch')), patch('[JSONPatch{op: "remove", path: "/x"}]')]),
  each('conditions-met', [apply(label('v', '"1"'))], {
    matchConditions: [
      {name: 'a', expression: 'true'},
      {name: 'b', expression: 'has(object.spec)'},
    ],
  }),
  each('conditions-fail', [apply(label('v', '"1"'))], {
    matchConditions: [{name: 'a', expression: 'object.nosuch == 1'}],
  }),
  each('conditions-fail-twice', [apply(label('v', '"1"'))], {
    matchConditions: [
      {name: 'a', expression: 'object.nosuch == 1'},
      {name: 'b', expression: 'object.other == 1'},
    ],
  }),
  each('conditions-fail-ignored', [apply(label('v', '"1"'))], {
    failurePolicy: 'Ignore',
    matchConditions: [{name: 'a', expression: 'object.nosuch == 1'}],
  }),
  each('condition-namespace', [apply(label('v', '"1"'))], {
    matchConditions: [{name: 'a', expression: 'namespaceObject == null'}],
  }),
  each('two-mutations', [
    apply(label('v', '"1"')),
    patch('[JSONPatch{op: "copy", from: "/metadata/labels/v", path: "/metadata/labels/w"}]'),
  ]),
  each('invalid-result', [apply(label('not a key!', '"1"'))]),
  each('unbound', [apply(label('v', '"1"'))], {bound: false}),
  each('binding-elsewhere', [apply(label('v', '"1"'))], {
    bound: {matchResources: {namespaceSelector: {matchLabels: {team: 'other'}}}},
  }),
  each('binding-here', [apply(label('v', '"1"'))], {
    bound: {matchResources: {namespaceSelector: {matchLabels: {team: 'admission'}}}},
  }),
  each('binding-rules', [apply(label('v', '"1"'))], {
    bound: {
      matchResources: {
        resourceRules: [{apiGroups: ['apps'], apiVersions: ['v1'], operations: ['*'], resources: ['deployments']}],
      },
    },
  }),
  each('excluded', [apply(label('v', '"1"'))], {
    matchConstraints: {
      excludeResourceRules: [{apiGroups: [''], apiVersions: ['*'], operations: ['*'], resources: ['pods']}],
    },
  }),
  each('unknown-params', [apply(label('v', '"1"'))], {
    paramKind: {apiVersion: 'example.com/v1', kind: 'Nothing'},
    bound: {paramRef: {name: 'x', parameterNotFoundAction: 'Deny'}},
  }),
  each('unknown-params-ignored', [apply(label('v', '"1"'))], {
    failurePolicy: 'Ignore',
    paramKind: {apiVersion: 'example.com/v1', kind: 'Nothing'},
    bound: {paramRef: {name: 'x', parameterNotFoundAction: 'Deny'}},
  }),
  each('params-absent-denied', [apply(label('v', 'params.data.v'))], {
    paramKind: {apiVersion: 'v1', kind: 'ConfigMap'},
    bound: {paramRef: {name: 'nowhere', parameterNotFoundAction: 'Deny'}},
  }),
  each('params-absent-allowed', [apply(label('v', 'params.data.v'))], {
    paramKind: {apiVersion: 'v1', kind: 'ConfigMap'},
    bound: {paramRef: {name: 'nowhere', parameterNotFoundAction: 'Allow'}},
  }),
  each('params-unset', [apply(label('v', 'string(params == null)'))], {
    paramKind: {apiVersion: 'v1', kind: 'ConfigMap'},
  }),
  {
    name: 'params',
    given: [
      {
        path: `${core}/configmaps`,
        body: {metadata: {name: 'params-one', labels: {params: 'a'}}, data: {v: 'one', k: 'x'}},
      },
      {
        path: `${core}/configmaps`,
        body: {metadata: {name: 'params-two', labels: {params: 'a'}}, data: {v: 'two', k: 'y'}},
      },
      ...policy('params', {
        mutations: [apply(label('v', 'params.data.v'))],
        paramKind: {apiVersion: 'v1', kind: 'ConfigMap'},
        bound: {paramRef: {name: 'params-one', namespace: admissionNamespace, parameterNotFoundAction: 'Deny'}},
      }),
    ],
    writes: [configMap('params'), pod('params'), deployment('params')],
  },
  each('params-own-namespace', [apply(label('v', 'params.data.v'))], {
    paramKind: {apiVersion: 'v1', kind: 'ConfigMap'},
    bound: {paramRef: {name: 'params-two', parameterNotFoundAction: 'Deny'}},
  }),
  each(
    'params-selected',
    [patch('[JSONPatch{op: "add", path: "/metadata/labels/" + params.data.k, value: params.data.v}]')],
    {
      paramKind: {apiVersion: 'v1', kind: 'ConfigMap'},
      bound: {paramRef: {selector: {matchLabels: {params: 'a'}}, parameterNotFoundAction: 'Deny'}},
    },
  ),
  {
    name: 'reinvoked',
    given: [
      ...policy(
        'reinvoked',
        {
          mutations: [apply(label('a', 'has(object.metadata.labels.b) ? "saw-b" : "first"'))],
          reinvocationPolicy: 'IfNeeded',
        },
        '-1',
      ),
      ...policy('reinvoked', {mutations: [apply(label('b', '"set"'))]}, '-2'),
    ],
    writes: [configMap('reinvoked'), pod('reinvoked')],
  },
  {
    name: 'in-tree-again',
    given: policy('in-tree-again', {
      mutations: [patch('[JSONPatch{op: "add", path: "/spec/containers/-", value: {"name": "side", "image": "x"}}]')],
    }),
    writes: [pod('in-tree-again')],
  },
  {
    name: 'updates',
    given: policy('updates', {mutations: [apply(label('was', 'oldObject == null ? "new" : oldObject.data.a'))]}),
    writes: [
      {path: `${core}/configmaps`, body: {metadata: {name: 'u', labels: {scenario: 'updates'}}, data: {a: '1'}}},
      {
        method: 'PATCH',
        path: `${core}/configmaps/u`,
        headers: {'content-type': 'application/merge-patch+json'},
        body: {data: {a: '2'}},
      },
      {
        method: 'PUT',
        path: `${core}/configmaps/u`,
        body: {metadata: {name: 'u', labels: {scenario: 'updates'}}, data: {a: '3'}},
      },
      {
        method: 'PATCH',
        path: `${core}/configmaps/u?fieldManager=m&force=true`,
        headers: {'content-type': 'application/apply-patch+yaml'},
        body: {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'u'}, data: {a: '4'}},
      },
      {path: `${core}/configmaps?dryRun=All`, body: {metadata: {name: 'dry', labels: {scenario: 'updates'}}}},
      {method: 'DELETE', path: `${core}/configmaps/u`},
    ],
  },
  {
    name: 'kinds',
    given: policy('kinds', {mutations: [apply('Object{}')]}),
    writes: [
      ...['mutatingadmissionpolicies', 'mutatingadmissionpolicybindings'].flatMap((plural): Step[] => [
        {method: 'GET', path: `${registration}/${plural}/m-kinds`},
        {method: 'GET', path: `/apis/admissionregistration.k8s.io/v1alpha1/${plural}/m-kinds`},
        {
          method: 'GET',
          path: `${registration}/${plural}/m-params`,
          headers: {accept: 'application/json;as=Table;v=v1;g=meta.k8s.io'},
        },
        {
          method: 'PATCH',
          path: `${registration}/${plural}/m-kinds`,
          headers: {'content-type': 'application/merge-patch+json'},
          body: {metadata: {labels: {a: 'b'}}},
        },
        {
          method: 'PATCH',
          path: `${registration}/${plural}/m-kinds`,
          headers: {'content-type': 'application/merge-patch+json'},
          body: {spec: {matchConstraints: {matchPolicy: 'Exact'}, matchResources: {matchPolicy: 'Exact'}}},
        },
        {method: 'DELETE', path: `${registration}/${plural}/m-kinds`},
      ]),
      {method: 'GET', path: '/apis/admissionregistration.k8s.io'},
      {
        path: '/apis/admissionregistration.k8s.io/v1alpha1/mutatingadmissionpolicybindings',
        body: {metadata: {name: 'alpha'}, spec: {policyName: 'none', paramRef: {name: 'x'}}},
      },
    ],
  },
]

export const mutatingPolicyScenarios: AdmissionScenario[] = [
  ...Object.entries(expressions).map(([name, expression]) => each(name, [apply(expression)])),
  ...Object.entries(patches).map(([name, expression]) => each(name, [patch(expression)])),
  ...Object.entries(bad).map(
    ([name, spec]): AdmissionScenario => ({name, given: policy(name, {...spec, bound: false})}),
  ),
  ...Object.entries(badBindings).map(
    ([name, spec]): AdmissionScenario => ({
      name,
      given: [{path: `${registration}/mutatingadmissionpolicybindings`, body: {metadata: {name}, spec}}],
    }),
  ),
  ...composed,
]
