import assert from 'node:assert/strict'
import {isInvalid, type StatusError} from '../../../../src/api/status-error.ts'
import type {Attributes, Authorizer} from '../../../../src/cluster/apiserver/auth/interfaces.ts'
import {type ReviewContext, reviews} from '../../../../src/cluster/apiserver/auth/reviews/index.ts'

const asked: Attributes[] = []
const authorizer: Authorizer = {
  authorize(attributes) {
    asked.push(attributes)
    return Promise.resolve({allowed: true})
  },
}
const review = (spec: object) =>
  reviews['authorization.k8s.io/subjectaccessreviews']!(
    {apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', metadata: {}, spec: {user: 'ann', ...spec}},
    {authorizer} as ReviewContext,
  )

describe('a SubjectAccessReview', () => {
  const selectors: {name: string; given: object; expected: Partial<Attributes>; ignored?: string}[] = [
    {
      name: 'field requirements',
      given: {fieldSelector: {requirements: [{key: 'spec.nodeName', operator: 'In', values: ['a']}]}},
      expected: {fieldSelector: 'spec.nodeName=a'},
    },
    {
      name: 'label requirements',
      given: {
        labelSelector: {
          requirements: [
            {key: 'a', operator: 'In', values: ['x', 'y']},
            {key: 'b', operator: 'DoesNotExist'},
          ],
        },
      },
      expected: {labelSelector: 'a in (x,y),!b'},
    },
    {
      name: 'a raw selector',
      given: {labelSelector: {rawSelector: 'a=b'}},
      expected: {labelSelector: 'a=b'},
    },
    {
      name: 'a raw selector that cannot be read',
      given: {fieldSelector: {rawSelector: 'spec.nodeName==='}},
      expected: {fieldSelector: ''},
      ignored: 'spec.resourceAttributes.fieldSelector ignored due to parse error',
    },
    {
      name: 'requirements of which nobody knows one',
      given: {
        fieldSelector: {
          requirements: [
            {key: 'a', operator: 'In', values: ['x']},
            {key: 'b', operator: 'Near', values: ['y']},
          ],
        },
      },
      expected: {fieldSelector: 'a=x'},
      ignored: 'spec.resourceAttributes.fieldSelector partially ignored due to parse error',
    },
  ]
  for (const {name, given, expected, ignored} of selectors)
    it(`asks about ${name}`, async () => {
      const {status} = (await review({resourceAttributes: {verb: 'list', resource: 'pods', ...given}})) as never as {
        status: {evaluationError?: string}
      }

      const {fieldSelector, labelSelector} = asked.at(-1)!
      assert.deepEqual(
        {fieldSelector, labelSelector},
        {fieldSelector: undefined, labelSelector: undefined, ...expected},
      )
      assert.equal(status.evaluationError, ignored)
    })

  const invalid: {name: string; given: object; expected: string}[] = [
    {
      name: 'a path and a resource',
      given: {resourceAttributes: {}, nonResourceAttributes: {path: '/'}},
      expected:
        'spec.nonResourceAttributes: Invalid value: {"Path":"/","Verb":""}: cannot be specified in combination with resourceAttributes',
    },
    {
      name: 'a selector of both kinds',
      given: {resourceAttributes: {labelSelector: {rawSelector: 'a', requirements: [{key: 'a', operator: 'Exists'}]}}},
      expected:
        'spec.resourceAttributes.labelSelector.rawSelector: Invalid value: "a": may not specified at the same time as requirements',
    },
    {
      name: 'an empty selector',
      given: {resourceAttributes: {fieldSelector: {}}},
      expected:
        'spec.resourceAttributes.fieldSelector.requirements: Required value: when spec.resourceAttributes.fieldSelector is specified, requirements or rawSelector is required',
    },
    {
      name: 'nobody, of which it is told before what is wrong with what is asked',
      given: {user: '', resourceAttributes: {labelSelector: {}}},
      expected:
        '[spec.user: Invalid value: "": at least one of user or group must be specified, spec.resourceAttributes.labelSelector.requirements:',
    },
    {
      name: 'nobody',
      given: {user: '', resourceAttributes: {}},
      expected: 'at least one of user or group must be specified',
    },
  ]
  for (const {name, given, expected} of invalid)
    it(`is not about ${name}`, async () => {
      await assert.rejects(review(given), (error: StatusError) => isInvalid(error) && error.message.includes(expected))
    })
})
