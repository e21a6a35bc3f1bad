import type {SimulatedContainer} from '../../../simulated-container.ts'
import {failed, ok, type Run} from '../result.ts'
import type {ShellParts} from '../shell-parts.ts'
import {inspectContainer, inspectPod} from './inspect.ts'
import {listContainers, listImages, listPods} from './lists.ts'
import {readOptions} from './options.ts'

/** crictl: what runs on a node, asked of its runtime and not of Kubernetes. */
export function crictlCommand({host}: ShellParts): Record<string, Run> {
  const {node} = host
  const commands: Record<string, (args: string[]) => ReturnType<Run>> = {
    ps: args => ok(listContainers(node, host.now(), readOptions(args))),
    pods: args => ok(listPods(node, host.now(), readOptions(args))),
    images: async args => ok(await listImages(node, readOptions(args))),
    logs: args => logs(args),
    inspect: args => each(args, id => inspectContainer(container(id))),
    inspectp: args => each(args, id => inspectPod(sandbox(id))),
    stop: args => each(args, id => done(container(id).record.id, full => node.stopContainer(full, graceOf(args)))),
    rm: args => each(args, id => done(removable(id, args), full => node.removeContainer(full))),
    stopp: args => each(args, id => done(sandbox(id).record.id, full => node.stopSandbox(full), 'Stopped sandbox')),
    rmp: args => each(args, id => done(sandbox(id).record.id, full => node.removeSandbox(full), 'Removed sandbox')),
    exec: args => exec(args),
    info: () => ok(`${JSON.stringify({status: {conditions: conditions}}, undefined, 2)}\n`),
    version: () =>
      ok(
        `Version:  0.1.0\nRuntimeName:  ${node.version.name}\nRuntimeVersion:  v${node.version.version}\nRuntimeApiVersion:  v1\n`,
      ),
  }

  const logs = async (args: string[]) => {
    const {given, words} = readOptions(args, {p: 'previous'})
    const log = container(words[0] ?? '').output
    const tail = given.get('tail')
    const wanted = {
      timestamps: given.has('timestamps'),
      ...(tail !== undefined && tail !== '-1' && {tailLines: Number(tail)}),
    }
    const chunks: Uint8Array[] = []
    for await (const chunk of log.read(wanted)) chunks.push(chunk)
    return ok(Buffer.concat(chunks).toString())
  }

  const exec = async (args: string[]) => {
    const {words} = readOptions(args, {t: 'tty', stop: 'after-first'})
    const [id = '', ...command] = words
    const out: Uint8Array[] = []
    const err: Uint8Array[] = []
    const process = {
      stdout: (data: Uint8Array) => void out.push(data),
      stderr: (data: Uint8Array) => void err.push(data),
      tty: false,
    }
    const exitCode = await host.idle(container(id).exec(command, process))
    return {stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString(), exitCode}
  }

  const container = (id: string): SimulatedContainer => one(node.containers(), id, ({record}) => record.id, 'container')
  const sandbox = (id: string) => one(node.sandboxes(), id, ({record}) => record.id, 'sandbox')

  const removable = (id: string, args: string[]): string => {
    const {record} = container(id)
    if (record.state !== 'Running' || readOptions(args).given.has('force') || readOptions(args).given.has('f'))
      return record.id
    throw new Refusal(`container "${record.id}" is running, please stop it first`)
  }

  return {
    async crictl(args) {
      const {words} = readOptions(args.slice(0, args.findIndex(word => Object.hasOwn(commands, word)) + 1))
      const name = words.at(-1) ?? ''
      if (!Object.hasOwn(commands, name))
        return name === '' ? ok(usage(Object.keys(commands))) : failed(`No help topic for '${args[0]}'\n`, 3)
      if (!node.services.isActive('containerd', node.name)) return failed(`FATA[0000] ${nobodyAnswers} \n`)
      try {
        return await commands[name]!(args.slice(args.indexOf(name) + 1))
      } catch (error) {
        if (error instanceof Refusal) return failed(`FATA[0000] ${error.message} \n`)
        throw error
      }
    },
  }
}

const nobodyAnswers =
  'validate service connection: validate CRI v1 runtime API for endpoint "unix:///run/containerd/containerd.sock": rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial unix /run/containerd/containerd.sock: connect: connection refused"'

/** Something that is refused, in the runtime's words. */
class Refusal extends Error {}

function one<T>(all: T[], id: string, idOf: (item: T) => string, kind: string): T {
  if (id === '') throw new Refusal('ID cannot be empty')
  const found = all.filter(item => idOf(item).startsWith(id))
  if (found.length === 1) return found[0]!
  throw new Refusal(
    `rpc error: code = NotFound desc = an error occurred when try to find ${kind} ${JSON.stringify(id)}: not found`,
  )
}

async function each(args: string[], run: (id: string) => string | Promise<string>) {
  const {words} = readOptions(args)
  if (words.length === 0) throw new Refusal('ID cannot be empty')
  let text = ''
  for (const id of words) text += await run(id)
  return ok(text)
}

async function done(id: string, act: (id: string) => Promise<void>, said = ''): Promise<string> {
  await act(id)
  return said ? `${said} ${id}\n` : `${id}\n`
}

const graceOf = (args: string[]): number => Number(readOptions(args, {t: 'timeout'}).given.get('timeout') ?? 0)

const conditions = ['RuntimeReady', 'NetworkReady'].map(type => ({message: '', reason: '', status: true, type}))

const usage = (names: string[]): string =>
  `NAME:\n   crictl - client for CRI\n\nUSAGE:\n   crictl [global options] command [command options]\n\nCOMMANDS:\n${names.map(name => `   ${name}\n`).join('')}`
