// kubernetes-models is the only package that says what the values of enums mean, and of status fields that are types of their own. Its
// version 4.5.1 is of Kubernetes 1.33, without dynamic resource allocation; the next one is of 1.36 and wants Node.js 22.
import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {textOf} from './comment.mjs'

/** The prose of the types that are asked for, by type and field, with all its lines. */
export function readKubernetesModels(packages, names) {
  const prose = {}
  for (const name of names) {
    const file = join(packages, `${modulePath(name)}.d.ts`)
    if (existsSync(file)) prose[name] = readModel(readFileSync(file, 'utf8'), name.split('.').at(-1))
  }
  return prose
}

function modulePath(name) {
  const parts = name.split('.')
  const [version, kind] = parts.slice(-2)
  if (name.startsWith('io.k8s.apimachinery.pkg.')) return join('@kubernetes-models/apimachinery', ...parts.slice(4))
  const group = parts.at(-3)
  if (group === 'core') return join('kubernetes-models', version, kind)
  return join('kubernetes-models', groupNames[group] ?? group, version, kind)
}

/** Groups whose names have more to them than their Go packages'. */
const groupNames = {
  admissionregistration: 'admissionregistration.k8s.io',
  apiextensions: 'apiextensions.k8s.io',
  apiregistration: 'apiregistration.k8s.io',
  authentication: 'authentication.k8s.io',
  authorization: 'authorization.k8s.io',
  certificates: 'certificates.k8s.io',
  coordination: 'coordination.k8s.io',
  discovery: 'discovery.k8s.io',
  events: 'events.k8s.io',
  flowcontrol: 'flowcontrol.apiserver.k8s.io',
  networking: 'networking.k8s.io',
  node: 'node.k8s.io',
  rbac: 'rbac.authorization.k8s.io',
  scheduling: 'scheduling.k8s.io',
  storage: 'storage.k8s.io',
}

function readModel(text, kind) {
  const prose = {}
  const start = text.search(new RegExp(`export (declare )?(interface|type) I${kind}\\b`))
  const own = /\/\*\*\n((?:\s*\*.*\n)+?)\s*\*\/\s*$/.exec(text.slice(0, start))?.[1]
  if (own) prose[''] = plain(own)
  const body = text.slice(start)
  for (const [, comment, field] of body.matchAll(/^ {4}\/\*\*\n((?: {5}\*.*\n)+?) {5}\*\/\n {4}"([^"]+)"\??:/gm))
    prose[field] ??= plain(comment)
  return prose
}

/** The generator escapes asterisks and adds a tag where it reads of deprecation. */
const plain = comment =>
  textOf(comment)
    .replaceAll('\\*', '*')
    .replace(/\n@deprecated$/, '')
