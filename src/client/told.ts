import type {ConnectionOptions} from './connection.ts'
import type {HttpsTarget} from './https-transport.ts'
import type {KubeconfigFiles} from './kubeconfig/kubeconfig-files.ts'
import type {RequestLog} from './request-log.ts'
import type {Transport} from './transport.ts'

/** Tells which files the configuration is from, and how client-go's features stand. */
export async function tellConfiguration({paths, typed}: KubeconfigFiles, log: RequestLog): Promise<void> {
  const {tellFeatures, tellFiles} = await import('./verbose-start.ts')
  tellFiles(paths, typed, log)
  tellFeatures(log)
}

/** The transport, which tells of its requests if the user wants to know. */
export async function toldOf(
  transport: Transport,
  {server, headers = {}}: {server: string; headers?: HttpsTarget['headers']},
  {log, now}: ConnectionOptions,
): Promise<Transport> {
  if (!log || log.verbosity < 6) return transport
  const {verbose} = await import('./verbose-transport.ts')
  return verbose(transport, {server, headers, log, now})
}
