import {isDeepStrictEqual} from 'node:util'
import type {PersistentVolumeClaim} from '../../../../api/kinds.ts'
import {refuse} from '../refuse.ts'
import {quoted, type Restriction} from './restriction.ts'

/** Of a claim, only how large its volume has become. */
export const restrictClaim: Restriction = (attributes, nodeName) => {
  const {operation, subresource, object, old} = attributes
  if (subresource !== 'status') throw refuse(attributes, 'may only update PVC status')
  if (operation !== 'UPDATE') throw refuse(attributes, `unexpected operation ${quoted(operation)}`)
  if (isDeepStrictEqual(rest(object as PersistentVolumeClaim), rest(old as PersistentVolumeClaim))) return
  throw refuse(
    attributes,
    `node ${quoted(nodeName)} is not allowed to update fields other than status.quantity and status.conditions`,
  )
}

function rest({metadata, status = {}, ...more}: PersistentVolumeClaim) {
  const {resourceVersion: _version, managedFields: _managed, ...kept} = metadata
  const {capacity: _1, conditions: _2, allocatedResources: _3, allocatedResourceStatuses: _4, ...other} = status
  return {...more, metadata: kept, status: other}
}
