import {formatGoSyntax} from '../../api/go/format-syntax.ts'
import {type ListNode, parseJsonPath, printJsonPath, printJsonPathAsJson} from '../../api/jsonpath/index.ts'
import type {KubeObject} from '../../api/object.ts'
import type {ObjectPrinter} from './object-printer.ts'

/** `-o jsonpath`: what a template finds, as text or as indented JSON. */
export function jsonPathPrinter(
  template: string,
  {asJson, allowMissingKeys}: {asJson: boolean; allowMissingKeys: boolean},
): ObjectPrinter {
  const root = parsed(template)
  const print = asJson ? printJsonPathAsJson : printJsonPath
  return {
    print(object) {
      try {
        return print(root, object, {allowMissingKeys})
      } catch (error) {
        throw new Error(failureText(template, object, (error as Error).message))
      }
    },
  }
}

function parsed(template: string): ListNode {
  try {
    return parseJsonPath(template)
  } catch (error) {
    throw new Error(`error parsing jsonpath ${template}, ${(error as Error).message}`)
  }
}

const failureText = (template: string, object: KubeObject, why: string): string =>
  `error executing jsonpath ${JSON.stringify(template)}: Error executing template: ${why}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}\n\tobject given to jsonpath engine was:\n\t\t${formatGoSyntax(object)}\n\n\n`
