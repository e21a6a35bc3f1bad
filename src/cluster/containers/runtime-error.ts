export type RuntimeErrorCode = 'Unknown' | 'NotFound' | 'DeadlineExceeded' | 'InvalidArgument' | 'Unavailable'

/** A container runtime's refusal, worded as gRPC carries it: `rpc error: code = NotFound desc = …`. */
export class RuntimeError extends Error {
  readonly code: RuntimeErrorCode
  readonly description: string

  constructor(code: RuntimeErrorCode, description: string) {
    super(`rpc error: code = ${code} desc = ${description}`)
    this.name = 'RuntimeError'
    this.code = code
    this.description = description
  }
}
