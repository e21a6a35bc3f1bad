import {compileRegexp} from '../../api/go/regexp.ts'

/** Comma-separated regular expressions; throws Go's words for the first bad one. */
export const parseRegexps = (text: string): RegExp[] => (text === '' ? [] : text.split(',').map(compileRegexp))
