import type {NodeDisk} from '../../containers/node-disk.ts'
import type {ServiceProcess, ServiceStart} from '../../containers/node-services.ts'
import {readCommandLine} from './command-line.ts'
import {readConfiguration} from './configuration.ts'
import {firstWords} from './first-words.ts'
import {klogLines} from './klog.ts'
import {serverOf, whyNobodyAnswers} from './kubeconfig.ts'
import {Refusal} from './refusal.ts'
import {type KubeletSettings, settingsOf} from './settings.ts'

export interface StartKubeletOptions {
  disk: NodeDisk
  /** Whether a URL leads to the API server. */
  isApiServer(url: string): boolean
  isRuntimeUp: boolean
}

/** Reads what a kubelet reads as it comes up: its command line, the files that it names, and those that they name. It ends at the first that is not as it must be. */
export async function startKubelet(
  process: ServiceProcess,
  options: StartKubeletOptions,
): Promise<ServiceStart & {settings?: KubeletSettings}> {
  try {
    const {settings, server} = await readSettings(process, options)
    const {staticPodPath} = settings
    const isFolderMissing =
      staticPodPath !== undefined && (await options.disk.typeOf(staticPodPath, process.node)) === undefined
    return {
      settings,
      said: firstWords(process, settings, {server, isFolderMissing}),
      state: JSON.stringify(settings),
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return {said: klogLines('E', process, 'run.go:72', '"command failed"', error.message), exitCode: 1}
  }
}

async function readSettings(
  {node, argv}: ServiceProcess,
  {disk, isApiServer, isRuntimeUp}: StartKubeletOptions,
): Promise<{settings: KubeletSettings; server: string}> {
  const flags = readCommandLine(argv)
  const path = flags.get('config')
  const configuration = path === undefined ? {} : readConfiguration(path, await disk.read(path, node))
  const {clientCaFile, ...settings} = settingsOf(configuration, flags)
  if (clientCaFile !== undefined) {
    const text = await disk.read(clientCaFile, node)
    const why =
      text === undefined
        ? `open ${clientCaFile}: no such file or directory`
        : text.includes('-----BEGIN CERTIFICATE-----')
          ? undefined
          : `error reading ${clientCaFile}: data does not contain any valid RSA or ECDSA certificates`
    if (why !== undefined)
      throw new Refusal(
        `failed to construct kubelet dependencies: unable to load client CA file ${clientCaFile}: ${why}`,
      )
  }
  const server = await serverOf(flags, node, disk)
  if (!isRuntimeUp)
    throw new Refusal(
      'failed to run Kubelet: validate service connection: validate CRI v1 runtime API for endpoint "unix:///run/containerd/containerd.sock": rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial unix /run/containerd/containerd.sock: connect: connection refused"',
    )
  return {settings: isApiServer(server) ? settings : {...settings, cutOff: whyNobodyAnswers(server)}, server}
}
