import {createHash} from 'node:crypto'

/** What the attachment of a CSI volume to a node is called: a hash of what no two of them share. */
export const attachmentName = ({handle, driver, node}: {handle: string; driver: string; node: string}): string =>
  `csi-${createHash('sha256').update(`${handle}${driver}${node}`).digest('hex')}`

/** Whether an attachment is one of those that Kubernetes makes: others are their makers' own. */
export const isAttachmentName = (name: string): boolean => /^csi-[0-9a-f]{64}$/.test(name)
