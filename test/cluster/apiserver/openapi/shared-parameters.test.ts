import assert from 'node:assert/strict'
import {shareParameters} from '../../../../src/cluster/apiserver/openapi/shared-parameters.ts'

const query = (name: string) => ({name, in: 'query', type: 'string', uniqueItems: true})
const body = (type: string) => ({name: 'body', in: 'body', schema: {$ref: `#/definitions/${type}`}})
const options = body('io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions')

/** The parameters that an operation is left with: their names, or the references' names without their hashes. */
const shownAs = (parameters: {name?: string; $ref?: string}[]) =>
  parameters.map(({name, $ref}) => name ?? $ref?.replace(/.{8}$/, '…'))

describe('parameters of OpenAPI version 2', () => {
  it('stand once where they do not depend on a kind, and where kubectl looks for them otherwise', () => {
    const operation = {
      parameters: [options, query('limit'), query('dryRun'), query('name'), body('io.k8s.api.core.v1.Pod')],
    }
    const document = {paths: {'/a': {get: operation, parameters: [query('pretty')]}, '/b': {delete: operation}}}

    const shared = shareParameters(document) as Record<string, Record<string, never>>

    const {get, parameters} = shared['paths']!['/a'] as never as Record<string, {parameters: []}>
    const expected = ['#/parameters/body-…', '#/parameters/limit-…', 'dryRun', 'name', 'body']
    assert.deepEqual(shownAs(get!.parameters), expected)
    assert.deepEqual(shownAs(parameters as never), ['#/parameters/pretty-…'])
    assert.deepEqual(shared['paths']!['/b'], {delete: get})
    assert.deepEqual(Object.values(shared['parameters']!), [options, query('limit'), query('pretty')])
  })

  it('are told apart by more than their names', () => {
    const document = {paths: {'/a': {get: {parameters: [query('path'), {...query('path'), in: 'path'}]}}}}

    const {parameters} = shareParameters(document) as Record<string, object>

    assert.equal(Object.keys(parameters!).length, 2)
  })
})
