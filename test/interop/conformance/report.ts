import type {SpecSet} from './sets.ts'

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
    .map(spec => ({
      name: nameOf(spec),
      passed: spec.State === 'passed',
      seconds: spec.RunTime / 1e9,
      ...(spec.State !== 'passed' && {message: firstLine(spec.Failure?.Message ?? spec.State)}),
    }))
    .sort((a, b) => Number(a.passed) - Number(b.passed) || (a.name < b.name ? -1 : 1))
}

/** The specs that `focus` means and that were not run, each with the reason: the set's, or what the spec itself said of the cluster that it met. */
export function notRunOf(
  suites: readonly GinkgoSuite[],
  focus: RegExp,
  {elsewhere, without}: Pick<SpecSet, 'elsewhere' | 'without'>,
): string[] {
  const lines = suites
    .flatMap(({SpecReports}) => SpecReports)
    .filter(({LeafNodeType, State}) => LeafNodeType === 'It' && (State === 'skipped' || State === 'pending'))
    .flatMap(spec => {
      const name = nameOf(spec)
      if (!focus.test(name) || (elsewhere && new RegExp(elsewhere).test(name))) return []
      const exception = without.find(({pattern}) => new RegExp(pattern).test(name))
      const reason = exception?.reason ?? (spec.Failure?.Message && firstLine(spec.Failure.Message))
      return reason ? [`not run  ${name}\n                  ${reason}`] : []
    })
  return [...new Set(lines)].sort()
}

/** A line per spec, and how many passed. */
export function tableOf(results: readonly SpecResult[]): string {
  const passed = results.filter(result => result.passed).length
  return [...results.map(lineOf), '', `${passed} passed, ${results.length - passed} failed`].join('\n')
}

export const lineOf = ({name, passed, seconds, message}: SpecResult): string =>
  `${passed ? 'passed' : 'FAILED'} ${seconds.toFixed(1).padStart(7)} s  ${name}${message ? `\n                  ${message}` : ''}`

const nameOf = ({ContainerHierarchyTexts, LeafNodeText}: SpecReport): string =>
  [...(ContainerHierarchyTexts ?? []), LeafNodeText].join(' ')

const firstLine = (text: string): string => text.split('\n', 1)[0]!
