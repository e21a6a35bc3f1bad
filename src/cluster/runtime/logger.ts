/** A component's log, in klog's manner: a message and what it is about. */
export interface Logger {
  info(message: string, about?: Record<string, unknown>): void
  warn(message: string, about?: Record<string, unknown>): void
  error(message: string, about?: Record<string, unknown>): void
  /** The same log under a part's own name. */
  named(name: string): Logger
}

/** Keeps nothing. */
export const silent: Logger = {info() {}, warn() {}, error() {}, named: () => silent}
