// What operations' parameters mean: the documentation of client-node's methods has it, with blanks where line breaks were. By name; where an operation has its own
// words, by its options' kind (`PodLogOptions container`) or verb (`patch fieldManager`) and name.
import {readFileSync} from 'node:fs'
import {join} from 'node:path'

const apis = ['CoreV1Api', 'AppsV1Api']

export function readParameters(packages) {
  const prose = {}
  for (const api of apis) {
    const text = readFileSync(join(packages, `@kubernetes/client-node/dist/gen/apis/${api}.d.ts`), 'utf8')
    const factory = text.slice(0, text.indexOf('ApiResponseProcessor'))
    for (const [, comment, method] of factory.matchAll(/\/\*\*\n((?:\s*\*.*\n)+?)\s*\*\/\s*(\w+)\(/g))
      for (const [, name, words] of comment.matchAll(/@param (\w+) (\S.*)/g)) {
        const key = `${ownWords(method, name)}${name.replace(/^_/, '')}`
        prose[key] ??= withBreaks(name.replace(/^_/, ''), plain(words))
      }
  }
  return prose
}

const optionKinds = {
  readNamespacedPodLog: 'PodLogOptions',
  connectGetNamespacedPodExec: 'PodExecOptions',
  connectGetNamespacedPodAttach: 'PodAttachOptions',
  connectGetNamespacedPodPortforward: 'PodPortForwardOptions',
  connectGetNamespacedPodProxy: 'PodProxyOptions',
  connectGetNodeProxy: 'NodeProxyOptions',
  connectGetNamespacedServiceProxy: 'ServiceProxyOptions',
}

function ownWords(method, name) {
  if (method in optionKinds && !['name', 'namespace', 'pretty'].includes(name)) return `${optionKinds[method]} `
  if (/^(connect|readNamespacedPodLog)/.test(method) && !['name', 'namespace', 'pretty'].includes(name)) return 'other '
  return method.startsWith('patch') && name === 'fieldManager' ? 'patch ' : ''
}

/** The generator escapes as HTML does, and then quotes once more. */
const plain = text =>
  text
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&#x60;', '`')
    .replaceAll('&#x3D;', '=')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\\(['"`\\])/g, '$1')

const ofLists = new Set(['continue', 'limit', 'resourceVersion', 'resourceVersionMatch', 'sendInitialEvents'])

/** Where there is more than one blank there was a paragraph's end, or a line of a list. */
const withBreaks = (name, text) =>
  ofLists.has(name)
    ? text
        .replace(/([.:]) {2}(?=\S)/g, '$1\n\n')
        .replaceAll('   ', '\n  ')
        .replaceAll('. - `', '.\n- `')
    : text
