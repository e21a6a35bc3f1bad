import type {TextBuffer} from '../text-buffer.ts'
import {type Outcome, patternOf} from './ex-commands.ts'

/** What is looked for with `/` and `?`, and again with `n` and `N`. */
export class Search {
  private wanted?: {pattern: RegExp; step: 1 | -1}

  /** Looks for a text, onwards or backwards; an empty one is what was looked for last. */
  find(text: string, step: 1 | -1, buffer: TextBuffer): Outcome | undefined {
    try {
      if (text !== '') this.wanted = {pattern: patternOf(text), step}
    } catch {
      return {message: `E486: Pattern not found: ${text}`}
    }
    return this.again(1, buffer)
  }

  again(direction: 1 | -1, buffer: TextBuffer): Outcome | undefined {
    if (!this.wanted) return {message: 'E35: No previous regular expression'}
    const {pattern, step} = this.wanted
    const place = buffer.find(pattern, (step * direction) as 1 | -1)
    if (!place) return {message: `E486: Pattern not found: ${pattern.source}`}
    buffer.cursor = place
    return undefined
  }
}
