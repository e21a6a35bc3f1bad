import {parseQuantity} from '../../api/quantity.ts'

/** `cpu=100m,memory=1Gi`; undefined for nothing. */
export function parseResourceList(text: string): Record<string, string> | undefined {
  if (text === '') return undefined
  return Object.fromEntries(
    text.split(',').map(statement => {
      const [name = '', quantity = '', more] = statement.split('=')
      if (!statement.includes('=') || more !== undefined)
        throw new Error(`Invalid argument syntax ${statement}, expected <resource>=<value>`)
      parseQuantity(quantity)
      return [name, quantity]
    }),
  )
}
