import assert from 'node:assert/strict'
import type {PersistentVolumeClaim, Pod, StatefulSet} from '../../../src/api/kinds.ts'
import {claimOwners} from '../../../src/cluster/controllers/statefulset/claim-owners.ts'

const set = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  name: 'db',
  uid: 's',
  controller: true,
  blockOwnerDeletion: true,
}
const pod = {apiVersion: 'v1', kind: 'Pod', name: 'db-1', uid: 'p', controller: true, blockOwnerDeletion: true}
const config = {apiVersion: 'v1', kind: 'ConfigMap', name: 'c', uid: 'c'}
const stranger = {...set, name: 'other', uid: 'o'}

interface Case {
  name: string
  given: object[]
  deleted?: string
  scaled?: string
  condemned?: boolean
  expected: object[] | undefined
}

const cases: Case[] = [
  {name: 'a claim that is kept has no owner', given: [], expected: undefined},
  {name: 'a claim that is to be kept loses its owner', given: [config, set], expected: [config]},
  {name: 'a claim goes with its set', given: [], deleted: 'Delete', expected: [set]},
  {name: 'a claim that goes with its set stays as it is', given: [set], deleted: 'Delete', expected: undefined},
  {name: 'owners that manage nothing stay', given: [config], deleted: 'Delete', expected: [config, set]},
  {name: 'another controller’s claim is left to it', given: [stranger], deleted: 'Delete', expected: undefined},
  {
    name: 'the set lets go of another controller’s claim',
    given: [set, stranger],
    deleted: 'Delete',
    expected: [stranger],
  },
  {
    name: 'a former set’s claim is the garbage collector’s',
    given: [{...set, uid: 'former'}],
    deleted: 'Delete',
    expected: undefined,
  },
  {
    name: 'a claim goes with a pod that is scaled away',
    given: [set],
    deleted: 'Delete',
    scaled: 'Delete',
    condemned: true,
    expected: [pod],
  },
  {name: 'a claim returns to the set with its pod', given: [pod], deleted: 'Delete', scaled: 'Delete', expected: [set]},
  {
    name: 'an owner that does not manage becomes one',
    given: [{...set, controller: false}],
    deleted: 'Delete',
    expected: [set],
  },
]

const metadataOf = ({name, uid}: {name: string; uid: string}) => ({name, uid, namespace: 'default'})

describe('owners of the claims of a stateful set', () => {
  for (const {name, given, deleted = 'Retain', scaled = 'Retain', condemned = false, expected} of cases)
    it(name, () => {
      const claim = {metadata: {name: 'data-db-1', ownerReferences: given}} as PersistentVolumeClaim
      const policy = {whenDeleted: deleted, whenScaled: scaled}
      const owner = {...set, metadata: metadataOf(set), spec: {persistentVolumeClaimRetentionPolicy: policy}}

      const owners = claimOwners(
        claim,
        owner as unknown as StatefulSet,
        {...pod, metadata: metadataOf(pod)} as Pod,
        condemned,
      )

      assert.deepEqual(owners, expected)
    })
})
