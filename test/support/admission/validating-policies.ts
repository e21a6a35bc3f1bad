import {admissionNamespace} from './compare-admission.ts'
import type {AdmissionScenario, Step} from './scenarios.ts'

type Json = Record<string, unknown>

const registration = '/apis/admissionregistration.k8s.io/v1'
const core = `/api/v1/namespaces/${admissionNamespace}`

const rule = {apiGroups: [''], apiVersions: ['v1'], operations: ['*'], resources: ['configmaps', 'pods', 'pods/*']}

interface PolicyOptions extends Json {
  bound?: Json | false
  matchConstraints?: Json
}

/** A policy that is about what bears the scenario's label, and a binding of it. */
function policy(scenario: string, {bound = {}, matchConstraints, ...spec}: PolicyOptions, suffix = ''): Step[] {
  const name = `v-${scenario}${suffix}`
  const constraints = {
    resourceRules: [rule],
    objectSelector: {matchLabels: {scenario}},
    ...matchConstraints,
  }
  const made: Step = {
    path: `${registration}/validatingadmissionpolicies`,
    body: {metadata: {name}, spec: {matchConstraints: constraints, ...spec}},
  }
  if (bound === false) return [made]
  const binding = {metadata: {name}, spec: {policyName: name, validationActions: ['Deny'], ...bound}}
  return [made, {path: `${registration}/validatingadmissionpolicybindings`, body: binding}]
}

const write = (scenario: string, data: Json = {a: '1', b: '2'}, suffix = ''): Step => ({
  path: `${core}/configmaps`,
  body: {metadata: {name: `v-${scenario}${suffix}`, labels: {scenario}}, data},
})

const simple = (name: string, options: PolicyOptions): AdmissionScenario => ({
  name: `v-${name}`,
  given: policy(name, options),
  writes: [write(name)],
})

