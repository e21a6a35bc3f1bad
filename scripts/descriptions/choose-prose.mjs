/**
 * One text out of those that the packages have of a type or field, each of which may be missing. What is said in this version of Kubernetes is what
 * client-node says or, where it says nothing, cdk8s; who says the same in better lines is believed. The list of an enum's values comes from
 * kubernetes-models, which alone has it.
 */
export function chooseProse(clientNode, models, cdk8s) {
  const [body, list] = splitList(models)
  const words = clientNode ?? cdk8s ?? body
  return `${linesOf(words, body, cdk8s)}${list}`
}

/** A text, and the list of values behind it with the empty lines between. */
function splitList(text) {
  const at = text?.search(/\n\n+Possible enum values:\n/) ?? -1
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)]
}

function linesOf(words, models, cdk8s) {
  if (models !== undefined && sameWords(models, words)) return models
  if (cdk8s !== undefined && sameWords(cdk8s, words)) return indented(cdk8s, words)
  return paragraphs(words)
}

const sameWords = (one, other) => one.replace(/\s+/g, '') === other.replace(/\s+/g, '')

/** Lines that lost their indentation, by a text that has blanks where line breaks were and the indentation behind them. */
function indented(lines, joined) {
  const gaps = joined.match(/\s+/g) ?? []
  let index = 0
  return lines.replace(/\s+/g, gap => {
    const blanks = gaps[index++]
    return gap.startsWith('\n') ? gap + ' '.repeat(Math.max(0, blanks.length - gap.length)) : blanks
  })
}

/** Finds the paragraphs in joined lines: an empty line has become two blanks, an indented one more. */
function paragraphs(text) {
  const split = text.replace(/(?<=[.:!?;)"'`\]}>]) {2}(?=\S)/g, '\n\n')
  const list = split.includes('\n\n- ') ? split.replace(/(?<=\.) (?= *- )/g, '\n') : split
  return list.includes('\n') ? list.replace(/(?<=\S) {3}(?=\S)/g, '\n  ') : list
}
