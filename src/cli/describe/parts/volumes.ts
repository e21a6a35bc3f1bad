import {compareKeys} from '../../../api/json/index.ts'
import type {PersistentVolumeClaim, Volume} from '../../../api/kinds.ts'
import {type Description, NestedDescription} from '../description.ts'
import {writeClaim} from './claim.ts'
import {shortened} from './metadata.ts'
import {volumeSources} from './volume-sources/index.ts'
import type {Source} from './volume-sources/source-rows.ts'

/** A pod's volumes. */
export function writeVolumes(out: Description, volumes: readonly Volume[] | undefined, indent = ''): void {
  if (!volumes || volumes.length === 0) return out.line(0, `${indent}Volumes:\t<none>`)
  out.line(0, `${indent}Volumes:`)
  for (const volume of volumes) {
    out.line(1, `${indent ? ' ' : ''}${volume.name}:`)
    writeVolumeSource(out, volume as Source, false)
  }
}

/** Whichever source the volume has; `persistent` ones differ in some fields. */
export function writeVolumeSource(out: Description, volume: Source, persistent: boolean): void {
  const name = Object.keys(volumeSources).find(key => volume[key])
  if (name === undefined) return out.line(1, '<unknown>')
  const source = volume[name] as Source
  const {type, rows} = volumeSources[name]!
  out.field(2, 'Type', type)
  for (const [title, value] of rows(source, persistent)) out.line(2, `${title}\t${value}`)
  if (name === 'projected') writeProjected(out, source)
  if (name === 'downwardAPI') writeDownward(out, source)
  if (name === 'ephemeral') writeEphemeral(out, source)
  if (name === 'csi') writeAttributes(out, source['volumeAttributes'] as Record<string, string> | undefined)
}

interface ProjectedSource {
  secret?: {name?: string; optional?: boolean}
  configMap?: {name?: string; optional?: boolean}
  downwardAPI?: unknown
  serviceAccountToken?: {expirationSeconds?: number}
}

function writeProjected(out: Description, source: Source): void {
  for (const {secret, configMap, downwardAPI, serviceAccountToken} of (source['sources'] ?? []) as ProjectedSource[])
    if (secret) {
      out.field(2, 'SecretName', secret.name)
      out.field(2, 'Optional', secret.optional ?? false)
    } else if (downwardAPI) out.field(2, 'DownwardAPI', true)
    else if (configMap) {
      out.field(2, 'ConfigMapName', configMap.name)
      out.field(2, 'Optional', configMap.optional ?? false)
    } else if (serviceAccountToken) out.field(2, 'TokenExpirationSeconds', serviceAccountToken.expirationSeconds)
}

interface DownwardItem {
  path: string
  fieldRef?: {fieldPath: string}
  resourceFieldRef?: {resource: string}
}

function writeDownward(out: Description, source: Source): void {
  out.line(2, 'Items:')
  for (const {path, fieldRef, resourceFieldRef} of (source['items'] ?? []) as DownwardItem[]) {
    if (fieldRef) out.line(3, `${fieldRef.fieldPath} -> ${path}`)
    if (resourceFieldRef) out.line(3, `${resourceFieldRef.resource} -> ${path}`)
  }
}

function writeEphemeral(out: Description, source: Source): void {
  const template = source['volumeClaimTemplate'] as PersistentVolumeClaim | undefined
  if (template) writeClaim(new NestedDescription(out, 2), {...template, metadata: template.metadata ?? {}}, false)
}

function writeAttributes(out: Description, attributes: Record<string, string> = {}): void {
  const keys = Object.keys(attributes).sort(compareKeys)
  if (keys.length === 0) return out.field(2, 'VolumeAttributes', '<none>')
  for (const [index, key] of keys.entries()) {
    out.write(2, index === 0 ? 'VolumeAttributes:\t' : '')
    if (index > 0) out.write(2, '\t')
    out.line(2, shortened(`${key}=${attributes[key]}`, 140))
  }
}
