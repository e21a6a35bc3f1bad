import {elf} from '../../images/executable-text.ts'
import {ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** Runs an image's executable: as the command of that name, as a program of ours, or as something of which only the name is known. */
export function runExecutable({host, own}: ShellParts, commands: Record<string, Run>): Record<string, Run> {
  return {
    [elf]: async ([path = '', ...args], context) => {
      const name = path.slice(path.lastIndexOf('/') + 1)
      const command = Object.hasOwn(commands, name) ? commands[name] : undefined
      if (command) return command(args, context)
      const running = host.run([path, ...args], {cwd: context.cwd, env: Object.fromEntries(context.env)})
      if (running) return {stdout: '', stderr: '', exitCode: await host.idle(running)}
      if (host.serves && own?.isLast(name)) await host.sleep(Number.POSITIVE_INFINITY)
      await fill(own?.leaves ?? [])
      return ok()
    },
  }

  async function fill(leaves: readonly string[]): Promise<void> {
    for (const path of leaves) {
      const folder = path.slice(0, path.lastIndexOf('/'))
      const isEmpty = (await host.files.exists(folder)) && (await host.files.readdir(folder)).length === 0
      if (isEmpty) await host.files.writeFile(path, '')
    }
  }
}
