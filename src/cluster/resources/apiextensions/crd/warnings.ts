import {quote} from '../../../../api/go/quote.ts'
import type {CustomResourceDefinition} from '../../../../api/kinds.ts'
import {somewhere, textOf} from './validate/schema-node.ts'

/** Formats of strings that the server checks, without their dashes. */
const known = new Set(
  'bsonobjectid uri email hostname ipv4 ipv6 cidr mac uuid uuid3 uuid4 uuid5 isbn isbn10 isbn13 creditcard ssn hexcolor rgbcolor byte password date duration datetime'.split(
    ' ',
  ),
)

/** A definition is warned of formats that nobody knows, unless it had them before. */
export function definitionWarnings(definition: CustomResourceDefinition, old?: CustomResourceDefinition): string[] {
  const before = new Set(old ? unknownFormats(old) : [])
  return unknownFormats(definition)
    .filter(format => !before.has(format))
    .map(format => `unrecognized format ${quote(format)}`)
}

function unknownFormats({spec}: CustomResourceDefinition): string[] {
  const found: string[] = []
  for (const {schema} of spec.versions ?? [])
    somewhere(schema?.openAPIV3Schema, node => {
      const format = textOf(node, 'format')
      if (format && textOf(node, 'type') === 'string' && !known.has(format.replaceAll('-', ''))) found.push(format)
      return false
    })
  return found
}
