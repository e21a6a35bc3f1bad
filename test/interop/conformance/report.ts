/** What the end-to-end binary writes with `--ginkgo.json-report`, as far as it is read here. */
export interface GinkgoSuite {
  SpecReports: SpecReport[]
}

export interface SpecReport {
  ContainerHierarchyTexts: string[] | null
  LeafNodeType: string
  LeafNodeText: string
  State: string
  /** Nanoseconds. */
  RunTime: number
  Failure?: {Message?: string}
}

export interface SpecResult {
  name: string
  passed: boolean
  seconds: number
  /** The first line of what went wrong. */
  message?: string
}

/** The specs that were run, those that failed first, each group by name. */
export function resultsOf(suites: readonly GinkgoSuite[]): SpecResult[] {
  return suites
    .flatMap(({SpecReports}) => SpecReports)
    .filter(({LeafNodeType, State}) => LeafNodeType === 'It' && State !== 'skipped' && State !== 'pending')
    .map(({ContainerHierarchyTexts, LeafNodeText, State, RunTime, Failure}) => ({
      name: [...(ContainerHierarchyTexts ?? []), LeafNodeText].join(' '),
      passed: State === 'passed',
      seconds: RunTime / 1e9,
      ...(State !== 'passed' && {message: firstLine(Failure?.Message ?? State)}),
    }))
    .sort((a, b) => Number(a.passed) - Number(b.passed) || (a.name < b.name ? -1 : 1))
}

/** A line per spec, and how many passed. */
export function tableOf(results: readonly SpecResult[]): string {
  const passed = results.filter(result => result.passed).length
  return [...results.map(lineOf), '', `${passed} passed, ${results.length - passed} failed`].join('\n')
}

export const lineOf = ({name, passed, seconds, message}: SpecResult): string =>
  `${passed ? 'passed' : 'FAILED'} ${seconds.toFixed(1).padStart(7)} s  ${name}${message ? `\n                  ${message}` : ''}`

const firstLine = (text: string): string => text.split('\n', 1)[0]!
