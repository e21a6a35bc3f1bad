import {createHash} from 'node:crypto'
import {stringifyJson} from '../../api/json/index.ts'

const substitutes: Record<string, string> = {'0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't'}

/** The suffix that --append-hash gives: ten letters that follow from the content. */
export function contentHash(content: Record<string, unknown>): string {
  const hex = createHash('sha256').update(stringifyJson(content)).digest('hex')
  return [...hex.slice(0, 10)].map(letter => substitutes[letter] ?? letter).join('')
}
