/** A template or a document that does not fit it, in the words of client-go's jsonpath. */
export class JsonPathError extends Error {}
