/** Who owns which field: managedFields, their tracking on every write, and server-side apply (structured-merge-diff). */
export {type Applied, applyConfiguration} from './apply.ts'
export {type Comparison, compareObjects} from './compare.ts'
export {type FieldSet, fromFieldsV1, pathsOf, toFieldsV1} from './field-set.ts'
export {fieldSetOf} from './field-set-of.ts'
export {type ManagedFieldsEntry, readManagers, writeManagers} from './managers.ts'
export {formatPath} from './path-element.ts'
export {sameButTimes, trackUpdate, type Writer} from './track-update.ts'
