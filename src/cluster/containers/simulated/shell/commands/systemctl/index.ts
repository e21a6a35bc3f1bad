import {exitName} from '../../../services/service-wording.ts'
import {servicesOn} from '../../../services/unit-files.ts'
import {isNodeRoot} from '../../is-node-root.ts'
import {failed, ok, type Run} from '../result.ts'
import type {ShellParts} from '../shell-parts.ts'
import {listUnitFiles, listUnits} from './lists.ts'
import {shownStatus, unitPathOf} from './status.ts'

type Verb = (services: string[], words: Options) => ReturnType<Run>

export interface Options {
  flags: Set<string>
  values: Map<string, string>
  /** What is on standard output wide enough for. */
  now: number
}

/** systemctl: what systemd runs on a node, started, stopped, and told of. */
export function systemctlCommand({host}: ShellParts): Record<string, Run> {
  const {node} = host
  const {services: systemd} = node
  const view = (service: string) => systemd.view(service, node.name)
  const all = async () => servicesOn(await node.files())

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

  /** Answers a question about each of the services by a word. */
  const told =
    (word: (name: string) => Promise<[text: string, isSo: boolean]>, otherwise: number): Verb =>
    async names => {
      const answers = await Promise.all(names.map(word))
      const isOne = answers.some(([, isSo]) => isSo)
      return {stdout: answers.map(([text]) => `${text}\n`).join(''), stderr: '', exitCode: isOne ? 0 : otherwise}
    }

  const verbs: Record<string, Verb> = {
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
    async status(names, options) {
      let stdout = ''
      let stderr = ''
      let exitCode = 0
      for (const name of names) {
        const found = await view(name)
        if (!found) {
          stderr += `Unit ${name}.service could not be found.\n`
          exitCode = 4
          continue
        }
        const journal = (await systemd.journal(node.name)).filter(
          ({who, text}) => who === name || text.includes(`${name}.service`),
        )
        stdout += `${stdout ? '\n' : ''}${shownStatus(name, found, {...options, journal, hostname: host.hostname})}`
        if (found.record.state !== 'active') exitCode = 3
      }
      return {stdout, stderr, exitCode}
    },
    'is-active': told(async name => {
      const state = (await view(name))?.record.state ?? 'inactive'
      return [state === 'waiting' ? 'activating' : state, state === 'active']
    }, 3),
    'is-failed': told(async name => {
      const state = (await view(name))?.record.state ?? 'inactive'
      return [state === 'waiting' ? 'activating' : state, state === 'failed']
    }, 1),
    'is-enabled': told(async name => {
      const found = await view(name)
      const isEnabled = found !== undefined && !found.record.disabled
      return [found ? (isEnabled ? 'enabled' : 'disabled') : 'not-found', isEnabled]
    }, 1),
    async cat(names) {
      const found = await Promise.all(names.map(async name => ({name, found: await view(name)})))
      const missing = found.filter(each => !each.found)
      if (missing.length > 0) return failed(missing.map(({name}) => `No files found for ${name}.service.\n`).join(''))
      const files = found.flatMap(each => Object.entries(each.found!.files))
      return ok(files.map(([path, text]) => `# ${path}\n${text}`).join('\n'))
    },
    async show(names, {values}) {
      const found = await view(names[0] ?? '')
      const state = found?.record.state ?? 'inactive'
      const properties: Record<string, string> = {
        Id: `${names[0]}.service`,
        LoadState: found ? 'loaded' : 'not-found',
        ActiveState: state === 'waiting' ? 'activating' : state,
        SubState: {active: 'running', inactive: 'dead', failed: 'failed', waiting: 'auto-restart'}[state],
        MainPID: String(state === 'active' ? (found?.record.pid ?? 0) : 0),
        ExecMainStatus: exitName(found?.record.exitCode ?? 0).split('/')[0]!,
        UnitFileState: found?.record.disabled ? 'disabled' : 'enabled',
        FragmentPath: found ? unitPathOf(found.files) : '',
      }
      const wanted = (values.get('property') ?? Object.keys(properties).join(',')).split(',')
      return ok(wanted.map(name => `${name}=${properties[name] ?? ''}\n`).join(''))
    },
    'list-units': async (_, options) =>
      ok(listUnits(await Promise.all((await all()).map(async name => ({name, view: (await view(name))!}))), options)),
    'list-unit-files': async () =>
      ok(listUnitFiles(await Promise.all((await all()).map(async name => ({name, view: (await view(name))!}))))),
  }

  return {
    async systemctl(args) {
      if (!isNodeRoot(host))
        return failed(
          "System has not been booted with systemd as init system (PID 1). Can't operate.\nFailed to connect to bus: Host is down\n",
        )
      const {words, ...options} = optionsOf(args)
      const [verb = 'list-units', ...names] = words
      if (!Object.hasOwn(verbs, verb)) return failed(`Unknown command verb '${verb}'.\n`)
      const services = names.map(name => name.replace(/\.service$/, ''))
      return verbs[verb]!(services, {...options, now: host.now()})
    },
  }
}

/** `-p NAME`, `--property=NAME`, `-t service`, `--now`: what has a value, and what has none. */
function optionsOf(args: readonly string[]) {
  const words: string[] = []
  const flags = new Set<string>()
  const values = new Map<string, string>()
  const waiting = [...args]
  const long: Record<string, string> = {p: 'property', t: 'type', n: 'lines', o: 'output'}
  for (let arg = waiting.shift(); arg !== undefined; arg = waiting.shift()) {
    const [, name, value] = /^--([a-z-]+)(?:=(.*))?$/.exec(arg) ?? []
    const [, letter, rest] = /^-([a-z])(.*)$/.exec(arg) ?? []
    if (name !== undefined && value !== undefined) values.set(name, value)
    else if (name !== undefined) flags.add(name)
    else if (letter !== undefined && long[letter] !== undefined)
      values.set(long[letter], rest || (waiting.shift() ?? ''))
    else if (letter !== undefined) flags.add(letter)
    else words.push(arg)
  }
  return {words, flags, values}
}
