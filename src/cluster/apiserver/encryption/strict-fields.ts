import {isObject} from '../../../api/json/index.ts'

/** What may stand where: a nested object of fields, a list of such, any text, a number, or anything. */
export type Shape = 'text' | 'number' | 'any' | {list: Shape} | {fields: Record<string, Shape>}

const keys: Shape = {fields: {keys: {list: {fields: {name: 'text', secret: 'text'}}}}}

const kms: Shape = {
  fields: {apiVersion: 'text', name: 'text', cachesize: 'number', endpoint: 'text', timeout: 'text'},
}

const configuration: Shape = {
  fields: {
    apiVersion: 'text',
    kind: 'text',
    resources: {
      list: {
        fields: {
          resources: {list: 'text'},
          providers: {
            list: {fields: {aesgcm: keys, aescbc: keys, secretbox: keys, identity: {fields: {}}, kms}},
          },
        },
      },
    },
  },
}

/** The fields of a configuration that there are none of, and those that hold something else than they should. */
export const strictErrors = (value: unknown, shape: Shape = configuration): string[] => problems(value, shape, '')

function problems(value: unknown, shape: Shape, path: string): string[] {
  if (value === null || value === undefined || shape === 'any') return []
  if (shape === 'number') return typeof value === 'number' ? [] : [`${path}: a number was expected`]
  if (shape === 'text') return typeof value === 'string' ? [] : [`${path}: text was expected`]
  if ('list' in shape) {
    if (!Array.isArray(value)) return [`${path}: a list was expected`]
    return value.flatMap((item, index) => problems(item, shape.list, `${path}[${index}]`))
  }
  if (!isObject(value)) return [`${path}: an object was expected`]
  return Object.entries(value).flatMap(([name, field]) => {
    const inside = path ? `${path}.${name}` : name
    const known = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined
    return known ? problems(field, known, inside) : [`unknown field ${JSON.stringify(inside)}`]
  })
}