const good: Record<string, PolicyOptions> = {
  denied: {validations: [{expression: 'false'}]},
  'denied-message': {validations: [{expression: 'false', message: ' no way '}]},
  'denied-long': {validations: [{expression: '  object.data.size() > 5  '}]},
  'denied-message-expression': {
    validations: [{expression: 'false', messageExpression: '"size " + string(object.data.size())', message: 'm'}],
  },
  'denied-message-empty': {validations: [{expression: 'false', messageExpression: '" "', message: 'm'}]},
  'denied-message-lines': {validations: [{expression: 'false', messageExpression: '"a\\nb"', message: 'm'}]},
  'denied-message-fails': {validations: [{expression: 'false', messageExpression: 'object.nosuch', message: 'm'}]},
  'denied-message-authorizer': {
    validations: [{expression: 'false', messageExpression: 'string(namespaceObject.metadata.name)'}],
  },
  'denied-forbidden': {validations: [{expression: 'false', reason: 'Forbidden'}]},
  'denied-unauthorized': {validations: [{expression: 'false', reason: 'Unauthorized'}]},
  'denied-too-large': {validations: [{expression: 'false', reason: 'RequestEntityTooLarge'}]},
  'denied-invalid': {validations: [{expression: 'false', reason: 'Invalid'}]},
  'two-denied': {
    validations: [
      {expression: 'false', message: 'one'},
      {expression: 'false', message: 'two'},
    ],
  },
  'second-denied': {validations: [{expression: 'true'}, {expression: 'false', message: 'two'}]},
  fails: {validations: [{expression: 'object.nosuch == 1'}]},
  'fails-ignored': {failurePolicy: 'Ignore', validations: [{expression: 'object.nosuch == 1'}]},
  'fails-and-denied-ignored': {
    failurePolicy: 'Ignore',
    validations: [{expression: 'object.nosuch == 1'}, {expression: 'false'}],
  },
  warned: {validations: [{expression: 'false', message: 'careful'}], bound: {validationActions: ['Warn']}},
  audited: {validations: [{expression: 'false', message: 'noted'}], bound: {validationActions: ['Audit']}},
  'warned-and-audited': {
    validations: [{expression: 'true'}, {expression: 'false', message: 'noted'}],
    bound: {validationActions: ['Warn', 'Audit']},
  },
  'denied-and-audited': {
    validations: [{expression: 'false', message: 'noted'}],
    bound: {validationActions: ['Audit', 'Deny']},
  },
  'fails-audited': {validations: [{expression: 'object.nosuch == 1'}], bound: {validationActions: ['Audit', 'Warn']}},
  annotated: {auditAnnotations: [{key: 'size', valueExpression: 'string(object.data.size())'}]},
  'annotated-more': {
    validations: [{expression: 'true'}],
    auditAnnotations: [
      {key: 'null', valueExpression: 'null'},
      {key: 'blank', valueExpression: '"  "'},
      {key: 'text', valueExpression: '" text "'},
      {key: 'name', valueExpression: 'request.name + "/" + request.operation + "/" + request.userInfo.username'},
      {key: 'maybe', valueExpression: 'has(object.data.z) ? object.data.z : null'},
    ],
  },
  'annotated-fails': {auditAnnotations: [{key: 'size', valueExpression: 'object.nosuch'}]},
  'annotated-fails-ignored': {
    failurePolicy: 'Ignore',
    auditAnnotations: [{key: 'size', valueExpression: 'object.nosuch'}],
  },
  'annotated-fails-audited': {
    auditAnnotations: [{key: 'size', valueExpression: 'object.nosuch'}],
    bound: {validationActions: ['Audit']},
  },
  'annotated-dyn': {auditAnnotations: [{key: 'size', valueExpression: 'object.data.a'}]},
  'annotated-dyn-wrong': {auditAnnotations: [{key: 'size', valueExpression: 'object.data'}]},
  'annotated-authorizer': {
    auditAnnotations: [{key: 'may', valueExpression: 'string(authorizer.path("/healthz").check("get").allowed())'}],
  },
  conditions: {matchConditions: [{name: 'c', expression: 'false'}], validations: [{expression: 'false'}]},
  'conditions-fail': {
    matchConditions: [{name: 'c', expression: 'object.nosuch == 1'}],
    validations: [{expression: 'false'}],
  },
  'conditions-fail-ignored': {
    failurePolicy: 'Ignore',
    matchConditions: [{name: 'c', expression: 'object.nosuch == 1'}],
    validations: [{expression: 'false'}],
  },
  'conditions-fail-but-false': {
    matchConditions: [
      {name: 'c', expression: 'object.nosuch == 1'},
      {name: 'd', expression: 'false'},
    ],
    validations: [{expression: 'false'}],
  },
  'conditions-fail-audited': {
    matchConditions: [{name: 'c', expression: 'object.nosuch == 1'}],
    validations: [{expression: 'false'}],
    bound: {validationActions: ['Audit', 'Warn']},
  },
  variables: {
    variables: [
      {name: 'a', expression: 'object.data.size()'},
      {name: 'b', expression: 'variables.a * 2'},
    ],
    validations: [{expression: 'variables.b == 3', messageExpression: '"b is " + string(variables.b)'}],
  },
  'variable-fails': {
    variables: [{name: 'a', expression: 'object.nosuch'}],
    validations: [{expression: 'variables.a == 3'}],
  },
  'variable-unused': {
    variables: [{name: 'a', expression: 'object.nosuch'}],
    validations: [{expression: 'true'}],
  },
  namespace: {
    validations: [
      {
        expression: 'namespaceObject.metadata.labels["team"] == "x"',
        messageExpression: 'namespaceObject.metadata.name',
      },
      {expression: 'namespaceObject.status.phase == "Active"'},
      {expression: 'size(namespaceObject.spec.finalizers) > 5', message: 'finalizers'},
    ],
  },
  request: {
    validations: [
      {
        expression: 'false',
        messageExpression:
          'request.kind.kind + request.resource.resource + request.requestKind.version + request.operation + string(request.dryRun) + request.name + request.namespace + request.userInfo.groups.join(",")',
      },
    ],
  },
  'request-has': {
    validations: [
      {
        expression: 'false',
        messageExpression:
          'string(has(request.subResource)) + string(has(request.requestSubResource)) + string(has(request.userInfo.uid)) + string(has(request.userInfo.extra)) + string(has(request.options)) + string(has(request.dryRun)) + string(has(request.name))',
      },
    ],
  },
  'request-options': {
    validations: [
      {expression: 'false', messageExpression: 'string(request.options.kind) + request.options.apiVersion'},
    ],
  },
  'old-object': {validations: [{expression: 'oldObject != null', messageExpression: 'string(oldObject == null)'}]},
  authorizer: {
    validations: [
      {expression: 'authorizer.group("apps").resource("deployments").check("create").allowed()'},
      {expression: 'authorizer.requestResource.check("fly").allowed()'},
      {expression: 'authorizer.path("/metrics").check("get").allowed()'},
      {
        expression:
          '!authorizer.serviceAccount("default", "x").group("").resource("pods").namespace("default").name("a").subresource("log").check("get").allowed()',
      },
      {
        expression:
          'authorizer.serviceAccount("default", "x").group("").resource("pods").fieldSelector("spec.nodeName=a").labelSelector("a in (b)").check("list").allowed()',
        messageExpression: '"selected"',
      },
    ],
  },
  'authorizer-reason': {
    validations: [
      {
        expression:
          'authorizer.serviceAccount("default", "x").group("").resource("pods").check("get").reason() == "because"',
      },
      {expression: 'authorizer.serviceAccount("default", "x").path("/x").check("get").errored()'},
    ],
  },
  'authorizer-bad-account': {
    validations: [{expression: 'authorizer.serviceAccount("Default", "x").path("/x").check("get").allowed()'}],
  },
  'authorizer-bad-name': {
    validations: [{expression: 'authorizer.serviceAccount("default", "X_").path("/x").check("get").allowed()'}],
  },
  'authorizer-bad-selector': {
    validations: [
      {expression: 'authorizer.group("").resource("pods").fieldSelector("a=b=c,d").check("list").allowed()'},
      {expression: 'authorizer.group("").resource("pods").labelSelector("a in b").check("list").errored()'},
      {expression: 'authorizer.group("").resource("").check("list").allowed()'},
      {expression: 'authorizer.path("").check("list").allowed()'},
    ],
  },
  'call-limit': {
    validations: [
      {
        expression: 'range.all(x, range.all(y, range.all(z, range.all(w, x + y + z + w >= 0))))'.replaceAll(
          'range',
          numbers(60),
        ),
      },
    ],
  },
  budget: {
    validations: Array.from({length: 14}, () => ({
      expression: 'range.all(x, range.all(y, range.all(z, x + y + z >= 0)))'.replaceAll('range', numbers(50)),
    })),
  },
  'budget-ignored': {
    failurePolicy: 'Ignore',
    validations: Array.from({length: 14}, () => ({
      expression: 'range.all(x, range.all(y, range.all(z, x + y + z >= 0)))'.replaceAll('range', numbers(50)),
    })),
  },
  'budget-audited': {
    bound: {validationActions: ['Audit', 'Warn']},
    validations: Array.from({length: 14}, () => ({
      expression: 'range.all(x, range.all(y, range.all(z, x + y + z >= 0)))'.replaceAll('range', numbers(50)),
    })),
  },
  'budget-conditions': {
    matchConditions: Array.from({length: 5}, (_, index) => ({
      name: `c${index}`,
      expression: 'range.all(x, range.all(y, range.all(z, x + y + z >= 0)))'.replaceAll('range', numbers(50)),
    })),
    validations: [{expression: 'false'}],
  },
  'budget-variables': {
    variables: Array.from({length: 14}, (_, index) => ({
      name: `v${index}`,
      expression: 'range.all(x, range.all(y, range.all(z, x + y + z >= 0)))'.replaceAll('range', numbers(50)),
    })),
    validations: Array.from({length: 14}, (_, index) => ({expression: `variables.v${index}`})),
  },
  'budget-messages': {
    validations: Array.from({length: 14}, () => ({
      expression: 'true',
      messageExpression: 'range.all(x, range.all(y, range.all(z, x + y + z >= 0))) ? "a" : "b"'.replaceAll(
        'range',
        numbers(50),
      ),
    })),
  },
  'budget-annotations': {
    validations: [{expression: 'false', message: 'before'}],
    auditAnnotations: Array.from({length: 14}, (_, index) => ({
      key: `k${index}`,
      valueExpression: 'range.all(x, range.all(y, range.all(z, x + y + z >= 0))) ? "a" : "b"'.replaceAll(
        'range',
        numbers(50),
      ),
    })),
  },
  unbound: {validations: [{expression: 'false'}], bound: false},
  'no-param-kind': {
    paramKind: {apiVersion: 'example.com/v1', kind: 'Nothing'},
    validations: [{expression: 'params.x == 1'}],
    bound: {paramRef: {name: 'x', parameterNotFoundAction: 'Allow'}},
  },
  'no-params': {
    paramKind: {apiVersion: 'v1', kind: 'ConfigMap'},
    validations: [{expression: 'params.x == 1'}],
    bound: {paramRef: {name: 'x', parameterNotFoundAction: 'Deny'}, validationActions: ['Warn']},
  },
  'no-params-allowed': {
    paramKind: {apiVersion: 'v1', kind: 'ConfigMap'},
    validations: [{expression: 'params.x == 1'}],
    bound: {paramRef: {name: 'x', parameterNotFoundAction: 'Allow'}},
  },
  'params-null': {
    paramKind: {apiVersion: 'v1', kind: 'ConfigMap'},
    validations: [{expression: 'params != null', messageExpression: '"null: " + string(params == null)'}],
  },
  'params-of-cluster': {
    paramKind: {apiVersion: 'v1', kind: 'Namespace'},
    validations: [{expression: 'false', messageExpression: 'params.kind + params.apiVersion + params.metadata.name'}],
    bound: {paramRef: {name: admissionNamespace, parameterNotFoundAction: 'Deny'}},
  },
  'params-of-cluster-in-namespace': {
    paramKind: {apiVersion: 'v1', kind: 'Namespace'},
    validations: [{expression: 'false'}],
    bound: {paramRef: {name: 'x', namespace: 'default', parameterNotFoundAction: 'Deny'}},
  },
}

