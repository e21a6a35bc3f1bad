import type {ClusterHome} from '../../client/embedded/cluster-home.ts'
import {embeddedContext, embeddedExtension} from '../../client/kubeconfig/embedded.ts'
import type {Kubeconfig} from '../../client/kubeconfig/kubeconfig.ts'
import {readDaemonRecord} from '../daemon/record.ts'
import {clusterPki} from '../pki/cluster-pki.ts'
import {defaultPort} from './settings.ts'

/** The administrator's kubeconfig for a cluster. Makes the certificates if nobody has needed them yet. */
export function clusterKubeconfig(home: ClusterHome): Kubeconfig {
  const pki = clusterPki(home)
  const admin = pki.admin()
  const name = embeddedContext(home.name)
  const extensions = [{name: embeddedExtension, extension: {name: home.name}}]
  const base64 = (pem: string) => Buffer.from(pem).toString('base64')
  return {
    apiVersion: 'v1',
    kind: 'Config',
    preferences: {},
    clusters: [
      {
        name,
        cluster: {
          'certificate-authority-data': base64(pki.ca().certificate),
          extensions,
          server: readDaemonRecord(home)?.server ?? `https://127.0.0.1:${defaultPort}`,
        },
      },
    ],
    users: [
      {
        name,
        user: {'client-certificate-data': base64(admin.certificate), 'client-key-data': base64(admin.key), extensions},
      },
    ],
    contexts: [{name, context: {cluster: name, user: name}}],
    'current-context': name,
  }
}
