import {answering, flag, text} from '../answering.ts'

/** `agnhost serve-hostname`: tells everybody its host's name. */
export const serveHostname = answering(
  host => Number(flag(host, 'port') ?? 9376),
  (_request, host) => text(host.hostname),
)
