import {withoutManagedFields} from './managed-fields.ts'
import type {OutputFormat} from './object-printer.ts'

/** `-o yaml`: one document after another, sorted keys. */
export const yamlFormat: OutputFormat = {
  names: ['yaml'],
  async create(_argument, {showManagedFields}) {
    const {stringifyYaml} = await import('../../api/yaml/index.ts')
    let printed = 0
    return {
      print(object) {
        const text = stringifyYaml(showManagedFields ? object : withoutManagedFields(object))
        return printed++ > 0 ? `---\n${text}` : text
      },
    }
  },
}
