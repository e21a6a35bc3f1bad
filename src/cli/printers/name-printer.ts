import {groupResourceName, type KubeList, type KubeObject, parseApiVersion} from '../../api/object.ts'
import type {OutputFormat} from './object-printer.ts'

/** `pod/web`, `deployment.apps/web`. */
export function objectName(object: KubeObject): string {
  const {group} = parseApiVersion(object.apiVersion ?? '')
  const name = object.metadata?.name || '<unknown>'
  if (!object.kind) return `<unknown>/${name}`
  return `${groupResourceName({group, resource: object.kind.toLowerCase()})}/${name}`
}

/** `-o name`: a line for every object. */
export const nameFormat: OutputFormat = {
  names: ['name'],
  create: () => ({
    print: object =>
      (Array.isArray(object['items']) ? (object as unknown as KubeList).items : [object])
        .map(item => `${objectName(item)}\n`)
        .join(''),
  }),
}

/** The line that says what was done: `deployment.apps/web created`. */
export const operationFormat = (operation: string): OutputFormat => ({
  names: [''],
  create: () => ({print: object => `${objectName(object)}${operation && ` ${operation}`}\n`}),
})
