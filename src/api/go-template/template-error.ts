/** A template that is none, or that its data does not fit, in the words of Go's text/template. */
export class TemplateError extends Error {}
