/** Patches of every kind that Kubernetes speaks, applied and created. */
export {applyJsonPatch, maxJsonPatchOperations, operationsOf} from './json.ts'
export {applyMergePatch, createMergePatch} from './merge.ts'
export {createMergeThreeWayPatch} from './merge-three-way.ts'
export {PatchConflict, PatchError, PatchTestFailed, PreconditionFailed} from './patch-error.ts'
export {identityPreconditions, keepsKey, keepsMetadataKey} from './preconditions.ts'
export {
  applyStrategicPatch,
  createStrategicPatch,
  createStrategicThreeWayPatch,
  followStrategicPatch,
  type Precondition,
  type ThreeWay,
} from './strategic/index.ts'
