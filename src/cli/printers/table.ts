import type {JsonObject, KubeObject} from '../../api/object.ts'

/** `meta.k8s.io/v1` Table: what a server answers to those who want to show a list to people. */
export interface Table {
  kind: 'Table'
  apiVersion: string
  metadata?: {resourceVersion?: string; continue?: string; remainingItemCount?: number}
  columnDefinitions?: TableColumn[] | null
  rows?: TableRow[] | null
}

export interface TableColumn {
  name: string
  type: string
  format?: string
  priority?: number
}

export interface TableRow {
  cells: unknown[]
  object?: Partial<KubeObject> | null
}

export const isTable = (object: JsonObject): boolean =>
  object['kind'] === 'Table' && String(object['apiVersion'] ?? '').startsWith('meta.k8s.io/')

/** Asks for a Table, and for plain JSON from servers that have none. */
export const tableAccept =
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json'
