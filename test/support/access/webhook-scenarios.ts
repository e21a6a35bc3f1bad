import type {AdmissionScenario, Step} from '../admission/scenarios.ts'
import type {Judge} from './review-server.ts'

/** What the test's webhooks think: of whoever may look, and of tokens that are names. */
export const judges: Record<string, Judge> = {
  '/first': ({spec}) => {
    const {verb} = spec.resourceAttributes ?? spec.nonResourceAttributes!
    if (verb === 'delete') return {allowed: false, denied: true, reason: `${spec.user} may not destroy`}
    if (verb === 'create') return {allowed: true, denied: true, reason: 'both'}
    return verb === 'update' ? {allowed: false, reason: 'who knows'} : {allowed: true, reason: 'looking is free'}
  },
  '/second': ({spec}) => ({allowed: spec.group?.includes('web') ?? false, reason: 'the group'}),
  '/broken': () => 404,
  '/images': ({spec}) => {
    const images = (spec.containers ?? []).map(({image}) => image)
    if (images.includes('odd')) return 404
    if (images.includes('plain')) return {allowed: false}
    return images.includes('bad') ? {allowed: false, reason: 'bad images'} : {allowed: true}
  },
  '/tokens': ({spec}) => {
    const [name, kind] = spec.token!.split('.')
    if (kind === 'good')
      return {authenticated: true, user: {username: name, uid: '7', groups: ['web'], extra: {'a.b/c': ['d']}}}
    if (kind === 'bad') return {authenticated: false, error: `no ${name} here`}
    if (kind === 'meant') return {authenticated: true, user: {username: name}, audiences: ['elsewhere', 'here']}
    return {authenticated: false}
  },
}

/** An AuthorizationConfiguration; `at` leads to the webhooks' kubeconfigs. */
export const authorizationConfiguration = (at: (path: string) => string): string => {
  const webhook = (name: string, path: string, more: object) => ({
    type: 'Webhook',
    name,
    webhook: {
      timeout: '3s',
      subjectAccessReviewVersion: 'v1',
      matchConditionSubjectAccessReviewVersion: 'v1',
      failurePolicy: 'NoOpinion',
      connectionInfo: {type: 'KubeConfigFile', kubeConfigFile: at(path)},
      ...more,
    },
  })
  const conditions = (...texts: string[]) => texts.map(expression => ({expression}))
  return JSON.stringify({
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'AuthorizationConfiguration',
    authorizers: [
      {type: 'Node', name: 'node'},
      webhook('strict', '/broken', {
        failurePolicy: 'Deny',
        matchConditions: conditions("request.user == 'strict'"),
      }),
      webhook('odd', '/first', {
        failurePolicy: 'Deny',
        matchConditions: conditions("request.user == 'odd'", "request.extra['nothing'][0] == 'x'"),
      }),
      webhook('lenient', '/first', {
        matchConditions: conditions("request.user == 'lenient'", "request.extra['nothing'][0] == 'x'"),
      }),
      webhook('lost', '/broken', {matchConditions: conditions("request.user == 'lost'")}),
      webhook('first', '/first', {
        matchConditions: conditions(
          "request.user.startsWith('web-')",
          "has(request.resourceAttributes) ? request.resourceAttributes.resource != 'secrets' : request.nonResourceAttributes.path != '/metrics'",
          "!(has(request.resourceAttributes) && has(request.resourceAttributes.labelSelector) && has(request.resourceAttributes.labelSelector.requirements) && request.resourceAttributes.labelSelector.requirements.exists(r, r.key == 'hidden'))",
        ),
      }),
      webhook('second', '/second', {
        subjectAccessReviewVersion: 'v1beta1',
        matchConditions: conditions("'web' in request.groups"),
      }),
      {type: 'RBAC', name: 'rbac'},
    ],
  })
}

const as = (user: string, ...groups: string[]) => ({
  'Impersonate-User': user,
  ...(groups.length > 0 && {'Impersonate-Group': groups.join(',')}),
})

const users = ['web-anna', 'strict', 'odd', 'lenient', 'lost', 'nobody']
const requests: Omit<Step, 'headers'>[] = [
  {method: 'GET', path: '/api/v1/namespaces/admission/configmaps'},
  {
    method: 'GET',
    path: '/api/v1/namespaces/admission/configmaps?labelSelector=a%3Db,c%20in%20(d),!e,f&fieldSelector=metadata.name!%3Dx',
  },
  {method: 'GET', path: '/api/v1/namespaces/admission/configmaps?labelSelector=hidden'},
  {method: 'GET', path: '/api/v1/namespaces/admission/secrets'},
  {method: 'GET', path: '/apis/apps/v1/namespaces/admission/deployments/none/scale'},
  {method: 'GET', path: '/metrics/none'},
  {method: 'POST', path: '/api/v1/namespaces/admission/configmaps', body: {metadata: {name: 'made'}}},
  {method: 'DELETE', path: '/api/v1/namespaces/admission/configmaps/none'},
  {method: 'PUT', path: '/api/v1/namespaces/admission/configmaps/none', body: {metadata: {name: 'none'}}},
]

