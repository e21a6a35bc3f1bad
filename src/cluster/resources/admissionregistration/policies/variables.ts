import {invalidValue, required} from '../../../../api/field-error.ts'
import {isCIdentifier} from '../../../../api/names.ts'
import type {Errors} from '../../validation/errors.ts'

/** A variable of a policy; that its expression is good CEL is its compiler's to say. */
export function* variableErrors({name, expression}: {name?: string; expression?: string}, path: string): Errors {
  if (!name?.trim()) yield required(`${path}.name`, 'name is not specified')
  else if (isCIdentifier(name).length > 0 || reserved.has(name))
    yield invalidValue(`${path}.name`, name, 'must be a valid CEL identifier')
  if (!expression?.trim()) yield required(`${path}.expression`, 'expression is not specified')
}

/** Words of CEL itself, now or one day. */
const reserved = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
)
