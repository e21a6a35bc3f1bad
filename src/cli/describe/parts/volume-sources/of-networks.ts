import {goList} from '../values.ts'
import {flag, type Row, secretOf, text, type VolumeSourceText} from './source-rows.ts'

/** Volumes that servers share over a network. */
export const networkVolumes: Record<string, VolumeSourceText> = {
  nfs: {
    type: 'NFS (an NFS mount that lasts the lifetime of a pod)',
    rows: ({server, path, readOnly}) => [text('Server', server), text('Path', path), flag(readOnly)],
  },
  iscsi: {
    type: "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
    rows: (source, persistent) => [
      text('TargetPortal', source['targetPortal']),
      text('IQN', source['iqn']),
      ['Lun:', source['lun'] ?? 0],
      ['ISCSIInterface', source['iscsiInterface'] ?? ''],
      text('FSType', source['fsType']),
      flag(source['readOnly']),
      ['Portals:', goList(source['portals'] as string[])],
      ['DiscoveryCHAPAuth:', source['chapAuthDiscovery'] ?? false],
      ['SessionCHAPAuth:', source['chapAuthSession'] ?? false],
      secretOf(source, persistent),
      ['InitiatorName:', source['initiatorName'] ?? '<none>'],
    ],
  },
  glusterfs: {
    type: "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
    rows: ({endpoints, endpointsNamespace, path, readOnly}, persistent) => [
      text('EndpointsName', endpoints),
      ...(persistent ? [['EndpointsNamespace:', endpointsNamespace ?? '<unset>'] as Row] : []),
      text('Path', path),
      flag(readOnly),
    ],
  },
  rbd: {
    type: "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)",
    rows: (source, persistent) => [
      ['CephMonitors:', goList(source['monitors'] as string[])],
      text('RBDImage', source['image']),
      text('FSType', source['fsType']),
      text('RBDPool', source['pool']),
      text('RadosUser', source['user']),
      text('Keyring', source['keyring']),
      secretOf(source, persistent),
      flag(source['readOnly']),
    ],
  },
  cephfs: {
    type: "CephFS (a CephFS mount on the host that shares a pod's lifetime)",
    rows: (source, persistent) => [
      ['Monitors:', goList(source['monitors'] as string[])],
      text('Path', source['path']),
      text('User', source['user']),
      text('SecretFile', source['secretFile']),
      secretOf(source, persistent),
      flag(source['readOnly']),
    ],
  },
  fc: {
    type: 'FC (a Fibre Channel disk)',
    rows: ({targetWWNs, lun, fsType, readOnly}) => [
      ['TargetWWNs:', ((targetWWNs ?? []) as string[]).join(', ')],
      ['LUN:', lun ?? '<none>'],
      text('FSType', fsType),
      flag(readOnly),
    ],
  },
  quobyte: {
    type: "Quobyte (a Quobyte mount on the host that shares a pod's lifetime)",
    rows: ({registry, volume, readOnly}) => [text('Registry', registry), text('Volume', volume), flag(readOnly)],
  },
}
