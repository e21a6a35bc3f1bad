/** What a command line says about the objects that it is meant for. */
export interface TargetQuery {
  /** `pods`, `pods web`, `pods/web svc/front`, `pods,svc`. */
  args?: readonly string[]
  /** Types that the command itself knows, with names in `args`. */
  types?: readonly string[]
  filename?: readonly string[]
  kustomize?: string
  recursive?: boolean
  selector?: string
  fieldSelector?: string
  /** `--all`: every object of the types. */
  all?: boolean
  allNamespaces?: boolean
  /** A type alone means all of its objects. */
  typeAloneMeansAll?: boolean
  subresource?: string
  chunkSize?: number
  /** Read again from the server what files name. */
  latest?: boolean
  /** Ask for objects that were only named (the default). */
  fetch?: boolean
  /** Leave lists from the server whole; those of files are always taken apart. */
  keepLists?: boolean
  /** Why files may not hold lists. */
  noLists?: string
  /** Refuse more than one type. */
  singleType?: boolean
  /** Take only kinds that kubectl itself has types for. */
  typed?: boolean
  /** Leave objects of files in the namespace that they name, or in none. */
  asWritten?: boolean
  /** Never ask a server; only files are possible. */
  local?: boolean
  /** Stop at the first error instead of going on with the others. */
  failFast?: boolean
  /** What to ask the server for, where not JSON; `includeObject` puts whole objects into tables. */
  accept?: string
  includeObject?: boolean
  /** Refuses a document before it is looked at. */
  validate?: DocumentCheck | undefined
}

/** Throws what is wrong with a document of a file. */
export type DocumentCheck = (document: unknown) => Promise<void>
