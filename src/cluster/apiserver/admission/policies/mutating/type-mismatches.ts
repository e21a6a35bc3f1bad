import {CelBuilt, isMap} from '../../../../../api/cel/index.ts'

/** Where the named types of a made object are not those of the fields that they are in: `Object.spec.wrong` as `Object.spec.selector`. */
export const typeMismatches = (object: CelBuilt): string[] => below(object, object.typeName)

function below(value: unknown, path: string): string[] {
  if (value instanceof CelBuilt) {
    const own =
      value.typeName === path
        ? []
        : [
            `unexpected type name ${JSON.stringify(value.typeName)}, expected ${JSON.stringify(path)}, which matches field name path from root Object type`,
          ]
    return [...own, ...[...value.keys()].flatMap(key => below(value.get(key), `${path}.${key}`))]
  }
  if (Array.isArray(value)) return value.flatMap(item => below(item, path))
  return isMap(value) && value instanceof Map ? [...value.values()].flatMap(item => below(item, path)) : []
}
