import {requireName} from './create-generated.ts'
import type {Generator} from './generator.ts'

/** A service account. */
export const serviceAccount: Generator<Record<never, never>> = {
  flags: {},
  target: {group: '', version: 'v1', resource: 'serviceaccounts', namespaced: true},
  failure: 'serviceaccount: ',
  generate({name}) {
    requireName(name)
    return {apiVersion: 'v1', kind: 'ServiceAccount', metadata: {name}}
  },
}
