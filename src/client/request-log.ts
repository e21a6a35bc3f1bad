/** Where a client tells what it does: kubectl's log on stderr, as far as `-v` asks for it. */
export interface RequestLog {
  verbosity: number
  /** A line that says which file of Kubernetes' own sources has written it: `round_trippers.go:632`. */
  info(source: string, text: string): void
}
