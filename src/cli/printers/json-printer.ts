import {stringifyJson} from '../../api/json/index.ts'
import {withoutManagedFields} from './managed-fields.ts'
import type {OutputFormat} from './object-printer.ts'

/** `-o json`: four spaces a level. */
export const jsonFormat: OutputFormat = {
  names: ['json'],
  create: (_argument, {showManagedFields, keepOrder}) => ({
    print(object) {
      const shown = showManagedFields ? object : withoutManagedFields(object)
      return `${stringifyJson(shown, {indent: 4, sort: !keepOrder})}\n`
    },
  }),
}
