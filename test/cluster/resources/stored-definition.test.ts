import assert from 'node:assert/strict'
import type {KubeObject} from '../../../src/api/object.ts'
import {fromStored} from '../../../src/cluster/resources/apiextensions/crd/from-stored.ts'

describe('a stored CustomResourceDefinition', () => {
  it('of version v1beta1 tells each version what was said for all', () => {
    const names = {plural: 'widgets', kind: 'Widget'}
    const validation = {openAPIV3Schema: {type: 'object'}}
    const clientConfig = {url: 'https://example.com'}
    const stored = {
      apiVersion: 'apiextensions.k8s.io/v1beta1',
      kind: 'CustomResourceDefinition',
      metadata: {name: 'widgets.example.com'},
      spec: {
        group: 'example.com',
        version: 'v1',
        names,
        validation,
        additionalPrinterColumns: [{name: 'Size', type: 'integer', JSONPath: '.spec.size'}],
        versions: [{name: 'v1', served: true, storage: true}],
        conversion: {strategy: 'Webhook', webhookClientConfig: clientConfig, conversionReviewVersions: ['v1']},
        preserveUnknownFields: false,
      },
    } as KubeObject

    const {apiVersion, spec} = fromStored(stored)

    assert.equal(apiVersion, 'apiextensions.k8s.io/v1')
    assert.deepEqual(spec, {
      group: 'example.com',
      names,
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: validation,
          additionalPrinterColumns: [{name: 'Size', type: 'integer', jsonPath: '.spec.size'}],
        },
      ],
      conversion: {strategy: 'Webhook', webhook: {clientConfig, conversionReviewVersions: ['v1']}},
    })
  })

  it('of version v1 is what it is', () => {
    const stored = {apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: {}} as KubeObject

    assert.equal(fromStored(stored), stored)
  })
})
