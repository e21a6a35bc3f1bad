import type {Range, RegexpNode} from './node.ts'

/**
 * JavaScript's own regular expression for a node; undefined where its backtracking could take time out of proportion: where there are choices or
 * repetitions inside repetitions, or more than one repetition without bounds.
 */
export function nativeOf(node: RegexpNode): RegExp | undefined {
  if (unbounded(node) > 1 || branches(node, false)) return undefined
  return new RegExp(sourceOf(node), 'gu')
}

function branches(node: RegexpNode, repeated: boolean): boolean {
  switch (node.op) {
    case 'group':
      return branches(node.body, repeated)
    case 'choice':
      return repeated || node.parts.some(part => branches(part, repeated))
    case 'sequence':
      return node.parts.some(part => branches(part, repeated))
    case 'repeat':
      return repeated || branches(node.body, node.most > 1)
    case 'empty':
    case 'assert':
      return repeated
    default:
      return false
  }
}

function unbounded(node: RegexpNode): number {
  switch (node.op) {
    case 'group':
      return unbounded(node.body)
    case 'sequence':
      return node.parts.reduce((sum, part) => sum + unbounded(part), 0)
    case 'choice':
      return Math.max(...node.parts.map(unbounded))
    case 'repeat':
      return (node.most > 64 ? 1 : 0) + unbounded(node.body)
    default:
      return 0
  }
}

function sourceOf(node: RegexpNode): string {
  switch (node.op) {
    case 'empty':
      return '(?:)'
    case 'set':
      return node.ranges.length === 0 ? '[^\\u{0}-\\u{10ffff}]' : `[${node.ranges.map(rangeSource).join('')}]`
    case 'assert':
      return assertions[node.what]
    case 'group':
      return `(?:${sourceOf(node.body)})`
    case 'sequence':
      return node.parts.map(sourceOf).join('')
    case 'choice':
      return `(?:${node.parts.map(sourceOf).join('|')})`
    case 'repeat': {
      const {least, most, greedy} = node
      const count = `{${least},${most === Number.POSITIVE_INFINITY ? '' : most}}`
      return `(?:${sourceOf(node.body)})${count}${greedy ? '' : '?'}`
    }
  }
}

const assertions = {
  begin: '(?<![^])',
  end: '(?![^])',
  'line-begin': '(?<![^\\n])',
  'line-end': '(?![^\\n])',
  word: '\\b',
  'not-word': '\\B',
}

const rangeSource = ([from, to]: Range): string =>
  from === to ? codeSource(from) : `${codeSource(from)}-${codeSource(to)}`

const codeSource = (code: number): string => `\\u{${code.toString(16)}}`
