import {isObject} from '../../api/json/index.ts'
import type {KubeObject} from '../../api/object.ts'
import {string} from '../flags/flag.ts'
import {applyUserPatch} from '../patch/apply-user-patch.ts'

export const overrideFlags = {
  'override-type': string({
    default: 'merge',
    usage: 'How --overrides changes the generated object: json, merge or strategic.',
  }),
  overrides: string({usage: 'JSON or YAML that is merged into the generated object; it must carry its apiVersion.'}),
}

/** The generated object with what --overrides says. */
export async function overridden(
  object: KubeObject,
  {overrides, 'override-type': type}: {overrides: string; 'override-type': string},
): Promise<KubeObject> {
  if (overrides === '') return object
  if (type !== 'merge' && type !== 'strategic' && type !== 'json') throw new Error(`invalid override type: ${type}`)
  const {parseYaml} = await import('../../api/yaml/index.ts')
  if (type !== 'merge') return applyUserPatch(object, type, parseYaml(overrides))
  const patch = objectOf(() => parseYaml(overrides))
  if (!patch) throw new Error('Invalid JSON Patch')
  return applyUserPatch(object, type, patch)
}

/** Undefined for text that cannot be read, or that is no object. */
function objectOf(parse: () => unknown): unknown {
  try {
    const value = parse()
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
