/** A printer failed in the middle of its work: what it had printed by then is shown before the failure. */
export class PartlyPrinted extends Error {
  override readonly name = 'PartlyPrinted'
  readonly printed: string

  constructor(printed: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), {cause})
    this.printed = printed
  }
}
