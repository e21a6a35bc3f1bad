import type {ServiceStart} from '../../node-services.ts'
import type {ContainerFileSystem} from '../files/container-file-system.ts'
import {expanded, type Unit, variablesIn} from './unit-file.ts'

export interface RunUnitOptions {
  /** The node's. */
  files: ContainerFileSystem
  /** Begins a program, by the name of its executable; undefined: nobody knows what it does, and it runs. */
  start(program: string, argv: string[]): Promise<ServiceStart> | undefined
}

/** How a unit began. */
export interface UnitOutcome extends ServiceStart {
  argv: string[]
  /** Who said what was said, where that is not the service itself. */
  who?: string
}

/** Runs what a unit says, with the environment that it gives. */
export async function runUnit(service: string, unit: Unit, {files, start}: RunUnitOptions): Promise<UnitOutcome> {
  const env = variablesIn(unit.environment.join('\n'))
  for (const given of unit.environmentFiles) {
    const path = given.replace(/^-/, '')
    if (await files.exists(path)) {
      for (const [name, value] of variablesIn(await files.readFile(path))) env.set(name, value)
    } else if (!given.startsWith('-')) {
      const missing = ['load environment files', "spawn 'start' task"]
      const said = missing.map(what => `${service}.service: Failed to ${what}: No such file or directory`)
      return {who: 'systemd', said, exitCode: 1, argv: []}
    }
  }
  const argv = expanded(unit.execStart ?? '', env)
  const [path = ''] = argv
  const program = path.slice(path.lastIndexOf('/') + 1)
  if (!(await files.exists(path)))
    return {
      who: `(${program})`,
      said: [
        `${service}.service: Unable to locate executable '${path}': No such file or directory`,
        `${service}.service: Failed at step EXEC spawning ${path}: No such file or directory`,
      ],
      exitCode: 203,
      argv,
    }
  return {...((await start(program, argv)) ?? {said: []}), argv}
}
