import {containsExecutable, findExecutable} from './images/executables.ts'
import type {SimulatedContainer} from './simulated-container.ts'

/** Why a container cannot start, in runc's words; undefined if it can. An image that is not known has a command of its own. */
export async function whyNotStart(container: SimulatedContainer): Promise<string | undefined> {
  const {argv, around} = container
  if (argv.length > 0) return whyNotRun(container, argv[0]!)
  return around.image.known ? 'no command specified' : undefined
}

/** Why a program cannot be run in a container; undefined if it can. */
export async function whyNotRun(container: SimulatedContainer, name: string): Promise<string | undefined> {
  const {image} = container.around
  if (containsExecutable(image.definition, name) || isOwnProgram(container, name)) return undefined
  return findExecutable(await container.fileSystem(), name, container.env['PATH']!, container.cwd)
}

const denial = /no-?such|not-?found|not-?exist|does-?not|absent|missing|invalid|bogus|^$/

/** Names that say themselves that there is nothing. */
export const isDenied = (name: string): boolean => denial.test(name)

/** What an image that nobody knows has beside the usual tools: whatever it is asked for. */
const isOwnProgram = ({around}: SimulatedContainer, name: string): boolean => !around.image.known && !isDenied(name)