const reviewed = (spec: object): Step => ({
  path: '/apis/authorization.k8s.io/v1/subjectaccessreviews',
  body: {spec},
})

/** The same requests by users whom different authorizers judge. */
export const webhookAuthorizationScenarios: AdmissionScenario[] = [
  ...users.map(user => ({
    name: `wa-${user}`,
    writes: [
      ...requests.map(request => ({...request, headers: as(user)})),
      reviewed({user, resourceAttributes: {verb: 'get', resource: 'pods', namespace: 'admission'}}),
      reviewed({user, resourceAttributes: {verb: 'delete', resource: 'pods', namespace: 'admission'}}),
      reviewed({user, resourceAttributes: {verb: 'create', resource: 'pods', namespace: 'admission'}}),
      reviewed({user, uid: '5', groups: ['a'], extra: {x: ['y']}, nonResourceAttributes: {verb: 'get', path: '/logs'}}),
      {
        path: '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
        body: {spec: {namespace: 'admission'}},
        headers: as(user),
      },
    ],
  })),
  {
    name: 'wa-groups',
    writes: requests.map(request => ({...request, headers: as('member', 'web')})),
  },
]

const tokenReview = (spec: object): Step => ({path: '/apis/authentication.k8s.io/v1/tokenreviews', body: {spec}})
const here = 'https://kubernetes.default.svc.cluster.local'

export const tokenWebhookScenarios: AdmissionScenario[] = [
  {name: 'wt-good', writes: [tokenReview({token: 'anna.good'}), tokenReview({token: 'anna.good', audiences: [here]})]},
  {name: 'wt-other-audience', writes: [tokenReview({token: 'anna.good', audiences: ['elsewhere']})]},
  {name: 'wt-bad', writes: [tokenReview({token: 'otto.bad'})]},
  {name: 'wt-unknown', writes: [tokenReview({token: 'otto'}), tokenReview({token: ''})]},
  {
    name: 'wt-meant',
    writes: [
      tokenReview({token: 'ida.meant'}),
      tokenReview({token: 'ida.meant', audiences: ['here', 'there']}),
      tokenReview({token: 'ida.meant', audiences: ['there']}),
    ],
  },
]

/** An AdmissionConfiguration with the webhook that judges images. */
export const imagePolicyConfiguration = (kubeConfigFile: string): string =>
  JSON.stringify({
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'AdmissionConfiguration',
    plugins: [
      {
        name: 'ImagePolicyWebhook',
        configuration: {imagePolicy: {kubeConfigFile, allowTTL: 30, denyTTL: 30, retryBackoff: 5}},
      },
    ],
  })

const imagePod = (name: string, images: string[], more: object = {}): Step => ({
  path: '/api/v1/namespaces/admission/pods',
  body: {
    metadata: {name, annotations: {'a.image-policy.k8s.io/b': 'c', other: 'd'}},
    spec: {
      automountServiceAccountToken: false,
      containers: images.map((image, index) => ({name: `c${index}`, image})),
      ...more,
    },
  },
})

export const imagePolicyScenarios: AdmissionScenario[] = [
  {
    name: 'wi-images',
    writes: [
      imagePod('good', ['good', 'better']),
      imagePod('bad', ['good', 'bad']),
      imagePod('bad-init', ['good'], {initContainers: [{name: 'i', image: 'bad'}]}),
      imagePod('plain', ['plain']),
      imagePod('odd', ['odd']),
      {
        method: 'PATCH',
        path: '/api/v1/namespaces/admission/pods/good/ephemeralcontainers',
        headers: {'content-type': 'application/strategic-merge-patch+json'},
        body: {spec: {ephemeralContainers: [{name: 'e', image: 'bad'}]}},
      },
      {
        method: 'PATCH',
        path: '/api/v1/namespaces/admission/pods/good',
        headers: {'content-type': 'application/strategic-merge-patch+json'},
        body: {spec: {containers: [{name: 'c0', image: 'bad'}]}},
      },
    ],
  },
]
