import {obstacle} from '../../../client/embedded/make-folder.ts'
import {StoreError, type StoreErrorCode} from '../store.ts'

interface Explanation {
  prefix: string
  code: StoreErrorCode
  message(file: string): string
}

const explanations: Explanation[] = [
  {
    prefix: 'SQLITE_CORRUPT',
    code: 'corrupt',
    message: file => `the cluster's database ${file} is damaged: restore a snapshot, or move the file away`,
  },
  {
    prefix: 'SQLITE_NOTADB',
    code: 'corrupt',
    message: file => `${file} is not a database of kctl: restore a snapshot, or move the file away`,
  },
  {
    prefix: 'SQLITE_BUSY',
    code: 'locked',
    message: file => `the cluster's database ${file} is locked by another process; nothing was written, try again`,
  },
  {
    prefix: 'SQLITE_LOCKED',
    code: 'locked',
    message: file => `the cluster's database ${file} is locked; nothing was written, try again`,
  },
  {
    prefix: 'SQLITE_FULL',
    code: 'full',
    message: file => `no space left on the disk of ${file}; nothing was written, and nothing is lost`,
  },
  {
    prefix: 'SQLITE_CANTOPEN',
    code: 'unavailable',
    message: file => `unable to open the cluster's database ${obstacle(file) ?? file}`,
  },
  {prefix: 'SQLITE_READONLY', code: 'unavailable', message: file => `the cluster's database ${file} cannot be written`},
  {prefix: 'SQLITE_PERM', code: 'unavailable', message: file => `no permission to use the cluster's database ${file}`},
  {
    prefix: 'SQLITE_IOERR',
    code: 'unavailable',
    message: file => `the disk failed to read or write the cluster's database ${file}`,
  },
]

/** A StoreError that a person understands for what SQLite could not do; any other error as it is. */
export function storeError(error: unknown, file: string): unknown {
  const code = sqliteCode(error)
  const explanation = explanations.find(({prefix}) => code.startsWith(prefix))
  if (!explanation) return error
  return Object.assign(new StoreError(explanation.code, explanation.message(file)), {cause: error})
}

function sqliteCode(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}