function numbers(count: number): string {
  return `[${Array.from({length: count}, (_, index) => index).join(',')}]`
}

const bad: Record<string, PolicyOptions> = {
  'x-none': {},
  'x-expression': {validations: [{expression: 'object.'}]},
  'x-type': {validations: [{expression: '1'}]},
  'x-empty': {validations: [{expression: ' '}]},
  'x-message': {
    validations: [
      {expression: 'true', message: ' '},
      {expression: 'true', message: 'a\nb'},
    ],
  },
  'x-message-expression': {
    validations: [
      {expression: 'true', messageExpression: ' '},
      {expression: 'true', messageExpression: '1'},
      {expression: 'true', messageExpression: 'authorizer.path("/x").check("get").reason()'},
    ],
  },
  'x-reason': {validations: [{expression: 'true', reason: 'Gone'}]},
  'x-annotations': {
    auditAnnotations: [
      {key: 'a b', valueExpression: '1'},
      {key: 'same', valueExpression: '"a"'},
      {key: 'same', valueExpression: ''},
      {key: '', valueExpression: '"a"'},
    ],
  },
  'x-many-annotations': {
    auditAnnotations: Array.from({length: 21}, (_, index) => ({key: `k${index}`, valueExpression: '"a"'})),
  },
  'x-long-annotation': {auditAnnotations: [{key: 'k', valueExpression: `"${'a'.repeat(5200)}"`}]},
  'x-conditions': {
    validations: [{expression: 'true'}],
    matchConditions: [
      {name: 'a', expression: 'true'},
      {name: 'a', expression: 'variables.x'},
      {name: 'b/c/d', expression: '  '},
      {name: 'e', expression: ' nothing '},
    ],
  },
  'x-many-conditions': {
    validations: [{expression: 'true'}],
    matchConditions: Array.from({length: 65}, (_, index) => ({name: `n${index}`, expression: 'true'})),
  },
  'x-variables': {
    validations: [{expression: 'variables.a == 1 && variables.b'}],
    variables: [
      {name: 'a', expression: 'variables.b'},
      {name: 'b', expression: '1'},
      {name: 'in', expression: 'true'},
      {name: 'c-d', expression: 'true'},
    ],
  },
  'x-param-kind': {validations: [{expression: 'true'}], paramKind: {apiVersion: 'Bad_Group/V_1', kind: 'a b'}},
  'x-param-version': {validations: [{expression: 'params.x == 1'}], paramKind: {apiVersion: 'group/', kind: 'A'}},
  'x-params': {validations: [{expression: 'params.x == 1'}]},
  'x-rules': {
    validations: [{expression: 'true'}],
    matchConstraints: {
      resourceRules: [
        {apiGroups: [], apiVersions: [], operations: [], resources: []},
        {apiGroups: ['*', 'a'], apiVersions: ['*', 'v1'], operations: ['*', 'CREATE'], resources: ['*', 'pods']},
        {
          apiGroups: [''],
          apiVersions: [''],
          operations: ['FLY'],
          resources: ['', '*/*/*', 'pods/*', 'pods/log'],
          scope: 'World',
        },
        {...rule, resourceNames: ['a/b', 'c', 'c']},
      ],
      matchPolicy: 'Roughly',
      objectSelector: {
        matchExpressions: [
          {key: 'a', operator: 'In', values: []},
          {key: '', operator: 'Exists', values: ['x']},
        ],
      },
    },
  },
  'x-failure-policy': {validations: [{expression: 'true'}], failurePolicy: 'Perhaps'},
  'x-everything': {
    failurePolicy: 'Perhaps',
    paramKind: {apiVersion: '', kind: ''},
    matchConditions: [{name: '', expression: '1 +'}],
    variables: [{name: '', expression: '1 +'}],
    validations: [{expression: '1 +', messageExpression: '1 +', message: '', reason: 'x'}],
    auditAnnotations: [{key: '', valueExpression: '1 +'}],
  },
}

