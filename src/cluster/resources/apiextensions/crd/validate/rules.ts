import {invalidValue, notSupported, required} from '../../../../../api/field-error.ts'
import type {Errors} from '../../../validation/errors.ts'
import {fieldPathProblem} from './field-path.ts'
import {listedNodes, type SchemaNode, textOf} from './schema-node.ts'
import {conversionProblem} from './structural-form.ts'

const reasons = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired']
const newlines = /[\n\r]/

/** The form of x-kubernetes-validations; that they are good CEL is their compiler's to say. */
export function* ruleErrors(node: SchemaNode, path: string): Errors {
  for (const [index, rule] of listedNodes(node, 'x-kubernetes-validations').entries()) {
    const at = `${path}.x-kubernetes-validations[${index}]`
    const [text, message, expression] = ['rule', 'message', 'messageExpression'].map(name => textOf(rule, name))
    if (!text?.trim()) yield required(`${at}.rule`, 'rule is not specified')
    else if (message && !message.trim()) yield invalidValue(`${at}.message`, message, 'must be non-empty if specified')
    else if (message && newlines.test(message.trim()))
      yield invalidValue(`${at}.message`, message, 'must not contain line breaks')
    else if (newlines.test(text.trim()) && !message?.trim())
      yield required(`${at}.message`, 'message must be specified if rule contains line breaks')
    if (expression && !expression.trim())
      yield required(`${at}.messageExpression`, 'messageExpression must be non-empty if specified')
    const reason = rule['reason']
    if (reason !== undefined && !reasons.includes(String(reason))) yield notSupported(`${at}.reason`, reason, reasons)
    const fieldPath = textOf(rule, 'fieldPath')
    if (!fieldPath) continue
    if (!fieldPath.trim()) yield invalidValue(`${at}.fieldPath`, fieldPath, 'must be non-empty if specified')
    if (newlines.test(fieldPath)) yield invalidValue(`${at}.fieldPath`, fieldPath, 'must not contain line breaks')
    if (!conversionProblem(node) && fieldPathProblem(node, fieldPath))
      yield invalidValue(`${at}.fieldPath`, fieldPath, 'must be a valid path')
  }
}
