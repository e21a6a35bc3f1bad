import type {ClusterHome} from '../../client/embedded/cluster-home.ts'
import {systemTime} from '../system-time.ts'
import {PemFolder} from './pem-store.ts'
import {Pki} from './pki.ts'

/** The cluster's certificates; made when first asked for. */
export const clusterPki = (home: ClusterHome): Pki => new Pki(new PemFolder(home.pki), systemTime.now)
