import type {Run} from '../result.ts'
import type {ShellParts} from '../shell-parts.ts'
import {connect} from './connect.ts'
import {dnsCommands} from './dns.ts'
import {inClusterClient} from './in-cluster-client.ts'
import {issuerDiscovery} from './issuer-discovery.ts'
import {mounttest} from './mounttest.ts'

/** Those of the test image's programs that work on files, or as a script does: step by step. */
export const agnhostCommands = (parts: ShellParts): Record<string, Run> => ({
  ...dnsCommands(parts),
  connect: connect(parts),
  inclusterclient: inClusterClient(parts),
  mounttest: mounttest(parts),
  'test-service-account-issuer-discovery': issuerDiscovery(parts),
})
