import assert from 'node:assert/strict'
import {components} from '../../../../src/cluster/apiserver/openapi/components.ts'

const container = 'io.k8s.api.core.v1.Container'
const roots = {$ref: `#/components/schemas/${container}`}

const described = (field: string, text: string): string | undefined => {
  const schema = components(roots, {[container]: {[field]: text}})[container]!
  return (schema['properties'] as Record<string, {description?: string}>)[field]!.description
}

describe('components', () => {
  it('keeps of the values that prose explains those that there are, and adds the others', () => {
    const text = 'When.\n\n\nPossible enum values:\n - `"Always"` means always.\n - `"Sometimes"` means no more.'

    assert.equal(
      described('imagePullPolicy', text),
      'When.\n\n\nPossible enum values:\n - `"Always"` means always.\n - `"IfNotPresent"`\n - `"Never"`',
    )
  })

  it('lists values that the prose says nothing of', () => {
    assert.equal(
      described('imagePullPolicy', 'When.'),
      'When.\n\nPossible enum values:\n - `"Always"`\n - `"IfNotPresent"`\n - `"Never"`',
    )
  })

  it('lists none where any value will do', () => {
    assert.equal(described('name', 'What.\n\nPossible enum values:\n - `"A"` once.'), 'What.')
  })
})
