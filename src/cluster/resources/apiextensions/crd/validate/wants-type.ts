import {invalidValue, required} from '../../../../../api/field-error.ts'
import type {Errors} from '../../../validation/errors.ts'
import {type SchemaNode, textOf} from './schema-node.ts'

/** Errors about a node's `type` that another keyword wants. */
export function* wantsType(node: SchemaNode, path: string, wanted: string, keyword: string): Errors {
  const type = textOf(node, 'type')
  const why = `must be ${wanted} if ${keyword} is specified`
  if (type !== wanted) yield type ? invalidValue(`${path}.type`, type, why) : required(`${path}.type`, why)
}
