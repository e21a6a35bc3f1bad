/** A patch that is none or does not fit, in the words of the Go libraries that Kubernetes patches with. */
export class PatchError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'PatchError'
  }
}

/** A JSON patch whose test of a value failed. */
export class PatchTestFailed extends PatchError {}

/** What both sides changed differently. */
export class PatchConflict extends PatchError {}

/** A patch that touches what it must not. */
export class PreconditionFailed extends PatchError {}
