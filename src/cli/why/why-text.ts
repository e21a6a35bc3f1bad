import type {Pod} from '../../api/kinds.ts'

interface Objection {
  plugin: string
  reason: string
  remedy?: string
}

export interface PlacementText {
  nodeName?: string
  pod: Objection[]
  nodes: {name: string; objections: Objection[]; score?: number}[]
}

/** Why a pod is where it is, or nowhere, for people. */
export function whyText({metadata, status}: Pod, {nodeName, pod, nodes}: PlacementText): string {
  const fitting = nodes.filter(({objections, score}) => objections.length === 0 && score !== undefined)
  const name = `Pod ${metadata.namespace}/${metadata.name}`
  const headline = nodeName
    ? `${name} is on node ${nodeName} (${status?.phase ?? 'Pending'}).`
    : pod.length > 0
      ? `${name} waits: ${pod.map(({reason}) => reason).join(', ')}.`
      : `${name} has no node: it fits ${fitting.length} of ${nodes.length}.`
  const gates = pod.flatMap(({plugin, remedy}) => (remedy ? [`  ${plugin}: ${remedy}`] : []))
  return [headline, ...gates, '', ...table(nodes), ''].join('\n')
}

function table(nodes: PlacementText['nodes']): string[] {
  const rows = [['NODE', 'FITS', 'PLUGIN', 'VERDICT', 'WHAT WOULD HELP']]
  for (const {name, objections, score} of nodes) {
    if (objections.length === 0) rows.push([name, 'yes', '', score === undefined ? '' : `score ${score}`, ''])
    for (const [index, {plugin, reason, remedy = ''}] of objections.entries())
      rows.push([index === 0 ? name : '', index === 0 ? 'no' : '', plugin, reason, remedy])
  }
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)))
  return rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column]! + 3))
      .join('')
      .trimEnd(),
  )
}
