import type {Process} from '../process.ts'
import {RuntimeError} from '../runtime-error.ts'
import type {ContainerChildren} from './container-children.ts'
import {whyNotRun} from './missing-executable.ts'
import {ScriptProcess} from './script-process.ts'
import type {SimulatedContainer} from './simulated-container.ts'

/** Runs a command in a container to its end; resolves with its exit code, and fails where it cannot be started. */
export async function exec(
  container: SimulatedContainer,
  children: ContainerChildren,
  argv: string[],
  process: Process,
): Promise<number> {
  const missing = await container.around.activity.during(() => whyNotRun(container, argv[0] ?? ''))
  if (missing)
    throw new RuntimeError(
      'Unknown',
      `failed to exec in container: failed to start exec "${execId(container, argv)}": OCI runtime exec failed: exec failed: unable to start container process: ${missing}: unknown`,
    )
  const script = new ScriptProcess(container, argv, process, children.pid())
  children.add(script.pid, script)
  try {
    return await script.run()
  } finally {
    children.remove(script.pid)
  }
}

function execId({record, around}: SimulatedContainer, argv: string[]): string {
  const text = Buffer.from(`${record.id}${argv.join(' ')}${around.clock.now()}`).toString('hex')
  return (text.slice(-32) + record.id).slice(0, 64)
}
