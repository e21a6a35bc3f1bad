import type {Run} from '../result.ts'
import type {ShellParts} from '../shell-parts.ts'
import {dnsCommands} from './dns.ts'
import {mounttest} from './mounttest.ts'

/** Those of the test image's programs that work on files, or as a script does: step by step. */
export const agnhostCommands = (parts: ShellParts): Record<string, Run> => ({
  ...dnsCommands(parts),
  mounttest: mounttest(parts),
})
