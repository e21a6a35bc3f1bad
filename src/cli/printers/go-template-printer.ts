import {formatGoValue} from '../../api/go/format-value.ts'
import {executeTemplate, parseTemplate, type Template} from '../../api/go-template/index.ts'
import {stringifyJson} from '../../api/json/index.ts'
import type {ObjectPrinter} from './object-printer.ts'

/** `-o go-template`: what a Go template makes of the object. */
export function goTemplatePrinter(
  text: string,
  {allowMissingKeys, keepOrder = false}: {allowMissingKeys: boolean; keepOrder?: boolean},
): ObjectPrinter {
  const template = parsed(text)
  return {
    print(object) {
      try {
        return executeTemplate(template, object, {missingKey: allowMissingKeys ? 'default' : 'error'})
      } catch (error) {
        const {message} = error as Error
        throw new TemplateFailure(text, message, {
          json: stringifyJson(object, {sort: !keepOrder}),
          shown: formatGoValue(object),
        })
      }
    },
  }
}

/** A template that failed; `explanation` goes to standard output, for whoever looks only there. */
class TemplateFailure extends Error {
  readonly explanation: string

  constructor(template: string, why: string, {json, shown}: {json: string; shown: string}) {
    super(`error executing template ${JSON.stringify(template)}: ${why}`)
    this.explanation = `Error executing template: ${why}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}\n\traw data was:\n\t\t${json}\n\tobject given to template engine was:\n\t\t${shown}\n\n`
  }
}

function parsed(text: string): Template {
  try {
    return parseTemplate(text)
  } catch (error) {
    throw new Error(`error parsing template ${text}, ${(error as Error).message}`)
  }
}