const badBindings: Record<string, Json> = {
  'vb-empty': {},
  'vb-actions': {policyName: 'x', validationActions: ['Deny', 'Warn', 'Deny', 'Fly']},
  'vb-ref': {policyName: 'x', validationActions: ['Deny'], paramRef: {selector: {matchLabels: {'a b': 'c d'}}}},
  'vb-match': {
    policyName: 'x',
    validationActions: ['Audit'],
    matchResources: {
      resourceRules: [{apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*/*', 'pods']}],
    },
  },
}

const composed: AdmissionScenario[] = [
  {
    name: 'v-params-selected',
    given: [
      {path: `${core}/configmaps`, body: {metadata: {name: 'limit-one', labels: {limits: 'v'}}, data: {most: '1'}}},
      {path: `${core}/configmaps`, body: {metadata: {name: 'limit-two', labels: {limits: 'v'}}, data: {most: '5'}}},
      ...policy('params-selected', {
        paramKind: {apiVersion: 'v1', kind: 'ConfigMap'},
        validations: [
          {
            expression: 'object.data.size() <= int(params.data.most)',
            messageExpression: '"at most " + params.data.most + " of " + params.kind',
          },
        ],
        auditAnnotations: [{key: 'most', valueExpression: 'params.data.most'}],
        bound: {paramRef: {selector: {matchLabels: {limits: 'v'}}, parameterNotFoundAction: 'Deny'}},
      }),
    ],
    writes: [write('params-selected'), write('params-selected', {a: '1'}, '-few')],
  },
  {
    name: 'v-operations',
    given: policy('operations', {
      validations: [
        {
          expression: 'request.operation == "CREATE"',
          messageExpression:
            'request.operation + " " + request.resource.resource + " " + string(object == null) + string(oldObject == null)',
        },
      ],
    }),
    writes: [
      write('operations'),
      {
        method: 'PATCH',
        path: `${core}/configmaps/v-operations`,
        headers: {'content-type': 'application/merge-patch+json'},
        body: {data: {c: '3'}},
      },
      {method: 'DELETE', path: `${core}/configmaps/v-operations`},
      {method: 'DELETE', path: `${core}/configmaps?labelSelector=scenario%3Doperations`},
    ],
  },
  {
    name: 'v-equivalent',
    given: policy('equivalent', {
      matchConstraints: {
        resourceRules: [
          {
            apiGroups: ['autoscaling'],
            apiVersions: ['v1'],
            operations: ['CREATE'],
            resources: ['horizontalpodautoscalers'],
          },
        ],
      },
      validations: [
        {
          expression: 'false',
          messageExpression: 'object.apiVersion + request.kind.version + request.requestKind.version',
        },
      ],
    }),
    writes: ['v1', 'v2'].map(version => ({
      path: `/apis/autoscaling/${version}/namespaces/${admissionNamespace}/horizontalpodautoscalers`,
      body: {
        metadata: {name: `h-${version}`, labels: {scenario: 'equivalent'}},
        spec: {scaleTargetRef: {kind: 'Deployment', name: 'x', apiVersion: 'apps/v1'}, maxReplicas: 3},
      },
    })),
  },
  {
    name: 'v-exact',
    given: policy('exact', {
      matchConstraints: {
        matchPolicy: 'Exact',
        resourceRules: [
          {
            apiGroups: ['autoscaling'],
            apiVersions: ['v1'],
            operations: ['CREATE'],
            resources: ['horizontalpodautoscalers'],
          },
        ],
      },
      validations: [{expression: 'false', messageExpression: 'object.apiVersion'}],
    }),
    writes: ['v1', 'v2'].map(version => ({
      path: `/apis/autoscaling/${version}/namespaces/${admissionNamespace}/horizontalpodautoscalers`,
      body: {
        metadata: {name: `x-${version}`, labels: {scenario: 'exact'}},
        spec: {scaleTargetRef: {kind: 'Deployment', name: 'x', apiVersion: 'apps/v1'}, maxReplicas: 3},
      },
    })),
  },
  {
    name: 'v-subresources',
    given: policy('subresources', {
      matchConstraints: {
        objectSelector: {},
        namespaceSelector: {matchLabels: {team: 'admission'}},
        resourceRules: [
          {
            apiGroups: [''],
            apiVersions: ['v1'],
            operations: ['*'],
            resources: ['pods/eviction', 'pods/binding', 'bindings', 'serviceaccounts/token'],
          },
          {apiGroups: ['apps'], apiVersions: ['v1'], operations: ['*'], resources: ['deployments/scale']},
        ],
      },
      validations: [
        {
          expression: 'false',
          messageExpression:
            'request.kind.kind + " " + request.resource.resource + "/" + request.subResource + " " + request.operation + " " + object.kind + " " + string(has(oldObject.kind))',
        },
      ],
    }),
    writes: [
      {path: `${core}/pods`, body: {metadata: {name: 'sub'}, spec: {containers: [{name: 'c', image: 'x'}]}}},
      {path: `${core}/pods/sub/binding`, body: {metadata: {name: 'sub'}, target: {kind: 'Node', name: 'n'}}},
      {path: `${core}/bindings`, body: {metadata: {name: 'sub'}, target: {kind: 'Node', name: 'n'}}},
      {path: `${core}/pods/sub/eviction`, body: {apiVersion: 'policy/v1', kind: 'Eviction', metadata: {name: 'sub'}}},
      {path: `${core}/serviceaccounts/default/token`, body: {spec: {audiences: ['a']}}},
      {
        path: `/apis/apps/v1/namespaces/${admissionNamespace}/deployments`,
        body: {
          metadata: {name: 'scaled'},
          spec: {
            selector: {matchLabels: {a: 'b'}},
            template: {metadata: {labels: {a: 'b'}}, spec: {containers: [{name: 'c', image: 'x'}]}},
          },
        },
      },
      {
        method: 'PATCH',
        path: `/apis/apps/v1/namespaces/${admissionNamespace}/deployments/scaled/scale`,
        headers: {'content-type': 'application/merge-patch+json'},
        body: {spec: {replicas: 2}},
      },
    ],
  },
  {
    name: 'v-namespaces',
    given: policy('namespaces', {
      matchConstraints: {
        resourceRules: [{apiGroups: [''], apiVersions: ['v1'], operations: ['*'], resources: ['namespaces', 'nodes']}],
      },
      validations: [{expression: 'false', messageExpression: 'object.metadata.name + string(namespaceObject == null)'}],
    }),
    writes: [
      {path: '/api/v1/namespaces', body: {metadata: {name: 'v-namespace', labels: {scenario: 'namespaces'}}}},
      {path: '/api/v1/nodes', body: {metadata: {name: 'v-node', labels: {scenario: 'namespaces'}}}},
    ],
  },
  {
    name: 'v-resource-names',
    given: policy('resource-names', {
      matchConstraints: {resourceRules: [{...rule, resourceNames: ['v-resource-names']}]},
      validations: [{expression: 'false'}],
    }),
    writes: [write('resource-names'), write('resource-names', {}, '-other')],
  },
  {
    name: 'v-unchanged-expressions',
    given: policy('unchanged', {validations: [{expression: 'true'}], bound: false}),
    writes: [
      {
        method: 'PATCH',
        path: `${registration}/validatingadmissionpolicies/v-unchanged`,
        headers: {'content-type': 'application/merge-patch+json'},
        body: {spec: {validations: [{expression: 'nothing'}]}},
      },
      {
        method: 'PATCH',
        path: `${registration}/validatingadmissionpolicies/v-unchanged/status`,
        headers: {'content-type': 'application/merge-patch+json'},
        body: {
          status: {
            typeChecking: {
              expressionWarnings: [
                {fieldRef: 'spec[', warning: ''},
                {fieldRef: '', warning: 'w'},
              ],
            },
          },
        },
      },
      {
        method: 'GET',
        path: `${registration}/validatingadmissionpolicies`,
        headers: {accept: 'application/json;as=Table;v=v1;g=meta.k8s.io'},
      },
    ],
  },
]

const alice = {'impersonate-user': 'alice', 'impersonate-group': 'authors'}
const rbac = '/apis/rbac.authorization.k8s.io/v1'

/** Who may write policies, but not read their parameters. */
const paramAccess: AdmissionScenario = {
  name: 'v-param-access',
  given: [
    {
      path: `${rbac}/clusterroles`,
      body: {
        metadata: {name: 'policy-author'},
        rules: [{apiGroups: ['admissionregistration.k8s.io'], resources: ['*'], verbs: ['*']}],
      },
    },
    {
      path: `${rbac}/clusterrolebindings`,
      body: {
        metadata: {name: 'policy-author'},
        roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'policy-author'},
        subjects: [{kind: 'User', name: 'alice', apiGroup: 'rbac.authorization.k8s.io'}],
      },
    },
  ],
  writes: [
    ...[
      {apiVersion: 'v1', kind: 'ConfigMap'},
      {apiVersion: 'example.com/v1', kind: 'Nothing'},
    ].flatMap((paramKind, index) =>
      policy('access', {paramKind, validations: [{expression: 'true'}], bound: false}, `${index}`).flatMap(step => [
        {...step, headers: alice},
        step,
      ]),
    ),
    ...[
      {policyName: 'v-access0', paramRef: {name: 'a', namespace: 'b', parameterNotFoundAction: 'Deny'}},
      {policyName: 'v-access0', paramRef: {selector: {}, parameterNotFoundAction: 'Deny'}},
      {policyName: 'v-access1', paramRef: {name: 'a', parameterNotFoundAction: 'Deny'}},
      {policyName: 'v-no-such', paramRef: {name: 'a', parameterNotFoundAction: 'Deny'}},
    ].map(
      (spec, index): Step => ({
        path: `${registration}/validatingadmissionpolicybindings`,
        headers: alice,
        body: {metadata: {name: `access-${index}`}, spec: {...spec, validationActions: ['Deny']}},
      }),
    ),
  ],
}

export const validatingPolicyScenarios: AdmissionScenario[] = [
  ...Object.entries(good).map(([name, options]) => simple(name, options)),
  ...Object.entries(bad).map(
    ([name, options]): AdmissionScenario => ({name, given: policy(name, {...options, bound: false})}),
  ),
  ...Object.entries(badBindings).map(
    ([name, spec]): AdmissionScenario => ({
      name,
      given: [{path: `${registration}/validatingadmissionpolicybindings`, body: {metadata: {name}, spec}}],
    }),
  ),
  ...composed,
  paramAccess,
]
