import {exitName} from '../../../services/service-wording.ts'
import {servicesOn} from '../../../services/unit-files.ts'
import type {ShellHost} from '../../shell-host.ts'
import {failed, ok} from '../result.ts'
import {listUnitFiles, listUnits} from './lists.ts'
import {shownStatus, unitPathOf} from './status.ts'
import type {Verb} from './verb.ts'

/** The verbs that tell what runs on a node, and how it is. */
export function askingVerbs(host: ShellHost): Record<string, Verb> {
  const {node} = host
  const {services: systemd} = node
  const view = (service: string) => systemd.view(service, node.name)
  const allViews = async () => {
    const names = await servicesOn(await node.files())
    return Promise.all(names.map(async name => ({name, view: (await view(name))!})))
  }
  /** `active`, as systemctl says it of one that waits to be tried again, too. */
  const stateOf = async (name: string): Promise<string> => {
    const state = (await view(name))?.record.state ?? 'inactive'
    return state === 'waiting' ? 'activating' : state
  }

  /** Answers a question about each of the services by a word. */
  const told =
    (word: (name: string) => Promise<[text: string, isSo: boolean]>, otherwise: number): Verb =>
    async names => {
      const answers = await Promise.all(names.map(word))
      const isOne = answers.some(([, isSo]) => isSo)
      return {stdout: answers.map(([text]) => `${text}\n`).join(''), stderr: '', exitCode: isOne ? 0 : otherwise}
    }

  return {
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
      const state = await stateOf(name)
      return [state, state === 'active']
    }, 3),
    'is-failed': told(async name => {
      const state = await stateOf(name)
      return [state, state === 'failed']
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
    'list-units': async (_, options) => ok(listUnits(await allViews(), options)),
    'list-unit-files': async () => ok(listUnitFiles(await allViews())),
  }
}
