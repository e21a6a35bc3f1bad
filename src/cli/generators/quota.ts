import {string} from '../flags/flag.ts'
import {requireName} from './create-generated.ts'
import type {Generator} from './generator.ts'
import {parseResourceList} from './resource-list.ts'

const flags = {
  hard: string({usage: 'The limits, as resource=quantity,resource=quantity.'}),
  scopes: string({usage: 'Scopes, comma-separated; an object counts that is in all of them.'}),
}

/** A resource quota. */
export const quota: Generator<typeof flags> = {
  flags,
  target: {group: '', version: 'v1', resource: 'resourcequotas', namespaced: true},
  failure: 'quota: ',
  generate({name, flags: {hard, scopes}}) {
    requireName(name)
    const limits = parseResourceList(hard)
    const list = scopes ? scopes.split(',') : []
    if (list.includes('')) throw new Error('invalid resource quota scope ""')
    return {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: {name},
      spec: {...(limits && {hard: limits}), scopes: list},
    }
  },
}
