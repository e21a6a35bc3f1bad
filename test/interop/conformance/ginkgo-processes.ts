import {type ChildProcess, spawn} from 'node:child_process'
import {randomInt} from 'node:crypto'
import {once} from 'node:events'
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import type {SpecReport} from './report.ts'

interface SuiteReport {
  SpecReports: SpecReport[] | null
}

/** What the processes of one Ginkgo suite ask of who coordinates them, by path; a status alone, or what to answer as JSON. */
type Answers = Record<string, (body: string) => unknown>

const tooEarly = Symbol('ask again')
const gone = Symbol('will not come')
const statuses = new Map<unknown, number>([
  [undefined, 200],
  [tooEarly, 425],
  [gone, 410],
])

/**
 * Runs a suite that Ginkgo has compiled in `count` processes that share its specs, as Ginkgo's own command does: specs that must be alone are run by the
 * first process when the others have ended. `ran` is told each report of several processes as it comes, of specs and of what is around them; one process
 * alone prints for itself.
 */
export async function runGinkgoSuite(
  program: string,
  args: readonly string[],
  count: number,
  ran: (report: SpecReport) => void,
): Promise<void> {
  const processes: ChildProcess[] = []
  const answers = coordinator(processes, ran)
  const server = createServer((request, response) => void serve(answers, request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const {port} = server.address() as AddressInfo
  // The order of specs, which all must agree on.
  const seed = randomInt(2 ** 31)
  for (let process = 1; process <= count; process++)
    processes.push(
      spawn(
        program,
        [
          ...args,
          `--ginkgo.parallel.process=${process}`,
          `--ginkgo.parallel.total=${count}`,
          `--ginkgo.seed=${seed}`,
          `--ginkgo.parallel.host=http://127.0.0.1:${port}`,
        ],
        {
          stdio: ['ignore', count > 1 ? 'ignore' : 'inherit', 'inherit'],
          env: {...globalThis.process.env, GINKGO_PARALLEL_PROTOCOL: 'HTTP'},
        },
      ),
    )
  await Promise.all(processes.map(child => once(child, 'exit')))
  server.closeAllConnections()
  server.close()
}

function coordinator(processes: readonly ChildProcess[], ran: (report: SpecReport) => void): Answers {
  const reports: SuiteReport[] = []
  let next = 0
  let beforeReports: unknown
  let beforeSuite: unknown
  let aborted = false
  const lives = (child: ChildProcess | undefined): boolean => child?.exitCode === null && child.signalCode === null
  const othersLive = (): boolean => processes.slice(1).some(lives)
  const fromTheFirst = (state: unknown) => state ?? (lives(processes[0]) ? tooEarly : gone)
  return {
    'GET /up': () => undefined,
    'GET /counter': () => ({Index: next++}),
    'POST /suite-will-begin': () => undefined,
    'POST /did-run': body => ran(JSON.parse(body) as SpecReport),
    'POST /suite-did-end': body => void reports.push(JSON.parse(body) as SuiteReport),
    'POST /emit-output': () => undefined,
    'POST /progress-report': () => undefined,
    'POST /report-before-suite-completed': body => {
      beforeReports = JSON.parse(body)
    },
    'GET /report-before-suite-state': () => fromTheFirst(beforeReports),
    'POST /before-suite-completed': body => {
      beforeSuite = JSON.parse(body)
    },
    'GET /before-suite-state': () => fromTheFirst(beforeSuite),
    'GET /have-nonprimary-procs-finished': () => (othersLive() ? tooEarly : undefined),
    'GET /aggregated-nonprimary-procs-report': () => {
      if (othersLive()) return tooEarly
      if (reports.length < processes.length - 1) return gone
      return {...reports[0], SpecReports: reports.flatMap(({SpecReports}) => SpecReports ?? [])}
    },
    'GET /abort': () => (aborted ? gone : undefined),
    'POST /abort': () => {
      aborted = true
    },
  }
}

async function serve(answers: Answers, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const answer = answers[`${request.method} ${request.url}`]
  if (!answer) {
    response.writeHead(404).end()
    return
  }
  const given = answer(Buffer.concat(chunks).toString())
  const status = statuses.get(given)
  if (status) response.writeHead(status).end()
  else response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify(given))
}
