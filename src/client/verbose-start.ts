import {existsSync} from './machine/files.ts'
import type {RequestLog} from './request-log.ts'

/** Which files the kubeconfig was read from; `typed` is what the user calls the one that a flag names. */
export function tellFiles(paths: readonly string[], typed: string | undefined, log: RequestLog): void {
  if (log.verbosity < 6) return
  for (const path of paths)
    if (existsSync(path)) log.info('loader.go:402', `Config loaded from file:  ${typed ?? path}`)
}

/** client-go's feature gates, as they are where the environment does not change them. Go tells of them in any order. */
export function tellFeatures(log: RequestLog): void {
  for (const [feature, enabled] of Object.entries(features))
    log.info('envvar.go:172', `"Feature gate default state" feature="${feature}" enabled=${enabled}`)
}

const features = {
  ClientsAllowCBOR: false,
  ClientsPreferCBOR: false,
  InOrderInformers: true,
  InformerResourceVersion: false,
  WatchListClient: false,
}
