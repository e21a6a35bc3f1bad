import {createHash} from 'node:crypto'
import {stringifyJson} from '../../api/json/index.ts'
import type {KubeObject} from '../../api/object.ts'

const letters: Record<string, string> = {'0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't'}

/**
 * Kustomize's suffix for a ConfigMap or Secret: ten characters of a SHA-256, without digits and vowels that could make words. The name never
 * counts, though its place in the hashed text is there.
 */
export function contentHash(object: KubeObject): string {
  const {kind} = object
  const data = object['data'] ?? ''
  const common = {data, kind, name: ''}
  const content =
    kind === 'Secret'
      ? {
          ...common,
          type: object['type'] ?? '',
          ...(object['stringData'] !== undefined && {stringData: object['stringData']}),
        }
      : {...common, ...(object['binaryData'] !== undefined && {binaryData: object['binaryData']})}
  const hex = createHash('sha256').update(stringifyJson(content)).digest('hex')
  return [...hex.slice(0, 10)].map(character => letters[character] ?? character).join('')
}
