import {humanDuration} from '../../api/duration.ts'
import type {JsonObject, KubeObject} from '../../api/object.ts'
import type {Table, TableColumn} from './table.ts'

const objectColumns: TableColumn[] = [
  {name: 'Name', type: 'string', format: 'name'},
  {name: 'Age', type: 'string'},
]
const statusColumns: TableColumn[] = [
  {name: 'Status', type: 'string'},
  {name: 'Reason', type: 'string'},
  {name: 'Message', type: 'string'},
]

/** What can be said of any object without its server's help: name and age; of a Status its reason and message. */
export function plainRows(object: KubeObject, now: number): Table {
  const items = Array.isArray(object['items']) ? (object['items'] as KubeObject[]) : [object]
  const isStatus = object.kind === 'Status' && object.apiVersion === 'v1'
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    columnDefinitions: isStatus ? statusColumns : objectColumns,
    rows: items.map(item => ({
      cells: isStatus ? statusCells(item) : [item.metadata?.name ?? '', age(item, now)],
      object: item,
    })),
  }
}

const statusCells = (status: JsonObject): unknown[] => [
  status['status'] ?? '',
  status['reason'] ?? '',
  status['message'] ?? '',
]

function age({metadata}: KubeObject, now: number): string {
  const created = Date.parse(String(metadata?.creationTimestamp ?? ''))
  return Number.isNaN(created) ? '<unknown>' : humanDuration(now - created)
}
