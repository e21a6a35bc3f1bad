import {humanDuration} from '../../api/duration.ts'
import type {KubeObject} from '../../api/object.ts'
import type {Column, ColumnContext} from './define-resource.ts'

type Cell<T> = Column<T>['cell']

export const text = <T>(name: string, cell: Cell<T>): Column<T> => ({name, type: 'string', cell})
export const integer = <T>(name: string, cell: Cell<T>): Column<T> => ({name, type: 'integer', cell})
export const boolean = <T>(name: string, cell: Cell<T>): Column<T> => ({name, type: 'boolean', cell})

/** The same column, but only for `-o wide`. */
export const wide = <T>(column: Column<T>): Column<T> => ({...column, priority: 1})

export const nameColumn: Column<KubeObject> = {
  name: 'Name',
  type: 'string',
  format: 'name',
  cell: object => object.metadata.name ?? '',
}

export const ageColumn: Column<KubeObject> = text('Age', (object, context) =>
  since(object.metadata.creationTimestamp, context),
)

/** What kinds have that Kubernetes gives no printer of their own. */
export const plainColumns: Column<KubeObject>[] = [
  nameColumn,
  {name: 'Created At', type: 'date', cell: object => object.metadata.creationTimestamp ?? ''},
]

/** How long ago something was, as `kubectl get` says it. */
export function since(timestamp: string | undefined | null, {now}: ColumnContext): string {
  return timestamp ? humanDuration(now - Date.parse(timestamp)) : '<unknown>'
}
