import {curlCommand} from './curl.ts'
import {nameLookups} from './name-lookups.ts'
import {ncCommand} from './nc.ts'
import {pingCommand} from './ping.ts'
import type {Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'
import {wgetCommand} from './wget.ts'

/** What reaches over the cluster's network. */
export const networkCommands = (parts: ShellParts): Record<string, Run> => ({
  wget: wgetCommand(parts),
  curl: curlCommand(parts),
  ping: pingCommand(parts),
  nc: ncCommand(parts),
  ...nameLookups(parts),
})
