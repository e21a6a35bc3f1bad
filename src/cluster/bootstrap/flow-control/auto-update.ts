/** Says of a flow schema or a priority level whether the server keeps its spec up to date. */
export const autoUpdate = 'apf.kubernetes.io/autoupdate-spec'
