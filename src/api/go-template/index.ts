/** Go's text/template, as far as kubectl's -o go-template knows it. */
export {executeTemplate, type TemplateOptions} from './execute.ts'
export {parseTemplate, type Template} from './parse.ts'
export {TemplateError} from './template-error.ts'
