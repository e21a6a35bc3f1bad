/** What servers derive the manager of written fields from. */
export const userAgent = `kubectl/v1.34.3 (${process.platform}/${process.arch === 'x64' ? 'amd64' : process.arch}) kubernetes/df11db1`
