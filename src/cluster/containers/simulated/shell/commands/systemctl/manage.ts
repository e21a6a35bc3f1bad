import type {ShellHost} from '../../shell-host.ts'
import {failed, ok} from '../result.ts'
import {unitPathOf} from './status.ts'
import type {Verb} from './verb.ts'

/** The verbs that change what runs on a node, or will run. */
export function managingVerbs({node}: ShellHost): Record<string, Verb> {
  const {services: systemd} = node
  const view = (service: string) => systemd.view(service, node.name)

  /** Does something to each service; those that are not there are told of, and what must not be forgotten. */
  const each =
    (act: (service: string) => Promise<string | undefined>, doing: string): Verb =>
    async names => {
      if (names.length === 0) return failed('Too few arguments.\n')
      let stderr = ''
      for (const name of names) {
        const found = await view(name)
        if (!found) {
          stderr += `Failed to ${doing} ${name}.service: Unit ${name}.service not found.\n`
          continue
        }
        if (found.isOutdated && doing !== 'stop' && !doing.endsWith('able'))
          stderr += `Warning: The unit file, source configuration file or drop-ins of ${name}.service changed on disk. Run 'systemctl daemon-reload' to reload units.\n`
        stderr += (await act(name)) ?? ''
      }
      return {stdout: '', stderr, exitCode: stderr.includes('Failed to ') || stderr.includes('Job for ') ? 1 : 0}
    }

  /** What a service that is not there after it was started says. */
  const outcome = async (name: string): Promise<string | undefined> => {
    const found = await view(name)
    return found?.record.state === 'failed'
      ? `Job for ${name}.service failed because the control process exited with error code.\nSee "systemctl status ${name}.service" and "journalctl -xeu ${name}.service" for details.\n`
      : undefined
  }

  const begin = (how: 'start' | 'restart') =>
    each(async name => {
      await systemd[how](name, node.name)
      return outcome(name)
    }, how)

  const stop = each(async name => {
    await systemd.stop(name, node.name)
    return undefined
  }, 'stop')

  const enable =
    (to: boolean): Verb =>
    async (names, options) => {
      const told = await each(async name => enabled(name, to), to ? 'enable' : 'disable')(names, options)
      if (!options.flags.has('now') || told.exitCode !== 0) return told
      const {stderr, exitCode} = await (to ? begin('start') : stop)(names, options)
      return {...told, stderr: told.stderr + stderr, exitCode}
    }

  const enabled = async (name: string, to: boolean): Promise<string> => {
    const {record, unit, files} = (await view(name))!
    const was = !record.disabled
    await systemd.enable(name, node.name, to)
    if (was === to) return ''
    const links = unit.wantedBy.map(target => `/etc/systemd/system/${target}.wants/${name}.service`)
    return links
      .map(link => (to ? `Created symlink '${link}' → '${unitPathOf(files)}'.\n` : `Removed '${link}'.\n`))
      .join('')
  }

  return {
    start: begin('start'),
    restart: begin('restart'),
    'reload-or-restart': begin('restart'),
    'try-restart': begin('restart'),
    stop,
    enable: enable(true),
    disable: enable(false),
    async 'daemon-reload'() {
      await systemd.reload(node.name)
      return ok()
    },
    'daemon-reexec': async () => ok(),
  }
}
