/** A request and its place in a scenario. */
export interface Step {
  /** POST where it is not said. */
  method?: string
  path: string
  body?: unknown
  headers?: Record<string, string>
}

/** What is there, and what is then written. Every answer counts. */
export interface AdmissionScenario {
  name: string
  given?: Step[]
  writes?: Step[]
}
